import { spawnSync } from 'node:child_process';
import { quantile, rounded, type Row } from './measure.ts';

const BUNDLE = 'build/cli/trustwarden.cjs';
const ROUNDS = 40;

/** Parses a file and prints how long that took, in milliseconds. */
const PARSE = `
const source = require('node:fs').readFileSync(process.argv[1], 'utf8');
const { Script } = require('node:vm');
const started = performance.now();
new Script(source);
console.log(performance.now() - started);
`;

/** How long each process of a round took, in milliseconds. */
interface Round {
  readonly floor: number;
  readonly version: number;
  readonly help: number;
  readonly parse: number;
}

/** Measures how long the command takes to start beside a Node that does nothing, without the time to parse it. */
export function measureStart(): Row[] {
  const rounds = Array.from({ length: ROUNDS }, measureRound);
  const median = (part: keyof Round): number =>
    quantile(
      rounds.map((round) => round[part]),
      0.5,
    );
  const toFloor = (part: keyof Round): number => (median(part) - median('parse')) / median('floor');
  return [
    { name: 'start', ratio: rounded(toFloor('version')), unit: 'x', samples: ROUNDS },
    { name: 'start-help', ratio: rounded(toFloor('help')), unit: 'x', samples: ROUNDS },
    { name: 'start-parse', ratio: rounded(median('parse')), unit: 'ms', samples: ROUNDS },
  ];
}

/** WHY: each round has one of each, so that what slows the machine slows all of them. */
function measureRound(): Round {
  return {
    floor: timeOf('-e', '0'),
    version: timeOf(BUNDLE, '--version'),
    help: timeOf(BUNDLE, '--help'),
    parse: Number(outputOf('-e', PARSE, BUNDLE)),
  };
}

function timeOf(...args: string[]): number {
  const started = performance.now();
  outputOf(...args);
  return performance.now() - started;
}

function outputOf(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`\`node ${args.join(' ')}\` ends with ${status}: ${stderr}`);
  return stdout;
}
