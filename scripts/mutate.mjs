/**
 * Mutates one folder of the core at a time and prints each score. Usage: npm run mutate [-- FOLDER…]
 *
 * `TRUSTWARDEN_MUTATE_SAMPLE=3` mutates every third stretch of lines, for a figure in a third of the time.
 * The property tests run with fewer cases here, always the same ones, since each mutant runs them anew.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const all = readdirSync('policies', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !all.includes(name));
if (unknown !== undefined) {
  console.error(
    `mutate: no such folder: ${JSON.stringify(unknown)}, give some of ${all.join(', ')} or none for all`,
  );
  process.exit(2);
}

const SAMPLE = Number(process.env.TRUSTWARDEN_MUTATE_SAMPLE ?? 1);
/** How many lines a stretch of a sample has: most functions fit into it. */
const STRETCH = 20;

mkdirSync('reports', { recursive: true });
const scores = [];
for (const folder of wanted.length > 0 ? wanted : all) {
  const report = `reports/mutation-${folder}.json`;
  const config = {
    testRunner: 'in-one-file',
    plugins: ['./test/mutation/runner.mjs'],
    mutate: SAMPLE === 1 ? [`policies/${folder}/**/*.ts`] : sampleOf(folder),
    coverageAnalysis: 'perTest',
    // WHY: the runner would read the compiler's settings through an API that TypeScript 7 does not have.
    tsconfigFile: 'no-tsconfig-for-stryker.json',
    reporters: ['clear-text', 'json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    clearTextReporter: { allowColor: false, reportTests: false, reportMutants: false },
    concurrency: Number(process.env.TRUSTWARDEN_MUTATE_WORKERS ?? 2),
    timeoutMS: 10_000,
    dryRunTimeoutMinutes: 20,
    tempDirName: '.stryker-tmp',
  };
  writeFileSync('reports/stryker.config.json', JSON.stringify(config, null, 2));
  const environment = {
    ...process.env,
    TRUSTWARDEN_RUNS: '40',
    // WHY: of the first seeds, the first whose few policies meet every outcome of the evaluator.
    TRUSTWARDEN_SEED: '3',
    TRUSTWARDEN_TOKENS: '10',
    TRUSTWARDEN_MUTATING: folder,
  };
  const { status } = spawnSync('npx', ['stryker', 'run', 'reports/stryker.config.json'], {
    stdio: 'inherit',
    env: environment,
  });
  if (status !== 0) process.exit(status ?? 1);
  scores.push(scoreOf(folder, JSON.parse(readFileSync(report, 'utf8'))));
}
for (const line of scores) console.log(line);

function sampleOf(folder) {
  const files = readdirSync(`policies/${folder}`).filter((name) => name.endsWith('.ts'));
  return files.flatMap((name, index) => {
    const path = `policies/${folder}/${name}`;
    const lines = readFileSync(path, 'utf8').split('\n').length;
    const starts = Array.from({ length: Math.ceil(lines / STRETCH) }, (_, number) => number)
      .filter((number) => (number + index) % SAMPLE === 0)
      .map((number) => number * STRETCH + 1);
    return starts.map((start) => `${path}:${start}-${start + STRETCH - 1}`);
  });
}

function scoreOf(folder, { files }) {
  const counts = {};
  for (const { mutants } of Object.values(files))
    for (const { status } of mutants) counts[status] = (counts[status] ?? 0) + 1;
  const detected = (counts.Killed ?? 0) + (counts.Timeout ?? 0);
  const valid = detected + (counts.Survived ?? 0) + (counts.NoCoverage ?? 0);
  return `${folder}: ${((100 * detected) / valid).toFixed(1)} % (${detected} of ${valid}; ${JSON.stringify(counts)})`;
}
