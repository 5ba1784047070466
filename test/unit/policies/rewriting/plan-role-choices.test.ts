import { describe, expect, it } from '@jest/globals';
import type { QuarantineOrder } from '../../../../policies/rewriting/quarantine.ts';
import { sizeOf } from '../../../../policies/rewriting/size.ts';
import { allow, allowSub, deny, intentOf, onSub, policyOf, project, PUBLIC, subject } from '../parts.ts';
import { exceeds, INSEPARABLE, planned, statementsAfter, UNPROVED } from './planned.ts';
import { CHAINED, GITHUB, MAIN, NOTHING_TO_SPEND, ON_MAIN, OURS, refusalOfGithub } from './samples.ts';
import { takenBy } from './taken.ts';

const OTHER_SHAPE = 'project_path:a/b:ref:main:ref_type:branch';
const FREEZE = { level: 'freeze', revokeSessions: false } as const;

describe('planRole, between a narrower document and a quarantine,', () => {
  it('reports a statement for which no operator is free, although it could be isolated', () => {
    expect(planned([allow(takenBy('*:ref:main'))])).toMatchObject({
      remedy: 'report',
      notes: [`statement 0 ${INSEPARABLE}`],
    });
  });

  it('reports a document that IAM refuses, although a freeze needs none, also where it is too large', () => {
    // WHY: nothing is owed in another shape, so that no quarantine would lock it out.
    const statements = [allowSub([OTHER_SHAPE, 'project_path:x/*']), GITHUB];
    const github = `L13, ${refusalOfGithub(1)}`;
    expect(planned(statements, { quarantine: FREEZE })).toMatchObject({
      remedy: 'report',
      notes: [`${UNPROVED}${github}`],
    });
    const size = sizeOf(policyOf(allowSub(OTHER_SHAPE), GITHUB).json);
    expect(planned(statements, { quarantine: FREEZE, quota: 100 })).toMatchObject({
      remedy: 'report',
      notes: [`${exceeds(size, 100)}; ${github}`],
    });
  });

  it('reports a document that does not fit, although a freeze needs none, since that locks out what is owed', () => {
    const size = sizeOf(policyOf(allowSub(OURS)).json);
    expect(planned([allow(undefined)], { quarantine: FREEZE, quota: 100 })).toMatchObject({
      remedy: 'report',
      quarantine: null,
      notes: [exceeds(size, 100)],
    });
  });

  it('says nothing of a policy that stays as it is', () => {
    expect(planned([allowSub(OURS)]).notes).toHaveLength(0);
  });

  it('narrows a usual form where nothing can be searched for', () => {
    const tags = 'project_path:a/b:ref_type:tag:*';
    const plan = planned([allowSub(['project_path:*', tags])], { budget: NOTHING_TO_SPEND });
    expect([plan.remedy, statementsAfter(plan)]).toEqual(['narrow', [allowSub([OURS, tags])]]);
  });
});

describe('planRole, where a Deny keeps out what is owed,', () => {
  const intent = intentOf(project('a/b', MAIN));
  const before = [
    allowSub([OURS, 'project_path:*:ref:main:ref_type:branch']),
    deny(onSub('StringLike', 'project_path:a/b:ref_type:*')),
  ];

  it('narrows to what is allowed beyond it', () => {
    const plan = planned(before, { intent });
    expect([plan.remedy, statementsAfter(plan)]).toEqual(['narrow', [allowSub(OTHER_SHAPE), before[1]]]);
  });

  it('quarantines where that does not fit, and says nothing of it', () => {
    expect(planned(before, { intent, quota: 100, quarantine: FREEZE })).toMatchObject({
      remedy: 'quarantine',
      quarantine: { level: 'freeze', notes: [CHAINED] },
      notes: [CHAINED],
    });
  });
});

describe('planRole, where the document does not fit with the ids,', () => {
  const REFS = { branches: ['main'], tags: ['v*'] };
  const ids = ['1'.repeat(40), '2'.repeat(40)] as const;
  const intent = intentOf(
    project('a/b', { refs: REFS, id: ids[0] }),
    project('c/d', { refs: REFS, id: ids[1] }),
  );
  const values = [
    ON_MAIN,
    'project_path:a/b:ref_type:tag:ref:v*',
    subject('c/d'),
    'project_path:c/d:ref_type:tag:ref:v*',
  ];
  const written = allowSub(values);
  const factored = allow({
    ...onSub('StringLike', [OURS, 'project_path:c/d:*']),
    ...onSub('ForAnyValue:StringLike', ['*:ref_type:branch:ref:main', '*:ref_type:tag:ref:v*']),
  });
  const size = sizeOf(policyOf(written).json);

  it('leaves the values as a person would write them, where that is enough', () => {
    expect(statementsAfter(planned([allow(undefined)], { intent, quota: size }))).toEqual([written]);
  });

  it('writes them shorter as well, where it is not', () => {
    expect(statementsAfter(planned([allow(undefined)], { intent, quota: size - 1 }))).toEqual([factored]);
  });
});

describe('planRole, where it is not known what would get in no more,', () => {
  // WHY: no operator is left to ask for the audience of what is owed, so that no search can be about that alone.
  const audiences = Object.fromEntries(
    ['StringEquals', 'ForAnyValue:StringEquals', 'ForAllValues:StringEquals'].map((operator) => [
      operator,
      { 'gitlab.com:aud': 'x' },
    ]),
  );
  const shapes = [['project_path', 'ref_type', 'ref']];
  const intent = { ...intentOf(project('a/b', { shapes })), issuers: [{ ...PUBLIC, audiences: ['x'] }] };

  it.each<[string, QuarantineOrder]>([
    ['an isolation', { level: 'isolate', revokeSessions: false }],
    ['a freeze', FREEZE],
  ])('reports instead of %s', (_, quarantine) => {
    const before = [
      allow(onSub('StringLike', 'project_path:*', audiences)),
      deny(onSub('StringLike', 'project_path:a/*')),
    ];
    expect(planned(before, { intent, quarantine })).toMatchObject({
      remedy: 'report',
      after: null,
      quarantine: null,
      notes: [
        'a quarantine would lock out tokens that the configuration allows, and no narrower document was found',
      ],
    });
  });

  it('reports instead of a narrower document', () => {
    const before = allow(onSub('StringLike', 'project_path:*:ref_type:branch:ref:m*', audiences));
    expect(planned([before], { intent })).toMatchObject({
      remedy: 'report',
      after: null,
      notes: [`${UNPROVED}L4, statement 0 may have let in tokens that are allowed and would lose access`],
    });
  });
});
