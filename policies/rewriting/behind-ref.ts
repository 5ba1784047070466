import { DEFAULT_SHAPE } from '../claims/subject.ts';
import type { Intent, Issuer } from '../intent/intent.ts';
import type { OwedValue } from '../intent/owed.ts';
import { wildcardPattern } from '../patterns/pattern.ts';

/** Returns the value of every subject in which more components follow the ref than in any shape that is owed. */
export function nothingBehindRef({ entries }: Intent, issuer: Issuer): OwedValue {
  let most = 0;
  for (const { issuer: name, shapes = [DEFAULT_SHAPE] } of entries) {
    for (const shape of name === issuer.name ? shapes : []) most = Math.max(most, countBehindRef(shape));
  }
  const text = `*:ref:*${':*:*'.repeat(most)}:*`;
  return { text, plain: text, pattern: wildcardPattern(text), isPattern: true };
}

/** Counts the components of a shape that follow the ref. */
export function countBehindRef(shape: readonly string[]): number {
  return shape.includes('ref') ? shape.length - 1 - shape.indexOf('ref') : 0;
}
