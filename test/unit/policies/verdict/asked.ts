import { boxesFor, type Box } from '../../../../policies/acceptance/boxes.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent, Issuer } from '../../../../policies/intent/intent.ts';
import { DEFAULT_BUDGET, Purse, type Budget } from '../../../../policies/patterns/search.ts';
import { askedOf, sceneOf, type AskedScene } from '../../../../policies/verdict/scene.ts';
import { ACCOUNT, policyOf, PUBLIC } from '../parts.ts';
import { INTENT } from './judged.ts';

/** Hands out the budgets that it is given, in their order, and then nothing. */
export class ListedPurse extends Purse {
  readonly #budgets: Budget[];

  constructor(...budgets: readonly Budget[]) {
    super(DEFAULT_BUDGET);
    this.#budgets = [...budgets];
  }

  override take(): Budget {
    return this.#budgets.shift() ?? nothing();
  }
}

/** A budget that no automaton gets anywhere with. */
export function nothing(): Budget {
  return { states: 0, transitions: 0 };
}

/** A budget that is enough for whatever is asked here. */
export function plenty(): Budget {
  return { ...DEFAULT_BUDGET };
}

/** Asks about the first Allow among some statements. */
export function asked(
  statements: readonly JsonObject[],
  {
    intent = INTENT,
    issuer = PUBLIC,
    purse = new Purse(DEFAULT_BUDGET),
  }: { intent?: Intent; issuer?: Issuer; purse?: Purse } = {},
): AskedScene {
  const boxes = boxesFor(policyOf(...statements), issuer.name, ACCOUNT);
  return askedOf(sceneOf(intent, issuer, boxes, boxes.allows[0] as Box), purse);
}
