import common from './jest.config.js';

/** The tests that run the command as it is packed, or that take long. */
export default {
  ...common,
  testMatch: ['**/test/command/*.test.ts', '**/*.slow.test.ts'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
};
