import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { DEFAULT_BUDGET, Purse } from '../../../../policies/patterns/search.ts';
import { compact } from '../../../../policies/rewriting/compact.ts';
import { onlyBox } from '../../../../policies/rewriting/task.ts';
import { allow, allowSub, decoded, deny, ISSUER, oldPolicyOf, onSub, policyOf, subject } from '../parts.ts';
import { NOTHING_TO_SPEND, ON_MAIN, OURS } from './samples.ts';

function compacted(
  statements: readonly JsonObject[],
  isOurs: (statement: JsonObject) => boolean = () => true,
  budget = DEFAULT_BUDGET,
): unknown {
  const policy = policyOf(...statements);
  const boxOf = (statement: JsonObject): ReturnType<typeof onlyBox> => onlyBox(policy, statement, ISSUER);
  return compact(policy, boxOf, isOurs, new Purse(budget))['Statement'];
}

describe('compact, values that others cover', () => {
  it.each<[string, Json, Json]>([
    ['a ref below its project', [OURS, ON_MAIN], OURS],
    ['a ref before its project', [ON_MAIN, OURS], OURS],
    [
      'a project below its group',
      ['project_path:a/*', OURS, 'project_path:c/d:*'],
      ['project_path:a/*', 'project_path:c/d:*'],
    ],
    [
      'one that only two others cover together',
      ['project_path:a/*', 'project_path:a/', 'project_path:a/?*'],
      ['project_path:a/', 'project_path:a/?*'],
    ],
    ['a duplicate', [ON_MAIN, subject('c/d'), ON_MAIN], [ON_MAIN, subject('c/d')]],
    ['a list of one value', [ON_MAIN], ON_MAIN],
    ['a list of one value many times', [ON_MAIN, ON_MAIN, ON_MAIN], ON_MAIN],
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
    ['projects that differ', [OURS, 'project_path:a/c:*']],
    ['values that overlap', ['project_path:a/b*', 'project_path:*/bc:*']],
    ['a literal beside one that only begins like it', ['project_path:a/b', OURS]],
  ])('keeps %s, in their order', (_, values) => {
    expect(compacted([allowSub(values)])).toEqual([allowSub(values)]);
    expect(compacted([allowSub(values.toReversed())])).toEqual([allowSub(values.toReversed())]);
  });

  it('keeps what it may spend nothing on', () => {
    const values = ['project_path:?*/b:*', 'project_path:*a/b:*'];
    expect(compacted([allowSub(values)])).toEqual([allowSub('project_path:?*/b:*')]);
    expect(compacted([allowSub(values)], () => true, NOTHING_TO_SPEND)).toEqual([allowSub(values)]);
  });

  it.each(['StringLike', 'StringLikeIfExists', 'ForAllValues:StringLike'])('does so under %s', (operator) => {
    expect(compacted([allowSub([OURS, ON_MAIN], operator)])).toEqual([allowSub(OURS, operator)]);
  });

  it('keeps everything beside the list, in its place', () => {
    const before = {
      StringEquals: { 'gitlab.com:aud': ['x', 'x'] },
      StringLike: { 'aws:UserAgent': 'y', 'GitLab.com:Sub': [OURS, ON_MAIN], 'gitlab.com:aud': ['x', 'x'] },
      Bool: { 'aws:SecureTransport': 'true' },
    };
    const fields = { Sid: 's', Action: ['sts:*'] };
    const [statement] = compacted([allow(before, fields)]) as JsonObject[];
    const after = { ...before, StringLike: { ...before.StringLike, 'GitLab.com:Sub': OURS } };
    expect(JSON.stringify(statement)).toBe(JSON.stringify(allow(after, fields)));
  });

  it('keeps the rest of the document', () => {
    const policy = decoded({ Id: 'x', Version: '2012-10-17', Statement: allowSub([OURS, ON_MAIN]) });
    const after = compact(
      policy,
      (statement) => onlyBox(policy, statement, ISSUER),
      () => true,
      new Purse(DEFAULT_BUDGET),
    );
    expect(after).toEqual({ Id: 'x', Version: '2012-10-17', Statement: allowSub(OURS) });
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
        ...onSub('StringLike', first),
        ...onSub(
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
        ...onSub('StringLike', ['project_path:c/d:*', 'project_path:a/b:*']),
        ...onSub('ForAnyValue:StringLike', ['*:ref_type:tag:ref:v*', '*:ref_type:branch:ref:main']),
      }),
    );
  });

  it('adds the second list to what its operator holds already', () => {
    const second = { 'ForAnyValue:StringLike': { 'gitlab.com:aud': 'x' } };
    const [statement] = compacted([
      allow({ ...second, ...onSub('StringLike', product(TWO)) }),
    ]) as JsonObject[];
    expect(statement).toEqual(
      allow({
        'ForAnyValue:StringLike': {
          'gitlab.com:aud': 'x',
          'gitlab.com:sub': REFS.map((ref) => `*:ref_type:${ref}`),
        },
        ...onSub('StringLike', ['project_path:a/b:*', 'project_path:c/d:*']),
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
  const LIST = [OURS, ON_MAIN];

  it.each<[string, JsonObject]>([
    ['literals', allowSub([ON_MAIN, ON_MAIN], 'StringEquals')],
    ['a negated list', allowSub(LIST, 'StringNotLike')],
    ['a list without case', allowSub([ON_MAIN, ON_MAIN], 'StringEqualsIgnoreCase')],
    ['the operator of the second list', allowSub(LIST, 'ForAnyValue:StringLike')],
    ['an operator that IAM does not have', allowSub(LIST, 'StringMatches')],
    ['two lists', allow({ ...onSub('StringLike', LIST), ...onSub('StringEquals', ON_MAIN) })],
    ['no list', allow({ StringLike: { 'gitlab.com:aud': LIST } })],
    ['no condition', allow(undefined)],
    ['a policy variable', allowSub([...LIST, 'project_path:${x}'])],
    ['another issuer', allow(onSub('StringLike', LIST), { Principal: { Federated: 'accounts.google.com' } })],
    ['other principals', allow(onSub('StringLike', LIST), { Principal: { AWS: '111122223333' } })],
    ['a Deny', deny(onSub('StringLike', LIST))],
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
    const [ours, others] = [allowSub(LIST), allow(onSub('StringLike', LIST), { Sid: 'others' })];
    expect(compacted([ours, others, ours], (statement) => statement['Sid'] !== 'others')).toEqual([
      allowSub(OURS),
      others,
      allowSub(OURS),
    ]);
    expect(compacted([ours], () => false)).toEqual([ours]);
  });
});
