import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { Purse } from '../../../../policies/patterns/search.ts';
import { narrowUsual } from '../../../../policies/rewriting/narrow-usual.ts';
import { judgedUsual } from '../../../../policies/verdict/judged-usual.ts';
import { allow, allowSub, group, intentOf, ISSUER, oldPolicyOf, onSub, policyOf, project } from '../parts.ts';
import { PUBLIC, subject, taskOf } from '../parts.ts';
import { MAIN, NOTHING_TO_SPEND, ON_MAIN, OURS } from './samples.ts';

const EVIL = subject('evil/x');
const INNER = { refs: { branches: ['v*.0'], tags: [] } };
const VARIABLE = { refs: { branches: ['x${y'], tags: [] } };

interface Options {
  /** The subject of a token that gets in and should not. */
  readonly witness?: string;
  readonly policyOf?: typeof policyOf;
  readonly isTight?: boolean;
}

/** What becomes of a statement by a look at its form, where nothing can be searched for. */
function seen(
  statement: JsonObject,
  entries: readonly AllowEntry[],
  { witness, isTight = false, ...options }: Options = {},
): JsonObject[] | undefined {
  const policy = (options.policyOf ?? policyOf)(statement);
  const [only] = policy.statements;
  if (only === undefined) throw new Error('a policy of one statement has one');
  const task = { ...taskOf(policy, intentOf(...entries)), purse: new Purse(NOTHING_TO_SPEND), isTight };
  const claims = witness === undefined ? undefined : { sub: witness, aud: 'https://gitlab.com' };
  return narrowUsual(task, only, { statement: 0, issuer: PUBLIC, witness: claims });
}

describe('narrowUsual, for a statement that does not ask for the subject,', () => {
  it.each<[string, readonly AllowEntry[], JsonObject]>([
    ['adds the project', [project('a/b')], onSub('StringLike', OURS)],
    ['adds a literal as one', [project('a/b', MAIN)], onSub('StringEquals', ON_MAIN)],
    [
      'adds a literal and a pattern in one list',
      [project('a/b', MAIN), group('t')],
      onSub('StringLike', [ON_MAIN, 'project_path:t/*']),
    ],
  ])('%s', (_, entries, condition) => {
    expect(seen(allow(undefined), entries)).toEqual([allow(condition)]);
  });

  it('adds it beside the audience', () => {
    const audience = { StringEquals: { 'gitlab.com:aud': 'x' } };
    expect(seen(allow(audience), [project('a/b')])).toEqual([allow(onSub('StringLike', OURS, audience))]);
  });
});

describe('narrowUsual, for a list of subjects,', () => {
  it.each<[string, Json, readonly AllowEntry[], Json]>([
    ['takes what is owed in place of every project', 'project_path:*', [project('a/b')], OURS],
    [
      'takes of what is owed only what the value covers',
      'project_path:a/*',
      [project('a/b'), project('c/d')],
      OURS,
    ],
    [
      'takes all that the value covers',
      'project_path:*',
      [project('a/b'), group('t')],
      [OURS, 'project_path:t/*'],
    ],
    [
      'writes what two values share with the owed once',
      ['project_path:a*', 'project_path:a/*'],
      [project('a/b')],
      OURS,
    ],
    ['takes out what shares nothing with the owed', [OURS, 'project_path:evil/*'], [project('a/b')], OURS],
    [
      'takes out what is known by a part behind a wildcard to share nothing',
      [OURS, 'project_path:evil/*:ref_type:branch:*'],
      [project('a/b')],
      OURS,
    ],
    ['takes out a literal', [OURS, EVIL], [project('a/b')], OURS],
    [
      'keeps what is the subject of nobody, as it is written',
      ['project_path:*', 'q', 'q*'],
      [project('a/b')],
      [OURS, 'q', 'q*'],
    ],
    [
      'keeps what is allowed, as it is written',
      ['project_path:A/B:*', 'project_path:*'],
      [project('a/b')],
      ['project_path:A/B:*', OURS],
    ],
    [
      'takes what the value and the owed share',
      'project_path:*:ref_type:branch:ref:m*',
      [project('a/b')],
      'project_path:a/b:ref_type:branch:ref:m*',
    ],
    [
      'takes an owed literal that the value covers',
      'project_path:a/*:ref_type:branch:*',
      [project('a/b', MAIN)],
      ON_MAIN,
    ],
  ])('%s', (_, before, entries, after) => {
    expect(seen(allowSub(before), entries, { witness: EVIL })).toEqual([allowSub(after)]);
  });

  it('takes literals out of a list of literals', () => {
    expect(seen(allowSub([ON_MAIN, EVIL], 'StringEquals'), [project('a/b', MAIN)])).toEqual([
      allowSub(ON_MAIN, 'StringEquals'),
    ]);
  });

  it('leaves nothing where nothing of it is owed', () => {
    expect(seen(allowSub('project_path:evil/*'), [project('a/b')])).toEqual([]);
    expect(seen(allowSub(EVIL, 'StringEquals'), [project('a/b', MAIN)])).toEqual([]);
  });

  it('leaves nothing where nothing is owed at all, whatever the values are', () => {
    expect(seen(allow(undefined), [])).toEqual([]);
    expect(seen(allowSub('*', 'StringEquals'), [])).toEqual([]);
  });

  it('takes a statement as it was read already', () => {
    const statement = allowSub('project_path:*');
    const policy = policyOf(statement);
    const [only] = policy.statements;
    const task = taskOf(policy, intentOf(project('a/b')));
    const usual = only && judgedUsual(only, ISSUER, task.intent, policy.hasVariables);
    expect(only && narrowUsual(task, only, { statement: 0, issuer: PUBLIC, usual })).toEqual([
      allowSub(OURS),
    ]);
  });
});

describe('narrowUsual, to tell that a value is too broad,', () => {
  it.each<[string, string, string]>([
    ['a wildcard for every subject', '*', OURS],
    ['a value that is cut off in a name', 'p*', OURS],
    [
      'a value whose ending is none of the usual ones',
      'project_path:*:ref_type:branch:ref:m*',
      'project_path:a/b:ref_type:branch:ref:m*',
    ],
  ])('takes the subject that got in for %s', (_, before, after) => {
    expect(seen(allowSub(before), [project('a/b')], { witness: EVIL })).toEqual([allowSub(after)]);
    expect(seen(allowSub(before), [project('a/b')])).toBeUndefined();
  });

  it('takes no subject that got in by another value', () => {
    const values = ['p*', 'job_project_path:*'];
    const witness = 'job_project_path:x/y:ref_type:branch:ref:main';
    expect(seen(allowSub(values), [project('a/b')], { witness })).toBeUndefined();
  });

  it('takes a subject with a usual ending where none that got in is known, or another one is', () => {
    expect(seen(allowSub('project_path:evil/*'), [project('a/b')])).toEqual([]);
    expect(seen(allowSub(['project_path:evil/*', OURS]), [project('a/b')], { witness: 'x' })).toEqual([
      allowSub(OURS),
    ]);
  });
});

describe('narrowUsual, beside what the configuration knows besides the subject,', () => {
  const IDS = { StringEquals: { 'gitlab.com:project_id': '42' } };

  it('asks for the id of the project', () => {
    expect(seen(allow(undefined), [project('a/b', { id: '42' })])).toEqual([
      allow({ ...onSub('StringLike', OURS), ...IDS }),
    ]);
  });

  it('splits the statement where only some have one', () => {
    expect(seen(allow(undefined), [project('a/b', { id: '42' }), group('t')])).toEqual([
      allow({ ...onSub('StringLike', OURS), ...IDS }),
      allowSub('project_path:t/*'),
    ]);
  });

  it('asks for none where the document has to be short', () => {
    expect(seen(allow(undefined), [project('a/b', { id: '42' })], { isTight: true })).toEqual([
      allowSub(OURS),
    ]);
  });
});

describe('narrowUsual leaves to the long way', () => {
  it.each<[string, JsonObject, readonly AllowEntry[]]>([
    ['a statement with an element that is not known', allow(undefined, { Novelty: 'x' }), [project('a/b')]],
    ['another key', allow({ Bool: { 'aws:SecureTransport': 'true' } }), [project('a/b')]],
    [
      'an intent for which paths are no proof',
      allow(undefined),
      [project('a/b', { id: '42', requiresId: true })],
    ],
    ['what has to be escaped', allow(undefined), [project('a/b', VARIABLE), project('c/d')]],
    [
      'what has to be escaped, also where the value does not cover it',
      allowSub('project_path:c/*'),
      [project('a/b', VARIABLE), project('c/d')],
    ],
    [
      'a literal that IAM does not count as a condition, also beside others',
      allowSub(['*', ON_MAIN], 'StringEquals'),
      [project('a/b', MAIN)],
    ],
    [
      'an owed value that crosses the end of the ref, also beside others',
      allow(undefined),
      [project('a/b', INNER), project('c/d')],
    ],
    [
      'a value that shares with the owed what crosses the end of the ref',
      allowSub('project_path:*'),
      [project('a/b', INNER)],
    ],
    [
      'a literal that an owed value takes in, and that is not allowed',
      allowSub(`${subject('a/b', 'v1')}:job_project_path:a/b.0`),
      [project('a/b', INNER)],
    ],
    [
      'a literal that is owed, and that does not say the ref',
      allowSub('project_path:a/b', 'StringEquals'),
      [project('a/b', { ...MAIN, shapes: [['project_path']] })],
    ],
    [
      'a value of which no pattern says what it shares with the owed',
      allowSub('project_path:*/b:ref_type:branch:*'),
      [group('a')],
    ],
  ])('%s', (_, statement, entries) => {
    expect(seen(statement, entries, { witness: EVIL })).toBeUndefined();
  });

  it('nothing that has to be escaped where variables have no meaning', () => {
    const [text, entry] = ['project_path:a/b:ref_type:branch:ref:x${y', project('a/b', VARIABLE)];
    expect(seen(allow(undefined), [entry], { policyOf: oldPolicyOf })).toEqual([
      allowSub(text, 'StringEquals'),
    ]);
  });
});
