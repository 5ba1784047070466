import type { JsonObject } from '../document/json.ts';
import type { Statement } from '../document/trust-policy.ts';
import { compileIntent, type CompiledIntent } from '../intent/compiled.ts';
import { owedValues, type OwedValue } from '../intent/owed.ts';
import { matchesPattern } from '../patterns/match.ts';
import { literalPattern, wildcardPattern } from '../patterns/pattern.ts';
import { relateByBeginning } from '../patterns/relate-pair.ts';
import { relateByElements, type Relation } from '../patterns/relate.ts';
import type { Purse } from '../patterns/search.ts';
import { exampleOf, outcomeOfUsual, usualValue, type UsualValue } from '../verdict/usual.ts';
import { judgedUsual, type JudgedUsual } from '../verdict/judged-usual.ts';
import { withCondition } from './edit.ts';
import { meet } from './meet.ts';
import type { Excess } from './narrow.ts';
import { pinUsual } from './pin.ts';
import { requiresIds } from './required-ids.ts';
import { isCounted } from './shared-issuers.ts';
import type { Task } from './task.ts';

/** What the values of a statement are compared with. */
interface Yardstick {
  readonly compiled: CompiledIntent;
  readonly owed: readonly OwedValue[];
  /** A subject that gets in and should not. */
  readonly witness: string | undefined;
  readonly purse: Purse;
}

/**
 * Narrows a statement of the usual form that one issuer has to itself, by comparing its values with those of the
 * intent: no document is judged on the way.
 *
 * Equivalent to: the long way, wherever it answers.
 * @returns `undefined` where it takes the long way
 */
export function narrowUsual(
  task: Task,
  statement: Statement,
  { issuer, witness, usual: read }: Excess,
): JsonObject[] | undefined {
  const { policy, intent, purse } = task;
  if (statement.unknownElements.length > 0 || requiresIds(intent, issuer)) return undefined;
  const usual = read ?? judgedUsual(statement, issuer.name, intent, policy.hasVariables);
  const owed = owedValues(intent, issuer.name, policy.hasVariables);
  if (usual === undefined || owed.some(({ text, plain }) => text !== plain)) return undefined;
  if (owed.length === 0) return [];
  // WHY: IAM does not count it as a condition on the subject, however few a literal `*` lets in.
  if (usual.statement.values.some(({ text, isOpen }) => !isOpen && !isCounted(text))) return undefined;
  const compiled = compileIntent(intent, issuer.name);
  const key = `${issuer.name}:sub`;
  const list = statement.conditions.find((condition) => condition.key === key);
  const values =
    list === undefined
      ? textsOf(owed, compiled)
      : replacedValues(usual, { compiled, owed, witness: witness?.['sub'], purse });
  if (values === undefined) return undefined;
  if (values.length === 0) return [];
  const operator =
    list?.operator ?? (owed.some(({ isPattern }) => isPattern) ? 'StringLike' : 'StringEquals');
  const narrowed = withCondition(statement.json, operator, key, values);
  return pinUsual(task, narrowed, issuer, { operator, key, values }, usual.statement.audience !== undefined);
}

/** Returns all owed values, if each is known to stay inside the intent. */
function textsOf(owed: readonly OwedValue[], compiled: CompiledIntent): string[] | undefined {
  const texts = owed.map(({ text }) => text);
  return texts.every((text) => isContained(text, compiled)) ? texts : undefined;
}

function isContained(text: string, compiled: CompiledIntent): boolean {
  return outcomeOfUsual(usualValue(text, true), compiled) !== 'unproved';
}

/** Returns what becomes of some values, each once; `undefined` where a look does not tell. */
function replacedValues({ statement, outcomes }: JudgedUsual, yardstick: Yardstick): string[] | undefined {
  const replaced = new Set<string>();
  for (const [index, value] of statement.values.entries()) {
    const replacement = outcomes[index] === 'unproved' ? coveredBy(value, yardstick) : [value.text];
    if (replacement === undefined) return undefined;
    for (const each of replacement) replaced.add(each);
  }
  return [...replaced];
}

/** Returns what a value that is too broad shares with each owed value. */
function coveredBy(value: UsualValue, { compiled, owed, witness, purse }: Yardstick): string[] | undefined {
  if (value.isOpen && !isTooBroad(value, compiled, witness)) return undefined;
  const covered: string[] = [];
  for (const each of owed) {
    const relation = relationOf(each, value);
    if (relation === 'disjoint') continue;
    const shared = relation === 'inside' ? each.text : meet(value.text, each.plain, purse);
    if (shared === undefined || !isContained(shared, compiled)) return undefined;
    covered.push(shared);
  }
  return covered;
}

function relationOf(
  { plain, pattern, isPattern }: OwedValue,
  { text, isOpen }: UsualValue,
): Relation | undefined {
  if (!isOpen && !isPattern) return plain === text ? 'inside' : 'disjoint';
  if (!isOpen) return relateByElements([pattern], [literalPattern(text)]);
  return relateByBeginning(plain, text) ?? relateByElements([pattern], [wildcardPattern(text)]);
}

/** Tells whether some subject shows that a value is not inside the intent; a literal without a proof is one itself. */
function isTooBroad(value: UsualValue, compiled: CompiledIntent, witness: string | undefined): boolean {
  return (
    (witness !== undefined && matchesPattern(value.text, witness)) || exampleOf(value, compiled) !== undefined
  );
}
