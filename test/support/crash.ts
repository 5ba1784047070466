import type { AwsProxy, Interference } from './aws-proxy.ts';
import type { FunctionProcess } from './function-process.ts';

/** Where a function is killed. */
export interface CrashPoint {
  /** Counts its requests from 1. */
  readonly request: number;
  readonly when: 'before' | 'after';
}

/** Returns both points at each of some requests. */
export function crashPointsAt(requests: readonly number[]): readonly CrashPoint[] {
  return requests.flatMap((request) => [
    { request, when: 'before' },
    { request, when: 'after' },
  ]);
}

/**
 * Starts a function and kills it at a point.
 *
 * @param watch - sees every request that gets through
 * @throws Error where it ends before it comes so far
 */
export async function crashAt(
  { request, when }: CrashPoint,
  start: () => FunctionProcess,
  proxy: AwsProxy,
  watch: Interference,
): Promise<void> {
  let count = 0;
  proxy.interfere(async (_, next) => {
    if ((count += 1) !== request) return next();
    if (when === 'after') await next();
    await running.kill();
    return 'reset';
  }, watch);
  const running = start();
  const { wasKilled, output } = await running.ended;
  if (!wasKilled) throw new Error(`it was not killed ${when} request ${request}: ${output}`);
}

/**
 * Prints how each cell ended: a line for each request that has any, a column for each way and point.
 *
 * @param ends - by request, point and way, as `1 before schedule only`
 */
export function printMatrix(
  title: string,
  requests: readonly string[],
  ways: readonly string[],
  ends: ReadonlyMap<string, string>,
): void {
  const columns = ways.flatMap((way) => [`before ${way}`, `after ${way}`]);
  const lines = requests.flatMap((name, index) => {
    const cells = columns.map((column) => ends.get(`${index + 1} ${column}`) ?? '');
    return cells.every((cell) => cell === '') ? [] : [lineOf(`${index + 1} ${name}`, cells)];
  });
  process.stdout.write(`\n${title}, ${ends.size} cells\n${[lineOf('', columns), ...lines].join('\n')}\n`);
}

function lineOf(head: string, cells: readonly string[]): string {
  return head.padEnd(34) + cells.map((cell) => cell.padEnd(24)).join('');
}
