import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

/** How a run of the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The folder into which the tarball of the package is installed. */
export const INSTALLED = installed();

/** The command that the installation puts on the path. */
export const COMMAND = join(INSTALLED, 'node_modules', '.bin', 'trustwarden');

/** The path of this process, on which the Node that runs it comes first. */
export const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);

/** Runs the installed `trustwarden` as a process of its own, with no terminal, and a text as standard input. */
export function trustwarden(
  args: readonly string[],
  environment: Record<string, string> = {},
  input = '',
): Ended {
  const ended = spawnSync(COMMAND, args, {
    encoding: 'utf8',
    input,
    env: { PATH, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

/** Reads text of one JSON object a line. */
export function ndjsonOf(text: string): Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function installed(): string {
  const folder = process.env['TRUSTWARDEN_INSTALLED'];
  if (folder === undefined) throw new Error('the package is not installed, see above the tests why');
  return folder;
}
