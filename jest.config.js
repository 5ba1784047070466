/** Jest runs the sources through swc, which only strips types: `npm run check` is what type-checks. */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
  ],
};

const aws = process.env.TRUSTWARDEN_TEST_AWS === '1';

export default {
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  roots: ['<rootDir>/test'],
  testMatch: aws ? ['**/*.aws.test.ts'] : ['**/*.test.ts'],
  testPathIgnorePatterns: [...(aws ? [] : ['\\.aws\\.test\\.ts$']), '/test/command/', '\\.slow\\.test\\.ts$'],
  transform,
  ...(aws ? { globalSetup: '<rootDir>/test/support/global-setup.mjs' } : {}),
  // WHY: outside of its own context, a test finds each of these at every use by asking that context for it.
  sandboxInjectedGlobals: ['Array', 'Int32Array', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Set', 'String'],
  testTimeout: 60_000,
  maxWorkers: '100%',
};
