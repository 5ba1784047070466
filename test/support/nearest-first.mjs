import Sequencer from '@jest/test-sequencer';

const folder = process.env.TRUSTWARDEN_MUTATING;

/** Runs the tests of the mutated folder first and the long ones last: most mutants die in the first file. */
export default class NearestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1));
  }
}

function rank(path) {
  if (path.includes(`/unit/policies/${folder}/`)) return 0;
  return ['/unit/', '/properties/', '/scenarios/'].findIndex((part) => path.includes(part)) + 1;
}
