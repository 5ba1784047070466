import type { Box } from '../acceptance/boxes.ts';
import type { Statement } from '../document/trust-policy.ts';
import { compileIntent } from '../intent/compiled.ts';
import type { Intent } from '../intent/intent.ts';
import { outcomesOf, readUsual, type UsualOutcome, type UsualStatement } from './usual.ts';

/** A statement of the usual form, and what each of its values comes to under an intent. */
export interface JudgedUsual {
  readonly statement: UsualStatement;
  readonly outcomes: readonly UsualOutcome[];
}

/** Reads an Allow in the usual form; `undefined` for any other. */
export type UsualOf = (allow: Box) => JudgedUsual | undefined;

/** Reads a statement of the usual form, for the tokens of one issuer; `undefined` for any other. */
export function judgedUsual(
  statement: Statement,
  issuer: string,
  intent: Intent,
  hasVariables: boolean,
): JudgedUsual | undefined {
  const read = readUsual(statement, issuer, hasVariables);
  return read && { statement: read, outcomes: outcomesOf(read, compileIntent(intent, issuer)) };
}

/** Reads the Allows of a policy in the usual form, each when it is asked for and then kept. */
export function usualByBox(intent: Intent, hasVariables: boolean): UsualOf {
  const known = new Map<Box, JudgedUsual | undefined>();
  return (allow) => {
    if (!known.has(allow)) known.set(allow, judgedUsual(allow.statement, allow.issuer, intent, hasVariables));
    return known.get(allow);
  };
}
