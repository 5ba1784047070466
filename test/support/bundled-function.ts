import { execFileSync, spawnSync } from 'node:child_process';

const SCRIPT = `
  import('./build/handlers/on-iam-event/on-iam-event.mjs').then(({ handler }) =>
    handler(JSON.parse(require('fs').readFileSync(0, 'utf8'))),
  ).then(
    (answer) => console.log('ANSWER ' + JSON.stringify(answer)),
    (error) => { console.log('THROWN ' + error.message); process.exitCode = 1; },
  );
`;

/** Bundles the functions as they are deployed. */
export function buildFunction(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', 'handlers'], { stdio: 'inherit' });
}

/** Runs the bundled function on a batch of events as a process of its own, against the AWS of the test. */
export function invokeFunction(bodies: readonly string[], environment: Record<string, string>) {
  const records = bodies.map((body, index) => ({ messageId: `m${index}`, body, eventSource: 'aws:sqs' }));
  const ended = spawnSync(process.execPath, ['-e', SCRIPT], {
    encoding: 'utf8',
    input: JSON.stringify({ Records: records }),
    env: { ...process.env, ...environment },
  });
  const answer = /^ANSWER (.*)$/m.exec(ended.stdout)?.[1];
  return {
    answer: answer === undefined ? undefined : (JSON.parse(answer) as unknown),
    output: ended.stdout + ended.stderr,
  };
}
