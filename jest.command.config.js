import common from './jest.config.js';

/** The tests of the command, which run it as a process, as it is packed. */
export default {
  ...common,
  testMatch: ['**/test/command/*.test.ts'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
};
