import { NO_DEMANDS } from '../acceptance/questions.ts';
import type { Statement } from '../document/trust-policy.ts';
import type { Issuer } from '../intent/intent.ts';
import type { OwedTokens } from '../intent/owed.ts';
import { unionOf } from '../patterns/union.ts';
import type { Aim } from '../verdict/question.ts';

/** Operators that take a list of literals; each is a condition of its own, so that one is free nearly always. */
const LITERAL_OPERATORS = ['StringEquals', 'ForAnyValue:StringEquals', 'ForAllValues:StringEquals'];

/** Aims at the subjects of some owed tokens. */
export function subjectsOf({ value }: OwedTokens): Aim {
  const demands = { ...NO_DEMANDS, unions: [unionOf([value.pattern])] };
  return () => demands;
}

/**
 * Returns a statement that lets in, of the tokens that it lets in, those with the claims of some owed tokens.
 *
 * WHY: as conditions and not as an afterthought, so that the values are among those that the question is split by.
 * @returns `undefined` where every operator for it is taken
 */
export function withOwedClaims(
  statement: Statement,
  issuer: Issuer,
  { projectId, audiences }: OwedTokens,
): Statement | undefined {
  const conditions = [...statement.conditions];
  for (const [claim, values] of [
    ['project_id', projectId === undefined ? undefined : [projectId]],
    ['aud', audiences],
  ] as const) {
    if (values === undefined) continue;
    const key = `${issuer.name}:${claim}`;
    const used = conditions.filter((each) => isSameKey(each.key, key)).map(({ operator }) => operator);
    const operator = LITERAL_OPERATORS.find((each) => !used.includes(each));
    if (operator === undefined) return undefined;
    conditions.push({ operator, key, values });
  }
  return { ...statement, conditions };
}

/** AWS: names of keys compare without case. */
function isSameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
