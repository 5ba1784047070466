const hooks = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

const stores = [];

hooks.AsyncLocalStorage = class extends hooks.AsyncLocalStorage {
  constructor(...options) {
    super(...options);
    stores.push(this);
  }
};

/**
 * Node, without the stores that a suite leaves behind.
 *
 * WHY: the test runner makes one for each suite and never ends it, so each promise is led through those of all before.
 */
module.exports = class extends TestEnvironment {
  async teardown() {
    await super.teardown();
    for (const store of stores.splice(0)) store.disable();
  }
};
