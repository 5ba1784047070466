import { spawnSync } from 'node:child_process';

/** How a run of the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundled `trustwarden` as a process of its own, with no terminal, and a text as standard input. */
export function trustwarden(
  args: readonly string[],
  environment: Record<string, string> = {},
  input = '',
): Ended {
  const ended = spawnSync(process.execPath, ['build/cli/trustwarden.cjs', ...args], {
    encoding: 'utf8',
    input,
    env: { PATH: process.env['PATH'], ...environment },
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
