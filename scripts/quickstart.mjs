/** Installs what the quickstart needs, once, and runs it. Needs only Node and npm. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const command = 'build/cli/trustwarden.cjs';

function run(program, args) {
  const { status, error } = spawnSync(program, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) console.error(`quickstart: cannot run ${program}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync('node_modules')) run('npm', ['ci', '--no-audit', '--no-fund']);
else if (!existsSync(command)) run(process.execPath, ['scripts/build.mjs', 'cli']);
run(process.execPath, [command, 'quickstart', ...process.argv.slice(2)]);
