import common from './jest.config.js';

/**
 * All tests that `npm test` runs, those of the core in one file.
 *
 * WHY: a hundred files would each load the core, and run it before it is compiled: more than half of their time.
 */
export default {
  ...common,
  testPathIgnorePatterns: [
    ...common.testPathIgnorePatterns.filter((pattern) => pattern !== '/test/gathered/'),
    '/test/unit/policies/',
    '/test/scenarios/',
  ],
};
