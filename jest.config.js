/** Jest runs the sources through swc, which only strips types: `npm run check` is what type-checks. */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
  ],
};

const aws = process.env.TRUSTWARDEN_TEST_AWS === '1';
// WHY: for mutants of the core, tests of processes and of the edges take long and see nothing.
const mutating = process.env.TRUSTWARDEN_MUTATING !== undefined;
const roots = mutating ? ['unit/policies', 'scenarios', 'properties'] : [''];

export default {
  testEnvironment: 'node',
  roots: roots.map((folder) => `<rootDir>/test/${folder}`),
  testMatch: aws ? ['**/*.aws.test.ts'] : ['**/*.test.ts'],
  testPathIgnorePatterns: aws ? [] : ['\\.aws\\.test\\.ts$'],
  transform,
  ...(mutating
    ? { testSequencer: '<rootDir>/test/support/nearest-first.mjs' }
    : { globalSetup: '<rootDir>/test/support/global-setup.mjs' }),
  testTimeout: 60_000,
  maxWorkers: '100%',
};
