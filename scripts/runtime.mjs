/** Brings the Node that Lambda runs the functions with; npm carries it as packages. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stop } from './python.mjs';

/** Of the major version that `serverless.yml` names as the runtime. */
const VERSION = '24.9.0';

/** WHY: not among the dependencies, where it would take the place of the Node that runs the scripts. */
const folder = fileURLToPath(new URL(`../.runtime/${VERSION}`, import.meta.url));
const system = process.platform === 'win32' ? 'win' : process.platform;
const name = `node-${system}-${process.arch}`;

/** Returns the path of the program, after installing it where it is missing. */
export function installRuntime() {
  const program = join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(program)) return program;
  const options = [
    '--prefix',
    folder,
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--loglevel',
    'error',
  ];
  const { status, stderr } = spawnSync('npm', ['install', ...options, `${name}@${VERSION}`], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0 && existsSync(program)) return program;
  throw new Stop(
    `npm could not install \`${name}\` ${VERSION}, which the functions run with (${stderr?.trim()})`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(installRuntime());
