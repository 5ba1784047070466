import { atomsOf, type Atoms } from '../acceptance/atoms.ts';
import type { Box, Boxes } from '../acceptance/boxes.ts';
import type { Acquaintances } from '../claims/namespace-machine.ts';
import { isOnClaim } from '../conditions/constraint.ts';
import { compileIntent } from '../intent/compiled.ts';
import type { Intent, Issuer } from '../intent/intent.ts';
import type { Purse } from '../patterns/search.ts';
import { Answers } from './answers.ts';
import { isPinned } from './pinned.ts';
import type { Case } from './question.ts';
import { writtenOut } from './written.ts';

/** One Allow and one issuer, and what there is to know of them. */
export interface Scene {
  readonly intent: Intent;
  readonly issuer: Issuer;
  readonly boxes: Boxes;
  readonly allow: Box;
  /** Whom the configuration names or the policy writes out in full. */
  readonly acquaintances: Acquaintances;
  readonly isPinned: boolean;
}

/** Where the question of one Allow and one issuer is asked of the automata. */
export interface AskedScene extends Scene {
  readonly asked: Case;
  /** Where further questions get their budgets. */
  readonly purse: Purse;
}

/** Looks at an Allow of the usual form. */
export function sceneOf(intent: Intent, issuer: Issuer, boxes: Boxes, allow: Box): Scene {
  const { roots, projectIds } = writtenOut(boxes.allows);
  const { knownIds } = compileIntent(intent, issuer.name);
  const acquaintances = {
    roots: [...intent.knownRoots, ...roots],
    projectIds: [...knownIds, ...projectIds],
  };
  // WHY: what is looked at like this has the usual form, which asks for no id.
  return { intent, issuer, boxes, allow, acquaintances, isPinned: false };
}

/** Makes the question of an Allow, with a budget of its own. */
export function askedOf(scene: Scene, purse: Purse): AskedScene {
  const { intent, issuer, boxes, allow } = scene;
  const budget = purse.take();
  // WHY: a claim only ever makes more allowed, so ids matter only where a condition asks for them.
  const ids = [allow, ...boxes.denies].some(asksForId) ? compileIntent(intent, issuer.name).knownIds : [];
  let atoms: Atoms | undefined;
  const asked: Case = {
    allow,
    denies: boxes.denies,
    dodged: boxes.dodged,
    budget,
    answers: new Answers(),
    get atoms() {
      atoms ??= atomsOf(allow, boxes.denies, ids, budget);
      return atoms;
    },
  };
  let pinned: boolean | undefined;
  return {
    ...scene,
    asked,
    purse,
    // WHY: only asked for where somebody gets in who should not.
    get isPinned() {
      return (pinned ??= isPinned(asked, () => purse.take()));
    },
  };
}

function asksForId({ conditions }: Box): boolean {
  return conditions.some((each) => isOnClaim(each, 'project_id'));
}
