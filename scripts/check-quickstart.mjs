/**
 * Compares the roles that the quickstart left on disk with those it began with and with the documents expected.
 * Usage: node scripts/check-quickstart.mjs dry-run|enforce
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const mode = process.argv[2];
const [before, after] = ['examples/quickstart/account/roles', 'build/quickstart/roles'];
const expected = JSON.parse(readFileSync('test/acceptance/quickstart.expected.json', 'utf8'));
const names = readdirSync(before).sort();

assert.ok(['dry-run', 'enforce'].includes(mode), 'say what ran: dry-run or enforce');
assert.deepEqual(readdirSync(after).sort(), names, 'no role may come or go');
assert.equal(names.length, 6);

const read = (folder, name) => readFileSync(`${folder}/${name}`, 'utf8');
for (const name of names) {
  const rewritten = expected[name.replace('.json', '')];
  if (mode === 'dry-run' || rewritten === undefined) {
    assert.equal(read(after, name), read(before, name), `${name} may not change`);
    continue;
  }
  const was = JSON.parse(read(before, name));
  was.Role.AssumeRolePolicyDocument.Statement = rewritten;
  assert.deepEqual(
    JSON.parse(read(after, name)),
    was,
    `${name} has the expected trust policy and is otherwise as it was`,
  );
}

const states = readFileSync('build/quickstart/journal.ndjson', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line).state);
assert.equal(states.filter((state) => state === 'proposed').length, 4, 'four proposals');
for (const state of ['pending', 'written', 'notified']) {
  assert.equal(
    states.filter((each) => each === state).length,
    mode === 'dry-run' ? 0 : 4,
    `changes ${state}`,
  );
}
assert.ok(existsSync('build/quickstart/trustwarden.yml'));
console.log(`quickstart (${mode}): ${names.length} roles as expected`);
