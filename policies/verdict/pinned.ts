import type { Atom } from '../acceptance/atoms.ts';
import type { Box } from '../acceptance/boxes.ts';
import { NO_DEMANDS, type Demands } from '../acceptance/questions.ts';
import { WITHOUT_ID } from '../claims/shown-id.ts';
import { outcomeWhenAbsent, type IssuerCondition } from '../conditions/constraint.ts';
import type { Budget } from '../patterns/search.ts';
import { AT_MOST, prove, type Case } from './question.ts';
import { listsIds, namesIds, PINNING_CLAIMS } from './written.ts';

/**
 * Tells whether every token that an Allow lets in has one of some ids that the policy writes out, which no stranger can
 * have: by the form of its conditions where that is enough, by the automata where others or a Deny ask for ids as well.
 *
 * @param takeBudget - hands out what a search may spend
 */
export function isPinned(asked: Case, takeBudget: () => Budget): boolean {
  const { allow, denies } = asked;
  if (demandsListedId(allow)) return true;
  return [allow, ...denies].some(asksForIds) && lacks(asked, NO_DEMANDS, takeBudget);
}

/** Tells whether every token that an Allow lets in has such an id, or a subject that shows the id of its project. */
export function namesProjectsById(asked: Case, takeBudget: () => Budget): boolean {
  return demandsListedId(asked.allow) || lacks(asked, ANY_WITHOUT_ID, takeBudget);
}

/** Tells whether an Allow asks for one of some ids: in one condition, or in two of which one has the id to be there. */
export function demandsListedId({ conditions }: Box): boolean {
  return conditions.some(
    (list) =>
      listsIds(list) && conditions.some((each) => isSameKey(each, list) && outcomeWhenAbsent(each) === 'no'),
  );
}

function isSameKey({ key: one }: IssuerCondition, { key: other }: IssuerCondition): boolean {
  return one.kind === 'claim' && other.kind === 'claim' && one.name === other.name;
}

function asksForIds({ conditions }: Box): boolean {
  return conditions.some(({ key }) => key.kind === 'claim' && PINNING_CLAIMS.has(key.name));
}

const ANY_WITHOUT_ID: Demands = { unions: [], machines: [WITHOUT_ID] };

/** Proves that an Allow lets in no token with a subject of some kind and without an id that is written out. */
function lacks(asked: Case, subject: Demands, takeBudget: () => Budget): boolean {
  const lists = [asked.allow, ...asked.denies].flatMap(({ conditions }) => conditions.filter(namesIds));
  const isPinnedTo = ({ claims }: Atom): boolean =>
    lists.some(
      ({ key, condition }) => key.kind === 'claim' && condition.values.includes(claims[key.name] ?? ''),
    );
  const aim = (atom: Atom): Demands | undefined => (isPinnedTo(atom) ? undefined : subject);
  return prove({ ...asked, budget: takeBudget() }, AT_MOST, aim).kind === 'none';
}
