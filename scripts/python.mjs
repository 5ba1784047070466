/** Brings the programs of Python that the tests need, which stand in `test/aws/requirements.txt`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const requirements = join(root, 'test', 'aws', 'requirements.txt');
const environment = join(root, '.venv');
const programs = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
/** What was installed last, so that a change of the requirements is noticed. */
const installed = join(environment, 'installed-requirements.txt');

/** Ends a script with one line that says why. */
export class Stop extends Error {}

/** Returns the folder of the programs, after installing them where they are missing or others. */
export function installPrograms() {
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return programs;
  const needed = 'this needs python3 with venv, install it and try again';
  run('python3', ['--version'], needed);
  run('python3', ['-m', 'venv', '.venv'], needed);
  run(
    join(programs, 'python'),
    ['-m', 'pip', 'install', '--quiet', '--requirement', requirements],
    'pip could not install what stands in test/aws/requirements.txt',
  );
  writeFileSync(installed, wanted);
  return programs;
}

function run(program, args, reason) {
  const { error, status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (!error && status === 0) return stdout.trim();
  const lines = `${stdout ?? ''}\n${stderr ?? ''}\n${error?.message ?? ''}`.split('\n');
  const last = lines.findLast((line) => line.trim() !== '');
  throw new Stop(`${reason} (${last?.trim() ?? `exit code ${status}`})`);
}
