import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { COMMAND, PATH, type Ended } from './run-command.ts';

/** A run of the command that goes on while a test does something. */
export interface Running {
  /** Waits until its output so far matches. */
  until(pattern: RegExp): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Writes to its standard input, which stays open. */
  type(text: string): void;
  readonly ended: Promise<Ended & { readonly signal: NodeJS.Signals | null }>;
}

/** Where a run that takes longer ends with a failure, in milliseconds. */
const PATIENCE = 40_000;

/** Starts the installed `trustwarden` as a process of its own, with pipes for its streams. */
export function startTrustwarden(args: readonly string[], environment: Record<string, string> = {}): Running {
  return startProgram(COMMAND, args, environment);
}

/** Starts any program so. */
export function startProgram(
  program: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Running {
  const child = spawn(program, args, { env: { PATH, ...environment }, timeout: PATIENCE });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
    });
  child.stdin.on('error', () => undefined);
  let isOver = false;
  const ended = new Promise<Ended & { signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => {
      isOver = true;
      resolve({ code, signal, ...out });
    });
  });
  return {
    ended,
    until: async (pattern) => {
      while (!pattern.test(out.stdout + out.stderr)) {
        if (isOver) throw new Error(`it ended with ${out.stdout}${out.stderr}`);
        await sleep(5);
      }
    },
    signal: (name) => child.kill(name),
    type: (text) => child.stdin.write(text),
  };
}
