import common from './jest.config.js';

/**
 * All tests that `npm test` runs, many of them in few files.
 *
 * WHY: each file loads the sources for itself, and runs them before they are compiled: half of the time of a small one.
 * For the same reason `npm test` has Node compile at once what it would interpret for a while.
 * What a property makes for one case is garbage with the next: with more room for what is young, it is collected less.
 */
export default {
  ...common,
  testPathIgnorePatterns: [
    ...common.testPathIgnorePatterns.filter((pattern) => pattern !== '/test/gathered/'),
    '/test/unit/(adapters|cli|config|handlers|policies|remediation)/',
    '/test/(scenarios|acceptance|contract|properties)/',
  ],
};
