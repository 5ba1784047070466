import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The functions that are bundled. */
export type FunctionName = 'on-iam-event' | 'on-schedule' | 'on-sweep';

/** How an invocation ended. */
export interface Invocation {
  /** What the function answered; `undefined` where it threw or was killed. */
  readonly answer: unknown;
  readonly output: string;
  readonly wasKilled: boolean;
}

/** A bundled function at work, in a process of its own. */
export interface FunctionProcess {
  readonly ended: Promise<Invocation>;
  /** Ends the process at once, as a crash does, and returns when it is gone. */
  kill(): Promise<void>;
}

/** Where and when a function runs. */
export interface Circumstances {
  readonly environment: Readonly<Record<string, string>>;
  /** How many milliseconds its clock is ahead. */
  readonly later?: number;
  /** How many milliseconds Lambda says are left, each time that it is asked. */
  readonly remaining?: number;
}

const SCRIPT = `
  const name = process.argv[1];
  import('./build/handlers/' + name + '/' + name + '.mjs').then(({ handler }) =>
    handler(JSON.parse(require('fs').readFileSync(0, 'utf8')), {
      getRemainingTimeInMillis: () => Number(process.argv[2]),
    }),
  ).then(
    (answer) => console.log('ANSWER ' + JSON.stringify(answer)),
    (error) => { console.log('THROWN ' + error.stack); process.exitCode = 1; },
  );
`;

/** Starts a bundled function on an event. */
export function startFunction(
  name: FunctionName,
  event: unknown,
  { environment, later = 0, remaining = 300_000 }: Circumstances,
): FunctionProcess {
  const child = spawn(
    process.execPath,
    ['--require', './test/support/later.cjs', '-e', SCRIPT, name, String(remaining)],
    {
      env: { ...process.env, ...environment, TRUSTWARDEN_TEST_LATER: String(later) },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  // WHY: a process that was killed has no use for the event any more.
  child.stdin.on('error', () => undefined).end(JSON.stringify(event));
  const closed = once(child, 'close');
  const ended = closed.then(() => {
    const answer = /^ANSWER (.*)$/m.exec(output)?.[1];
    return {
      answer: answer === undefined ? undefined : (JSON.parse(answer) as unknown),
      output,
      wasKilled: child.signalCode === 'SIGKILL',
    };
  });
  return {
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** Wraps the bodies of messages as SQS hands them to a function. */
export function batchOf(bodies: readonly unknown[]): { readonly Records: readonly object[] } {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      eventSource: 'aws:sqs',
    })),
  };
}
