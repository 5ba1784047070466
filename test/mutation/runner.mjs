import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { build } from 'esbuild';
import { addEventHandler, getState, resetState, run } from 'jest-circus';

const require = createRequire(import.meta.url);

/** What Stryker's mutants ask which of them is active, and tell that they were met. */
const mutants = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

/** Whether the tests are left to end without being run, since one of them has failed. */
let isCaught = false;

addEventHandler(({ name, test }) => {
  if (name === 'test_fn_failure' && mutants.activeMutant !== undefined) isCaught = true;
  if (name === 'test_start') {
    if (isCaught) test.mode = 'skip';
    mutants.currentTestId = test.id;
  }
  if (name === 'test_done' || name === 'test_skip') mutants.currentTestId = undefined;
});

/**
 * Runs the tests of the core for Stryker, in one process and one file.
 *
 * WHY: the runner for Jest makes a context and loads each module in it for each mutant, and runs every test up to the
 * first that fails: ten times as long. Here the file is parsed once and evaluated for each mutant, so that nothing that
 * a mutant left behind is met by the next, and only the tests run that meet the mutant.
 */
class InOneFile {
  /** Evaluates the tests, counting which mutants each of them meets. */
  #evaluateCounting;
  #evaluate;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const { outputFiles } = await build({
      // WHY: where this file is loaded, the mutated copy is not yet the current directory.
      absWorkingDir: process.cwd(),
      stdin: { contents: testFiles().map(importOf).join('\n'), resolveDir: join(process.cwd(), 'test') },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      logLevel: 'warning',
      packages: 'external',
      alias: { '@jest/globals': './test/mutation/globals.ts' },
      // WHY: of what is put into the file, this is the only module that asks where it is.
      define: { __dirname: JSON.stringify(join(process.cwd(), 'test', 'support')) },
    });
    this.#evaluateCounting = evaluator(outputFiles[0].text);
    this.#evaluate = evaluator(withoutCounting(outputFiles[0].text));
  }

  async dryRun() {
    mutants.mutantCoverage = { static: {}, perTest: {} };
    const result = await this.#run(this.#evaluateCounting);
    return { ...result, mutantCoverage: mutants.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit, disableBail }) {
    mutants.hitLimit = hitLimit;
    mutants.hitCount = hitLimit === undefined ? undefined : 0;
    const active = { at: mutantActivation, id: activeMutant.id };
    const result = await this.#run(this.#evaluate, active, testFilter && new Set(testFilter));
    return toMutantRunResult(
      determineHitLimitReached(mutants.hitCount, mutants.hitLimit) ?? result,
      disableBail,
    );
  }

  async #run(evaluate, active, wanted) {
    resetState();
    isCaught = false;
    mutants.activeMutant = active?.at === 'static' ? active.id : undefined;
    try {
      evaluate();
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: String(error?.stack ?? error) };
    }
    mutants.activeMutant = active?.id;
    const tests = identified(getState().rootDescribeBlock);
    if (wanted) for (const test of tests) if (!wanted.has(test.id)) test.mode = 'skip';
    await run();
    mutants.activeMutant = undefined;
    return { status: DryRunStatus.Complete, tests: tests.map(resultOf) };
  }
}

function evaluator(text) {
  const script = new vm.Script(`(function (require, module) {${text}\n})`, { filename: 'tests.cjs' });
  return () => script.runInThisContext()(require, { exports: {} });
}

/** WHY: Stryker's own code counts in every run what only the first one asks for, and that takes longer than the tests. */
function withoutCounting(text) {
  return text.replaceAll(/function (stryCov_\w+)\(\) \{/g, '$& return;');
}

/** The tests of the core in the order in which they are run: the first kill most mutants, the last take longest. */
function testFiles() {
  const own = join('unit', 'policies', process.env.TRUSTWARDEN_MUTATING);
  const found = [own, join('unit', 'policies'), 'scenarios', 'properties'].flatMap((folder) =>
    readdirSync(join('test', folder), { recursive: true })
      .filter((path) => path.endsWith('.test.ts'))
      .sort()
      .map((path) => join(folder, path)),
  );
  return [...new Set(found)];
}

function importOf(path) {
  return `import ${JSON.stringify(`./${path}`)};`;
}

/** Gives each test an id of its own, also where several have one name. */
function identified(block) {
  const seen = new Map();
  const tests = [];
  (function walk({ children }, path) {
    for (const child of children) {
      const name = `${path} ${child.name}`;
      if (child.type === 'describeBlock') walk(child, name);
      else {
        seen.set(name, (seen.get(name) ?? 0) + 1);
        child.id = `${name} #${seen.get(name)}`;
        tests.push(child);
      }
    }
  })(block, '');
  return tests;
}

function resultOf({ id, duration, errors, mode }) {
  const result = { id, name: id, timeSpentMs: duration ?? 0 };
  if (errors.length > 0) {
    const failureMessage = errors.map(([error]) => String(error?.message ?? error)).join('\n');
    return { ...result, status: TestStatus.Failed, failureMessage };
  }
  return { ...result, status: mode === 'skip' ? TestStatus.Skipped : TestStatus.Success };
}

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'in-one-file', () => new InOneFile()),
];
