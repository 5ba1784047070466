import { readFileSync, writeFileSync } from 'node:fs';
import { decodeTrustPolicy, judge, planRole, type Judgement, type Plan } from '../policies/index.ts';
import { DEFAULT_BUDGET } from '../policies/patterns/search.ts';
import { measureBulk } from './bulk.ts';
import { configurationPairs } from './configuration.ts';
import {
  intentOfSize,
  policyOfSize,
  realSamples,
  syntheticSamples,
  worstSamples,
  type Sample,
} from './corpus.ts';
import { lastKept, measurePairs, quantile, rounded, type Pair, type Row } from './measure.ts';
import { measureFunctions } from './functions.ts';
import { measureStart } from './start.ts';

const RESULTS = 'bench/results.json';
const TABLE = 'docs/benchmarks.md';

/** The whole way: encoded text to verdict, findings and witness. */
function judgeText(sample: Sample, turn: number): Judgement {
  const decoded = decodeTrustPolicy(sample.texts[turn % sample.texts.length]);
  if (!decoded.ok) throw new Error(`${sample.name} is no trust policy`);
  return judge(decoded.policy, sample.intent, { role: sample.role });
}

/** The whole way of a change: encoded text to a proved plan. */
function planText({ name, role, intent, texts }: Sample, turn: number): Plan {
  const decoded = decodeTrustPolicy(texts[turn % texts.length]);
  if (!decoded.ok) throw new Error(`${name} is no trust policy`);
  return planRole({ role, policy: decoded.policy, intent, unlisted: 'report' });
}

function pairOf(sample: Sample, work: (sample: Sample, turn: number) => unknown = judgeText): Pair {
  return {
    name: sample.name,
    run: (turn) => work(sample, turn),
    floor: (turn) => JSON.parse(decodeURIComponent(sample.texts[turn % sample.texts.length] as string)),
  };
}

async function measureSet(
  name: string,
  samples: readonly Sample[],
  work?: (sample: Sample, turn: number) => unknown,
): Promise<Row[]> {
  const { ratios, samples: taken } = await measurePairs(samples.map((sample) => pairOf(sample, work)));
  for (const [index, ratio] of ratios.entries())
    console.log(`  ${name} ${samples[index]?.name} ${rounded(ratio)}`);
  const row = (suffix: string, share: number): Row => ({
    name: name + suffix,
    ratio: rounded(quantile(ratios, share)),
    unit: 'x',
    samples: taken,
  });
  return [row('', 0.5), row('-p95', 0.95)];
}

async function measureOne(name: string, pair: Pair): Promise<Row> {
  const { ratios, samples } = await measurePairs([pair]);
  return { name, ratio: rounded(ratios[0] as number), unit: 'x', samples };
}

async function measureGrowth(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of [1, 2, 4, 8])
    rows.push(await measureOne(`judge-statements-${size}`, pairOf(policyOfSize(size))));
  const policy = policyOfSize(1);
  for (const size of [10, 100, 1000]) {
    const sample = { ...policy, intent: intentOfSize(size) };
    rows.push(await measureOne(`judge-intent-${size}`, pairOf(sample)));
    const text = JSON.stringify(sample.intent);
    const compile = (): unknown => judgeText({ ...sample, intent: { ...sample.intent } }, 0);
    rows.push(
      await measureOne(`compile-intent-${size}`, {
        name: 'compile',
        run: compile,
        floor: () => JSON.parse(text),
      }),
    );
  }
  return rows;
}

async function measureConfiguration(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const pair of configurationPairs()) rows.push(await measureOne(pair.name, pair));
  return rows;
}

/** How often the worst policies are judged. WHY: the first time, much of it is spent on compiling the engine. */
const ROUNDS = 5;

/** How far the worst policies go: the work is counted, and the processor's time and memory are only shown. */
function measureWorst(): Row[] {
  const samples = worstSamples();
  const figures = samples.map((sample) => {
    const rounds = Array.from({ length: ROUNDS }, () => measureOnce(sample));
    const middle = (of: (round: Figures) => number): number => quantile(rounds.map(of), 0.5);
    return {
      states: middle(({ states }) => states),
      milliseconds: middle(({ milliseconds }) => milliseconds),
      megabytes: Math.max(...rounds.map(({ megabytes }) => megabytes)),
    };
  });
  for (const [index, { states, milliseconds, megabytes }] of figures.entries())
    console.log(
      `  worst ${samples[index]?.name} states ${states} ${milliseconds.toFixed(0)} ms ${megabytes.toFixed(0)} MB`,
    );
  const row = (name: string, unit: string, of: (each: Figures) => number): Row => ({
    name,
    ratio: rounded(Math.max(...figures.map(of))),
    unit,
    samples: samples.length * ROUNDS,
  });
  return [
    row('judge-worst-steps', 'states', ({ states }) => states),
    row('judge-worst-time', 'ms', ({ milliseconds }) => milliseconds),
    row('judge-worst-question', 'ms', ofOneQuestion),
    row('judge-worst-memory', 'MB', ({ megabytes }) => megabytes),
  ];
}

interface Figures {
  readonly states: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** What the states that one question may take need of the time of a document. */
function ofOneQuestion({ states, milliseconds }: Figures): number {
  return milliseconds * Math.min(1, DEFAULT_BUDGET.states / states);
}

function measureOnce(sample: Sample): Figures {
  const before = bytesInUse();
  const started = process.cpuUsage();
  const { states } = judgeText(sample, 0).spent;
  const { user, system } = process.cpuUsage(started);
  const megabytes = Math.max(0, bytesInUse() - before) / 2 ** 20;
  return { states, milliseconds: (user + system) / 1000, megabytes };
}

/** WHY: the places of a search stand outside of the heap. */
function bytesInUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ name, ratio, unit, samples }) => `| ${name} | ${ratio} ${unit} | ${samples} |`);
  return ['| name | figure | samples |', '| --- | --- | --- |', ...lines].join('\n');
}

/** Writes the table between its marks and leaves the rest of the page alone. */
function writeTable(rows: readonly Row[]): void {
  const page = readFileSync(TABLE, 'utf8');
  const [start, end] = ['<!-- results -->', '<!-- /results -->'];
  const before = page.slice(0, page.indexOf(start) + start.length);
  writeFileSync(TABLE, `${before}\n\n${table(rows)}\n\n${page.slice(page.indexOf(end))}`);
}

function measureReal(): Promise<Row[]> {
  return measureSet('judge-real', realSamples());
}

function measureSynthetic(): Promise<Row[]> {
  return measureSet('judge-synthetic', syntheticSamples());
}

function measurePlans(): Promise<Row[]> {
  const changed = realSamples().filter((sample) => planText(sample, 0).after !== null);
  return measureSet('plan-real', changed, planText);
}

async function measureAll(): Promise<Row[]> {
  const rows = [
    ...(await measureReal()),
    ...(await measureSynthetic()),
    ...(await measurePlans()),
    ...measureWorst(),
    ...(await measureGrowth()),
    ...(await measureConfiguration()),
    ...measureStart(),
    ...measureBulk(),
    ...measureFunctions(),
  ];
  if (lastKept() === undefined) throw new Error('nothing was measured');
  return rows;
}

/** Returns the rows of the last run, with what was measured anew in place of the old. */
function besideLast(measured: readonly Row[]): Row[] {
  const last = JSON.parse(readFileSync(RESULTS, 'utf8')) as Row[];
  const left = new Map(measured.map((row) => [row.name, row]));
  const rows = last.map((row) => {
    const anew = left.get(row.name);
    left.delete(row.name);
    return anew ?? row;
  });
  return [...rows, ...left.values()];
}

/** What can be measured alone. */
const PARTS: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  start: measureStart,
  bulk: measureBulk,
  functions: measureFunctions,
  plan: measurePlans,
  real: measureReal,
  synthetic: measureSynthetic,
  worst: measureWorst,
};

async function main(): Promise<void> {
  const part = PARTS[process.env['TRUSTWARDEN_BENCH_ONLY'] ?? ''];
  const rows = part === undefined ? await measureAll() : besideLast(await part());
  writeFileSync(RESULTS, `${JSON.stringify(rows, null, 2)}\n`);
  writeTable(rows);
  console.log(table(rows));
}

void main();
