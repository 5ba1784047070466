import { DEFAULT_SHAPE } from '../claims/subject.ts';
import type { Intent, Issuer } from '../intent/intent.ts';
import type { OwedValue } from '../intent/owed.ts';
import { wildcardPattern } from '../patterns/pattern.ts';

/** Returns the value that every subject matches in which more components follow the ref than in any shape that is owed. */
export function nothingBehindRef({ entries }: Intent, issuer: Issuer): OwedValue {
  const shapes = entries
    .filter((entry) => entry.issuer === issuer.name)
    .flatMap((entry) => entry.shapes ?? [DEFAULT_SHAPE]);
  const behind = shapes.map((shape) => (shape.includes('ref') ? shape.length - 1 - shape.indexOf('ref') : 0));
  const text = `*:ref:*${':*:*'.repeat(Math.max(0, ...behind))}:*`;
  return { text, plain: text, pattern: wildcardPattern(text), isPattern: true };
}
