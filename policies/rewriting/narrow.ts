import { issuerOf, parseProviderArn } from '../acceptance/reach.ts';
import type { Claims } from '../claims/token.ts';
import { outcomeWhenAbsent, type IssuerCondition } from '../conditions/constraint.ts';
import type { JsonObject } from '../document/json.ts';
import type { Statement } from '../document/trust-policy.ts';
import type { Issuer } from '../intent/intent.ts';
import type { JudgedUsual } from '../verdict/judged-usual.ts';
import { takeApart, withoutOthers } from './apart.ts';
import { replaceStatements, splitPrincipal, withoutCondition, withoutSid, withPrincipal } from './edit.ts';
import { isIssuer } from './isolate.ts';
import { narrowBeyondOwed } from './beyond-owed.ts';
import { narrowSubject } from './narrow-subject.ts';
import { narrowUsual } from './narrow-usual.ts';
import { pin } from './pin.ts';
import { requiresIds, withoutRequiredIds } from './required-ids.ts';
import { isInsideIntent, onlyBox, type Task } from './task.ts';

/** A narrowed document, or why there is none. */
export type Narrowing =
  | { readonly kind: 'narrowed'; readonly document: JsonObject }
  /** Its principals cannot be told apart, or no operator is free for one more condition. */
  | { readonly kind: 'inseparable'; readonly statement: number };

/** A statement of one issuer that is too broad. */
export interface Excess {
  readonly statement: number;
  readonly issuer: Issuer;
  /** A token that gets in by it and should not, where one is known. */
  readonly witness?: Claims | undefined;
  /** The statement in the usual form, where it was read so already. */
  readonly usual?: JudgedUsual | undefined;
}

/**
 * Narrows the statements that let too many tokens in, each for the issuers concerned; nothing else changes.
 *
 * What comes out accepts no token that was not accepted (a conjunct is added, or a value is replaced by values
 * that it covers), and every token accepted before that the intent owes.
 */
export function narrow(task: Task, excesses: readonly Excess[]): Narrowing {
  let inseparable: number | undefined;
  const document = replaceStatements(task.policy, (statement) => {
    const own = excesses.filter((each) => each.statement === statement.index);
    if (own.length === 0) return undefined;
    // WHY: one statement that takes a lot does not keep another one open.
    const parts = narrowStatement({ ...task, purse: task.purse.another() }, statement, own);
    if (parts === undefined) inseparable = statement.index;
    return parts;
  });
  return inseparable === undefined
    ? { kind: 'narrowed', document }
    : { kind: 'inseparable', statement: inseparable };
}

function narrowStatement(
  task: Task,
  statement: Statement,
  excesses: readonly Excess[],
): JsonObject[] | undefined {
  const issuers = excesses.map((each) => each.issuer);
  const split = splitPrincipal(statement, (issuer) => issuers.some((each) => isIssuer(each, issuer)));
  if (split === undefined) return undefined;
  const [first, ...more] = excesses;
  if (split.others === undefined && first !== undefined && more.length === 0) {
    const quick = task.takesLongWay === true ? undefined : narrowUsual(task, statement, first);
    const { issuer } = first;
    return orBeyondOwed(quick ?? narrowFor(task, statement.json, issuer), task, statement.json, issuer);
  }
  const parts = split.others === undefined ? [] : [withPrincipal(statement.json, split.others)];
  const isOnlyOurs = parts.length === 0;
  for (const [index, issuer] of issuers.entries()) {
    const ours = split.ours.filter((provider) => isIssuer(issuer, issuerOf(provider)));
    const principal = { Federated: ours.length === 1 ? (ours[0] as string) : ours };
    const own = withPrincipal(statement.json, principal);
    const alone = isOnlyOurs && index === 0 ? own : withoutSid(own);
    const ownKeys = withoutVoid(task, alone, issuer, issuersIn(statement));
    const narrowed = orBeyondOwed(narrowFor(task, ownKeys, issuer), task, ownKeys, issuer);
    if (narrowed === undefined) return undefined;
    parts.push(...narrowed);
  }
  return parts;
}

function orBeyondOwed(
  parts: JsonObject[] | undefined,
  task: Task,
  statement: JsonObject,
  issuer: Issuer,
): JsonObject[] | undefined {
  const isLeft = parts?.length !== 0 && task.isBeyondOwed !== true;
  return isLeft ? parts : narrowBeyondOwed(task, statement, issuer);
}

function issuersIn({ principal }: Statement): string[] {
  return principal.principals.flatMap(({ value }) => parseProviderArn(value)?.issuer.toLowerCase() ?? []);
}

/**
 * Takes out of a statement that one issuer got for itself what is asked of the tokens of others.
 *
 * WHY: `…IfExists` and the like let one statement bind each issuer by its own keys; apart, those of others say nothing.
 */
function withoutVoid(
  task: Task,
  statement: JsonObject,
  issuer: Issuer,
  issuers: readonly string[],
): JsonObject {
  const { conditions = [] } = onlyBox(task.policy, statement, issuer.name) ?? {};
  const foreign = conditions.filter(({ key, condition }) => {
    const prefix = condition.key.slice(0, condition.key.lastIndexOf(':')).toLowerCase();
    return key.kind === 'absent' && issuers.includes(prefix);
  });
  return foreign
    .filter(holdsWithoutKey)
    .reduce((json, { condition: { operator, key } }) => withoutCondition(json, operator, key), statement);
}

/** WHY: read as in a Deny, since only what holds for certain may go. */
function holdsWithoutKey({ operator, condition }: IssuerCondition): boolean {
  return outcomeWhenAbsent({ operator, condition, effect: 'Deny' }) === 'yes';
}

/**
 * Narrows a statement that one issuer has to itself; none comes out where nothing is left.
 *
 * WHY: projects with other refs or shapes may have to have a statement of their own.
 * @returns `undefined` where there is no way to write it
 */
function narrowFor(task: Task, statement: JsonObject, issuer: Issuer): JsonObject[] | undefined {
  const together = narrowTogether(task, statement, issuer);
  const intents = takeApart(task.intent, issuer);
  if (together === undefined || intents.length < 2) return together;
  if (together.every((part) => isInsideIntent(task, part))) return together;
  const apart: JsonObject[] = [];
  for (const part of intents) {
    const ofPart = { ...task, intent: part };
    const narrowed = narrowTogether(ofPart, statement, issuer, (each) =>
      withoutOthers(ofPart, each, issuer, task.intent),
    );
    if (narrowed === undefined) return undefined;
    apart.push(...narrowed);
  }
  return apart.map((part, index) => (index === 0 ? part : withoutSid(part)));
}

function narrowTogether(
  task: Task,
  statement: JsonObject,
  issuer: Issuer,
  ownOf: (part: JsonObject) => JsonObject[] = (part) => [part],
): JsonObject[] | undefined {
  const { intent } = task;
  const byPath = requiresIds(intent, issuer) ? { ...task, intent: withoutRequiredIds(intent) } : task;
  return narrowSubject(byPath, statement, issuer)
    ?.flatMap(ownOf)
    .flatMap((part) => pin(task, part, issuer));
}
