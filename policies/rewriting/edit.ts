import { issuerOf } from '../acceptance/reach.ts';
import type { IssuerCondition } from '../conditions/constraint.ts';
import { asList, isJsonObject, member, type Json, type JsonObject } from '../document/json.ts';
import type { Statement, TrustPolicy } from '../document/trust-policy.ts';

/** What takes the place of a statement: none, one, or several; `undefined` keeps it as it was. */
export type Replacement = readonly JsonObject[] | undefined;

/** Replaces statements of a document and leaves everything else as it was, also the form of `Statement`. */
export function replaceStatements(
  policy: TrustPolicy,
  replacementFor: (statement: Statement) => Replacement,
): JsonObject {
  const statements: JsonObject[] = [];
  for (const statement of policy.statements)
    statements.push(...(replacementFor(statement) ?? [statement.json]));
  const isSingle = !Array.isArray(member(policy.json, 'Statement')) && statements.length === 1;
  return { ...policy.json, Statement: isSingle ? (statements[0] as Json) : statements };
}

/**
 * Takes a statement's principals apart into those of some issuers and the others.
 *
 * @returns `undefined` where they cannot be told apart: `*`, `NotPrincipal`, a wildcard in a provider's ARN
 */
export function splitPrincipal(
  statement: Statement,
  isOurs: (issuer: string) => boolean,
): { readonly ours: readonly string[]; readonly others: JsonObject | undefined } | undefined {
  const principal = member(statement.json, 'Principal');
  if (!isJsonObject(principal)) return undefined;
  const federated = asList(member(principal, 'Federated')).filter((value) => typeof value === 'string');
  if (federated.some((value) => value.includes('*') || value.includes('?'))) return undefined;
  const ours = federated.filter((value) => isOurs(issuerOf(value)));
  return { ours, others: withoutFederated(principal, ours) };
}

function withoutFederated(principal: JsonObject, removed: readonly string[]): JsonObject | undefined {
  const entries: [string, Json][] = [];
  for (const [type, values] of Object.entries(principal)) {
    if (type !== 'Federated') {
      entries.push([type, values]);
      continue;
    }
    const kept = asList(values).filter((value) => !removed.includes(value as string));
    if (kept.length > 0) entries.push([type, kept.length === 1 ? (kept[0] as Json) : kept]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Returns a statement with other principals. */
export function withPrincipal(statement: JsonObject, principal: JsonObject): JsonObject {
  return { ...statement, Principal: principal };
}

/** Returns a statement without its `Sid`: of a statement split in two only one part can keep it. */
export function withoutSid(statement: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== 'Sid'));
}

/** Returns a statement in which one operator has a key with some values; nothing else changes place. */
export function withCondition(
  statement: JsonObject,
  operator: string,
  key: string,
  values: readonly string[],
): JsonObject {
  const conditions = member(statement, 'Condition');
  const blocks = isJsonObject(conditions) ? conditions : {};
  const block = member(blocks, operator);
  const value: Json = values.length === 1 ? (values[0] as string) : values;
  const changed = withMember(isJsonObject(block) ? block : {}, key, value);
  return { ...statement, Condition: withMember(blocks, operator, changed) };
}

function withMember(object: JsonObject, name: string, value: Json): JsonObject {
  if (!Object.hasOwn(object, name)) return { ...object, [name]: value };
  const changed: Record<string, Json> = { ...object };
  // WHY: what is there already is only given another value, which takes less than to write it anew.
  changed[name] = value;
  return changed;
}

/** Returns a statement in which one operator does not have a key any more; an operator without keys goes too. */
export function withoutCondition(statement: JsonObject, operator: string, key: string): JsonObject {
  const conditions = member(statement, 'Condition');
  if (!isJsonObject(conditions)) return statement;
  const kept = Object.entries(conditions).flatMap(([name, block]): [string, Json][] => {
    if (name !== operator || !isJsonObject(block)) return [[name, block]];
    const rest = Object.entries(block).filter(([each]) => each !== key);
    return rest.length === 0 ? [] : [[name, Object.fromEntries(rest)]];
  });
  return { ...statement, Condition: Object.fromEntries(kept) };
}

/** Returns the first of some operators under which a statement does not have a key yet; the case makes no difference. */
export function freeOperator(
  statement: JsonObject,
  key: string,
  operators: readonly string[],
): string | undefined {
  const used = operatorsOn(statement, key).map((operator) => operator.toLowerCase());
  return operators.find((operator) => !used.includes(operator.toLowerCase()));
}

function operatorsOn(statement: JsonObject, key: string): string[] {
  const conditions = member(statement, 'Condition');
  return Object.entries(isJsonObject(conditions) ? conditions : {}).flatMap(([operator, block]) => {
    const keys = isJsonObject(block) ? Object.keys(block) : [];
    return keys.some((each) => each.toLowerCase() === key.toLowerCase()) ? [operator] : [];
  });
}

/** WHY: what an ARN operator, or one that is spelt in another case, means for a claim is not known, so it stays. */
export function isReplaceable({ operator }: IssuerCondition): boolean {
  return operator?.exactCase === true && operator.row.comparison !== 'arn';
}
