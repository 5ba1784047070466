import { describe, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isStranger, strangers } from '../../policies/claims/namespace-machine.ts';
import { COMPONENTS, DEFAULT_SHAPE, parseSubject } from '../../policies/claims/subject.ts';
import { subjectGrammar } from '../../policies/claims/subject-grammar.ts';
import { isAllowed, type Intent } from '../../policies/index.ts';
import { compileIntent } from '../../policies/intent/compiled.ts';
import { forbiddenSubjects } from '../../policies/intent/forbidden-machine.ts';
import type { Machine } from '../../policies/patterns/machine.ts';
import { Dice } from '../support/dice.ts';
import { GITLAB, IDS, intentArb } from '../support/intent-arb.ts';
import { allows, components, mintable } from '../support/oracle-tokens.ts';
import { expectEqual, holdsAlways, say, SEED, TIMEOUT, TOKENS } from '../support/property-runs.ts';
import { TokensNear } from '../support/tokens-near.ts';
import { machineAccepts } from '../support/walk.ts';

const NO_DOCUMENT = { Statement: [] };
const sceneArb = fc.tuple(intentArb, fc.nat());

/** Makes subjects near an intent, with and without mistakes in them. */
function subjects([intent, luck]: [Intent, number], isMintable: boolean): string[] {
  const dice = new Dice(luck);
  const tokens = new TokensNear(NO_DOCUMENT, { intent, witnesses: [], dice });
  return Array.from({ length: TOKENS }, () => {
    const sub = tokens.next(isMintable).claims['sub'] ?? '';
    return isMintable ? sub : mistaken(sub, dice);
  });
}

const PIECES = [
  '',
  '.',
  '..',
  '/',
  ':',
  '.git',
  '.lock',
  '@{',
  '@',
  '-',
  '_',
  ' ',
  '0',
  '*',
  '\u00e9',
  '\ud800',
  'ref:',
];

function mistaken(sub: string, dice: Dice): string {
  let text = sub;
  for (let mistakes = dice.below(3); mistakes > 0; mistakes--) {
    const at = dice.below(text.length + 1);
    text = text.slice(0, at) + dice.pick(PIECES) + text.slice(at + dice.below(2));
  }
  return text;
}

/** Collects disagreements. */
class Disagreements {
  readonly found: string[] = [];

  compare(sub: string, actual: boolean, expected: boolean): void {
    if (actual !== expected) this.found.push(`\`${sub}\` is ${actual} and has to be ${expected}`);
  }
}

interface Grammars {
  readonly is: Machine;
  readonly isNot: Machine;
}

function grammarsFor(id: string): Grammars {
  const shape = { shape: 'any', once: Object.keys(COMPONENTS) } as const;
  return {
    is: subjectGrammar({ ...shape, projectId: { is: id } }),
    isNot: subjectGrammar({ ...shape, projectId: { isNot: [id], sort: [] } }),
  };
}

describe('the subjects of GitLab tokens', () => {
  it(
    'L8: the grammar, the parser and the independent reading agree on what is a subject',
    () => {
      say(`claims, seed ${SEED}`);
      const grammars = {
        any: subjectGrammar({ shape: 'any', once: Object.keys(COMPONENTS) }),
        usual: subjectGrammar({ shape: DEFAULT_SHAPE, once: Object.keys(COMPONENTS) }),
      };
      holdsAlways(sceneArb, (scene) => {
        const wrong = new Disagreements();
        for (const sub of subjects(scene, false)) {
          const is = mintable(sub);
          const isUsual = is && [...(components(sub)?.keys() ?? [])].join() === 'project_path,ref_type,ref';
          wrong.compare(sub, parseSubject(sub) !== undefined, is);
          wrong.compare(sub, machineAccepts(grammars.any, sub), is);
          wrong.compare(sub, machineAccepts(grammars.usual, sub), isUsual);
        }
        expectEqual(wrong.found, []);
      });
    },
    TIMEOUT,
  );

  it(
    'L8: a grammar that knows the `project_id` claim takes a subject only with that id',
    () => {
      const grammars = new Map(IDS.map((id) => [id, grammarsFor(id)]));
      holdsAlways(fc.tuple(sceneArb, fc.constantFrom(...IDS)), ([scene, id]) => {
        const { is, isNot } = grammars.get(id) as Grammars;
        const wrong = new Disagreements();
        for (const sub of subjects(scene, true)) {
          const shown = components(sub)?.get('project_id');
          wrong.compare(sub, machineAccepts(is, sub), mintable(sub, id));
          wrong.compare(sub, machineAccepts(isNot, sub), mintable(sub) && shown !== id);
        }
        expectEqual(wrong.found, []);
      });
    },
    TIMEOUT,
  );

  it(
    'L8: the automaton of forbidden subjects agrees with the plain and the independent reading of the intent',
    () => {
      holdsAlways(fc.tuple(sceneArb, fc.constantFrom(undefined, ...IDS)), ([scene, id]) => {
        const [intent] = scene;
        const machine = forbiddenSubjects(compileIntent(intent, GITLAB), id);
        const wrong = new Disagreements();
        for (const sub of subjects(scene, true)) {
          if (!mintable(sub, id)) continue;
          const claims = id === undefined ? { sub } : { sub, project_id: id };
          const is = allows(intent.entries, { issuer: GITLAB, claims });
          wrong.compare(sub, isAllowed(intent, GITLAB, claims), is);
          wrong.compare(sub, machineAccepts(machine, sub), !is);
        }
        expectEqual(wrong.found, []);
      });
    },
    TIMEOUT,
  );

  it(
    'L8: the automaton of strangers agrees with the plain reading',
    () => {
      const knownArb = fc.record({
        roots: fc.subarray(['mygroup', 'a', 'evil', 'platform', 'x_y']),
        projectIds: fc.subarray(IDS),
      });
      holdsAlways(fc.tuple(sceneArb, knownArb), ([scene, known]) => {
        const machine = strangers(known);
        const wrong = new Disagreements();
        for (const sub of subjects(scene, true)) {
          const found = components(sub);
          const root = (found?.get('project_path') ?? '').toLowerCase().split('/')[0] as string;
          const is =
            !known.roots.includes(root) && !known.projectIds.includes(found?.get('project_id') ?? '');
          wrong.compare(sub, isStranger(sub, known), is);
          wrong.compare(sub, machineAccepts(machine, sub), is);
        }
        expectEqual(wrong.found, []);
      });
    },
    TIMEOUT,
  );
});
