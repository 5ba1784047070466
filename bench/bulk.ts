import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile, rounded, type Row } from './measure.ts';

const BUNDLE = 'build/cli/trustwarden.cjs';
const ROLES = 100_000;
const ROUNDS = 3;

interface Policy {
  readonly name: string;
  readonly policy: { readonly Statement: unknown };
}

/** How long the processor worked for each program on the same file, in seconds. */
interface Round {
  readonly check: number;
  readonly wc: number;
  readonly jq: number;
}

/** How often `wc` reads the file in one run, since the clock of the processor is too coarse for once. */
const WC_TIMES = 50;

/**
 * Measures `check` over many roles in NDJSON beside `wc -l` and `jq -c .` on the same file: each as a process, with its
 * output thrown away.
 */
export function measureBulk(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'trustwarden-bench-'));
  try {
    const [roles, config] = [join(folder, 'roles.ndjson'), join(folder, 'trustwarden.yml')];
    writeFileSync(roles, linesOf(JSON.parse(readFileSync('bench/real-policies.json', 'utf8')) as Policy[]));
    writeFileSync(config, readFileSync('bench/real.yaml', 'utf8').replaceAll(':role/', ':role/*/'));
    const check = [BUNDLE, 'check', '--config', config, '--format', 'ndjson', '--quiet', roles];
    // WHY: each round has one of each, so that what slows the machine slows all of them.
    const rounds = Array.from({ length: ROUNDS }, () => ({
      check: workOf([process.execPath, ...check]),
      wc: workOf(['wc', '-l', ...Array.from({ length: WC_TIMES }, () => roles)]) / WC_TIMES,
      jq: workOf(['jq', '-c', '.', roles]),
    }));
    return rowsOf(rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowsOf(rounds: readonly Round[]): Row[] {
  const median = (part: keyof Round): number =>
    quantile(
      rounds.map((round) => round[part]),
      0.5,
    );
  const row = (name: string, ratio: number): Row => ({
    name,
    ratio: rounded(ratio),
    unit: 'x',
    samples: rounds.length,
  });
  return [
    row('check-rate-to-wc', median('wc') / median('check')),
    row('check-rate-to-jq', median('jq') / median('check')),
  ];
}

/** Writes the real policies over and over, each under a role and with a Sid that no other has. */
function linesOf(policies: readonly Policy[]): string {
  return Array.from({ length: ROLES }, (_, at) => {
    const { name, policy } = policies[at % policies.length] as Policy;
    const [first, ...others] = [policy.Statement].flat() as object[];
    const role = `arn:aws:iam::111122223333:role/batch-${Math.floor(at / policies.length)}/${name}`;
    const line = { role, policy: { ...policy, Statement: [{ Sid: `Variant${at}`, ...first }, ...others] } };
    return `${JSON.stringify(line)}\n`;
  }).join('');
}

/** Runs a program and returns the seconds of processor time that it took, of users and of the system. */
function workOf(command: readonly string[]): number {
  const script = '"$@" > /dev/null; code=$?; times; exit $code';
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', ...command], { encoding: 'utf8' });
  // WHY: 1 says that roles are broader than allowed, as a third of them is.
  if (status !== 0 && status !== 1) throw new Error(`\`${command[0]}\` ends with ${status}: ${stderr}`);
  const [, children = ''] = stdout.split('\n');
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}
