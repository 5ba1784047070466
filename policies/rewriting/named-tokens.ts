import type { Condition } from '../document/trust-policy.ts';
import type { OwedTokens } from '../intent/owed.ts';

/** Tells whether every one of some conditions, if any, is a list in which the value or a claim of owed tokens stands. */
export function nameTokens(
  conditions: readonly Condition[],
  issuer: string,
  { value, projectId, audiences }: Pick<OwedTokens, 'value' | 'projectId' | 'audiences'>,
): boolean {
  return conditions.every(({ operator, key, values }) => {
    if (operator !== 'StringEquals' && operator !== 'StringLike') return false;
    if (key === `${issuer}:sub`)
      return (operator === 'StringLike' || !value.isPattern) && values.includes(value.text);
    if (operator === 'StringLike') return false;
    if (key === `${issuer}:project_id`) return projectId !== undefined && values.includes(projectId);
    // WHY: an audience is written as the configuration gives it, and could be a variable.
    const areNamed = audiences?.every((each) => !each.includes('${') && values.includes(each));
    return key === `${issuer}:aud` && areNamed === true;
  });
}
