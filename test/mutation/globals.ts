/** What tests import from `@jest/globals`, for a runner that is not Jest. */
export { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'jest-circus';
export { expect } from 'expect';
