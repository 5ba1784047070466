import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { DEFAULT_BUDGET, Purse } from '../../../../policies/patterns/search.ts';
import { compact } from '../../../../policies/rewriting/compact.ts';
import { onlyBox } from '../../../../policies/rewriting/pin.ts';
import { allow, allowSub, decoded, deny, ISSUER, oldPolicyOf, policyOf, subject } from '../parts.ts';

const NOTHING_TO_SPEND = { states: 0, transitions: 0 };

function compacted(
  statements: readonly JsonObject[],
  isOurs: (statement: JsonObject) => boolean = () => true,
  budget = DEFAULT_BUDGET,
): unknown {
  const policy = policyOf(...statements);
  const boxOf = (statement: JsonObject): ReturnType<typeof onlyBox> => onlyBox(policy, statement, ISSUER);
  return compact(policy, boxOf, isOurs, new Purse(budget))['Statement'];
}

const sub = (operator: string, values: Json): JsonObject => ({ [operator]: { 'gitlab.com:sub': values } });

const [ANY, MAIN] = ['project_path:a/b:*', subject('a/b')];

describe('compact, values that others cover', () => {
  it.each<[string, Json, Json]>([
    ['a ref below its project', [ANY, MAIN], ANY],
    ['a ref before its project', [MAIN, ANY], ANY],
    [
      'a project below its group',
      ['project_path:a/*', ANY, 'project_path:c/d:*'],
      ['project_path:a/*', 'project_path:c/d:*'],
    ],
    [
      'one that only two others cover together',
      ['project_path:a/*', 'project_path:a/', 'project_path:a/?*'],
      ['project_path:a/', 'project_path:a/?*'],
    ],
    ['a duplicate', [MAIN, subject('c/d'), MAIN], [MAIN, subject('c/d')]],
    ['a list of one value', [MAIN], MAIN],
    ['a list of one value many times', [MAIN, MAIN, MAIN], MAIN],
  ])('drops %s', (_, before, after) => {
    expect(compacted([allowSub(before)])).toEqual([allowSub(after)]);
  });

  it('keeps one of two that mean the same, in either order', () => {
    expect(compacted([allowSub(['project_path:a/*', 'project_path:a/**'])])).toEqual([
      allowSub('project_path:a/**'),
    ]);
    expect(compacted([allowSub(['project_path:a/**', 'project_path:a/*'])])).toEqual([
      allowSub('project_path:a/*'),
    ]);
  });

  it.each<[string, readonly string[]]>([
    ['projects that differ', [ANY, 'project_path:a/c:*']],
    ['values that overlap', ['project_path:a/b*', 'project_path:*/bc:*']],
    ['a literal beside one that only begins like it', ['project_path:a/b', ANY]],
  ])('keeps %s, in their order', (_, values) => {
    expect(compacted([allowSub(values)])).toEqual([allowSub(values)]);
    expect(compacted([allowSub(values.toReversed())])).toEqual([allowSub(values.toReversed())]);
  });

  it('keeps what it may spend nothing on', () => {
    const values = ['project_path:*/b:*', MAIN];
    expect(compacted([allowSub(values)])).toEqual([allowSub('project_path:*/b:*')]);
    expect(compacted([allowSub(values)], () => true, NOTHING_TO_SPEND)).toEqual([allowSub(values)]);
  });

  it.each(['StringLike', 'StringLikeIfExists', 'ForAllValues:StringLike'])('does so under %s', (operator) => {
    expect(compacted([allowSub([ANY, MAIN], operator)])).toEqual([allowSub(ANY, operator)]);
  });

  it('keeps everything beside the list, in its place', () => {
    const before = {
      StringEquals: { 'gitlab.com:aud': ['x', 'x'] },
      StringLike: { 'aws:UserAgent': 'y', 'GitLab.com:Sub': [ANY, MAIN], 'gitlab.com:aud': ['x', 'x'] },
      Bool: { 'aws:SecureTransport': 'true' },
    };
    const fields = { Sid: 's', Action: ['sts:*'] };
    const [statement] = compacted([allow(before, fields)]) as JsonObject[];
    const after = { ...before, StringLike: { ...before.StringLike, 'GitLab.com:Sub': ANY } };
    expect(JSON.stringify(statement)).toBe(JSON.stringify(allow(after, fields)));
  });

  it('keeps the rest of the document', () => {
    const policy = decoded({ Id: 'x', Version: '2012-10-17', Statement: allowSub([ANY, MAIN]) });
    const after = compact(
      policy,
      (statement) => onlyBox(policy, statement, ISSUER),
      () => true,
      new Purse(DEFAULT_BUDGET),
    );
    expect(after).toEqual({ Id: 'x', Version: '2012-10-17', Statement: allowSub(ANY) });
  });
});

const REFS = ['branch:ref:main', 'tag:ref:v*'];
const product = (projects: readonly string[], refs: readonly string[] = REFS): string[] =>
  projects.flatMap((project) => refs.map((ref) => `${project}:ref_type:${ref}`));
const TWO = ['project_path:a/b', 'project_path:c/d'];

describe('compact, lists of every project with every ref', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[], readonly string[]]>([
    ['two of each', TWO, REFS, ['project_path:a/b:*', 'project_path:c/d:*'], REFS],
    [
      'a group among them',
      ['project_path:g/*', 'project_path:a/b'],
      REFS,
      ['project_path:g/*', 'project_path:a/b:*'],
      REFS,
    ],
    [
      'three of one and two of the other',
      [...TWO, 'project_path:e/f'],
      REFS,
      ['project_path:a/b:*', 'project_path:c/d:*', 'project_path:e/f:*'],
      REFS,
    ],
    [
      'two of one and three of the other',
      TWO,
      [...REFS, 'branch:ref:dev'],
      ['project_path:a/b:*', 'project_path:c/d:*'],
      [...REFS, 'branch:ref:dev'],
    ],
  ])('writes %s as two lists', (_, projects, refs, first, second) => {
    expect(compacted([allowSub(product(projects, refs))])).toEqual([
      allow({
        ...sub('StringLike', first),
        ...sub(
          'ForAnyValue:StringLike',
          second.map((ref) => `*:ref_type:${ref}`),
        ),
      }),
    ]);
  });

  it('does so in any order, and after what is covered is gone', () => {
    const values = [...product(TWO).toReversed(), ...product(TWO), 'project_path:a/b:ref_type:tag:ref:v1'];
    const [statement] = compacted([allowSub(values)]) as JsonObject[];
    expect(statement).toEqual(
      allow({
        ...sub('StringLike', ['project_path:c/d:*', 'project_path:a/b:*']),
        ...sub('ForAnyValue:StringLike', ['*:ref_type:tag:ref:v*', '*:ref_type:branch:ref:main']),
      }),
    );
  });

  it('adds the second list to what its operator holds already', () => {
    const second = { 'ForAnyValue:StringLike': { 'gitlab.com:aud': 'x' } };
    const [statement] = compacted([allow({ ...second, ...sub('StringLike', product(TWO)) })]) as JsonObject[];
    expect(statement).toEqual(
      allow({
        'ForAnyValue:StringLike': {
          'gitlab.com:aud': 'x',
          'gitlab.com:sub': REFS.map((ref) => `*:ref_type:${ref}`),
        },
        ...sub('StringLike', ['project_path:a/b:*', 'project_path:c/d:*']),
      }),
    );
  });

  it('spells the key in both lists as it is', () => {
    const [statement] = compacted([
      allow({ StringLike: { 'GitLab.com:Sub': product(TWO) } }),
    ]) as JsonObject[];
    expect(statement).toEqual(
      allow({
        StringLike: { 'GitLab.com:Sub': ['project_path:a/b:*', 'project_path:c/d:*'] },
        'ForAnyValue:StringLike': { 'GitLab.com:Sub': REFS.map((ref) => `*:ref_type:${ref}`) },
      }),
    );
  });

  it.each<[string, readonly string[]]>([
    ['one is missing', product(TWO).slice(1)],
    ['one is replaced by another', [...product(TWO).slice(1), 'project_path:a/b:ref_type:branch:ref:dev']],
    ['there is one project', product(TWO.slice(0, 1))],
    [
      'there is one project with many refs',
      product(TWO.slice(0, 1), ['branch:ref:a', 'branch:ref:b', 'branch:ref:c']),
    ],
    ['there is one ref', product([...TWO, 'project_path:e/f'], REFS.slice(0, 1))],
    ['a value has no ref', [...product(TWO), 'project_path:e/f:*']],
    ['some values are projects alone', [...TWO, ...product(TWO, REFS.slice(0, 1))]],
    ['a value has two ref types', product(TWO, ['branch:ref_type:tag', 'tag:ref:v1'])],
    ['no value has a ref', ['project_path:a/b:*', 'project_path:c/d:*']],
  ])('keeps one list where %s', (_, values) => {
    expect(compacted([allowSub(values)])).toEqual([allowSub(values)]);
  });
});

describe('compact, what it leaves alone', () => {
  const LIST = [ANY, MAIN];

  it.each<[string, JsonObject]>([
    ['literals', allowSub([MAIN, MAIN], 'StringEquals')],
    ['a negated list', allowSub(LIST, 'StringNotLike')],
    ['a list without case', allowSub([MAIN, MAIN], 'StringEqualsIgnoreCase')],
    ['the operator of the second list', allowSub(LIST, 'ForAnyValue:StringLike')],
    ['an operator that IAM does not have', allowSub(LIST, 'StringMatches')],
    ['two lists', allow({ ...sub('StringLike', LIST), ...sub('StringEquals', MAIN) })],
    ['no list', allow({ StringLike: { 'gitlab.com:aud': LIST } })],
    ['no condition', allow(undefined)],
    ['a policy variable', allowSub([...LIST, 'project_path:${x}'])],
    ['another issuer', allow(sub('StringLike', LIST), { Principal: { Federated: 'accounts.google.com' } })],
    ['other principals', allow(sub('StringLike', LIST), { Principal: { AWS: '111122223333' } })],
    ['a Deny', deny(sub('StringLike', LIST))],
  ])('%s', (_, statement) => {
    const [after] = compacted([statement]) as JsonObject[];
    expect(JSON.stringify(after)).toBe(JSON.stringify(statement));
  });

  it('a policy variable where the version has none as well', () => {
    const policy = oldPolicyOf(allowSub([...LIST, 'project_path:${x}']));
    const boxOf = (statement: JsonObject): ReturnType<typeof onlyBox> => onlyBox(policy, statement, ISSUER);
    expect(compact(policy, boxOf, () => true, new Purse(DEFAULT_BUDGET))).toEqual(policy.json);
  });

  it('statements that are not ours', () => {
    const [ours, others] = [allowSub(LIST), allow(sub('StringLike', LIST), { Sid: 'others' })];
    expect(compacted([ours, others, ours], (statement) => statement['Sid'] !== 'others')).toEqual([
      allowSub(ANY),
      others,
      allowSub(ANY),
    ]);
    expect(compacted([ours], () => false)).toEqual([ours]);
  });
});
