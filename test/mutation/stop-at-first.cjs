const { TestEnvironment } = require('jest-environment-node');

/** The mutant that some test has caught already. */
let caught;

/** Skips what is left once a test has failed: the mutation runner itself would go on. */
module.exports = class StopAtFirst extends TestEnvironment {
  handleTestEvent({ name, test }) {
    const mutant = process.env['__STRYKER_ACTIVE_MUTANT__'];
    if (mutant === undefined) return;
    if (name === 'test_fn_failure') caught = mutant;
    if (name === 'test_start' && caught === mutant) test.mode = 'skip';
  }
};
