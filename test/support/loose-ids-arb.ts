import * as fc from 'fast-check';
import type { Intent, Json, JsonObject } from '../../policies/index.ts';
import { GITLAB, IDS, intentArb } from './intent-arb.ts';
import { providerOf, type Case } from './trust-policy-arb.ts';

const SUBJECTS = [
  '*',
  'project_path:*',
  'project_path:mygroup/*',
  'project_path:mygroup/api:*',
  'project_path:*:ref_type:branch:ref:main',
  'project_path:a/b:ref_type:branch:ref:*',
  'project_id:12:*',
];

const subjectArb: fc.Arbitrary<JsonObject> = fc.record(
  {
    StringLike: someOf(SUBJECTS),
    StringNotLike: fc.constant('project_path:friends/*'),
    'ForAllValues:StringLike': fc.constant('project_path:*'),
  },
  { requiredKeys: ['StringLike'], noNullPrototype: true },
);

const LISTS = [
  'StringEquals',
  'StringEqualsIfExists',
  'ForAllValues:StringEquals',
  'ForAnyValue:StringLike',
  'StringLike',
  'StringLikeIfExists',
  'StringNotEquals',
  'NumericEquals',
  'NumericLessThan',
  'NumericNotEqualsIfExists',
];

const idArb: fc.Arbitrary<readonly [string, Json]> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...LISTS), someOf([...IDS, '999', '12*', '?'])) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('Null'), fc.constantFrom('true', 'false')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('StringEquals'), fc.constant('${aws:username}')) },
);

function someOf(values: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
}

const statementArb: fc.Arbitrary<JsonObject> = fc
  .tuple(subjectArb, fc.array(idArb, { minLength: 1, maxLength: 2 }))
  .map(([subjects, ids]) => ({
    Effect: 'Allow',
    Principal: { Federated: providerOf(GITLAB) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: blocksOf([
      ...Object.entries(subjects).map(([operator, values]) => [operator, 'gitlab.com:sub', values] as const),
      ...ids.map(([operator, values]) => [operator, 'gitlab.com:project_id', values] as const),
    ]),
  }));

function blocksOf(
  conditions: readonly (readonly [operator: string, key: string, values: Json])[],
): JsonObject {
  const blocks: Record<string, JsonObject> = {};
  for (const [operator, key, values] of conditions) blocks[operator] = { ...blocks[operator], [key]: values };
  return blocks;
}

/** Intents in which most projects have an id. */
const pinnedIntentArb: fc.Arbitrary<Intent> = fc
  .tuple(intentArb, fc.boolean())
  .map(([intent, isWhole]): Intent => {
    const entries = intent.entries.filter(({ kind }) => kind === 'project' || !isWhole);
    return {
      ...intent,
      entries: entries.map((entry, index) =>
        entry.kind === 'project'
          ? { ...entry, issuer: GITLAB, id: entry.id ?? (IDS[index] as string) }
          : entry,
      ),
    };
  });

/** Trust policies that ask for the id of a project in some way, and intents that mostly give it. */
export const looseIdsArb: fc.Arbitrary<Case> = fc
  .tuple(pinnedIntentArb, fc.array(statementArb, { minLength: 1, maxLength: 2 }), fc.nat())
  .map(([intent, Statement, luck]) => ({ intent, document: { Version: '2012-10-17', Statement }, luck }));
