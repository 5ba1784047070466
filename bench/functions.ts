import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { quantile, rounded, type Row } from './measure.ts';

const ROUNDS = 40;
const FLOOR = 'build/bench/floor/floor-handler.mjs';
const FUNCTIONS = ['on-iam-event', 'on-schedule', 'on-sweep'] as const;

/** Imports a handler and prints how long the processor worked on that, in milliseconds. */
const IMPORT = `
const before = process.cpuUsage();
import(process.argv[1]).then(() => {
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000);
});
`;

/** Measures what Lambda does before the first event: each function beside the floor, in processes of the Node of Lambda. */
export function measureFunctions(): Row[] {
  const program = execFileSync(process.execPath, ['scripts/runtime.mjs'], { encoding: 'utf8' }).trim();
  const timeOf = (file: string): number =>
    Number(execFileSync(program, ['-e', IMPORT, join(process.cwd(), file)], { encoding: 'utf8' }));
  const files = [FLOOR, ...FUNCTIONS.map((name) => `build/handlers/${name}/${name}.mjs`)];
  // WHY: each round has one of each, so that what slows the machine slows all of them.
  const rounds = Array.from({ length: ROUNDS }, () => files.map(timeOf));
  const medians = files.map((_, index) =>
    quantile(
      rounds.map((round) => round[index] ?? 0),
      0.5,
    ),
  );
  return FUNCTIONS.flatMap((name, index) => [
    {
      name: `init-${name}`,
      ratio: rounded((medians[index + 1] ?? 0) / (medians[0] ?? 1)),
      unit: 'x',
      samples: ROUNDS,
    },
    {
      name: `size-${name}`,
      ratio: rounded(sizeOf(`build/handlers/${name}`) / 1024),
      unit: 'KiB',
      samples: 1,
    },
  ]);
}

/** The size of the code of a folder, in bytes. */
function sizeOf(folder: string): number {
  const names = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
  return names.reduce((total, name) => total + statSync(join(folder, name)).size, 0);
}
