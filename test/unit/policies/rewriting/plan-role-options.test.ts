import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import type { Plan } from '../../../../policies/plan.ts';
import { planRole, type PlanInput } from '../../../../policies/rewriting/plan-role.ts';
import { quarantineOf, type QuarantineOrder } from '../../../../policies/rewriting/quarantine.ts';
import { sizeOf } from '../../../../policies/rewriting/size.ts';
import {
  ACCOUNT,
  allow,
  allowSub,
  deny,
  intentOf,
  ISSUER,
  policyOf,
  PRIVATE,
  project,
  providerArn,
  PUBLIC,
  ROLE,
  SELF_MANAGED,
  subject,
} from '../parts.ts';

const INTENT = intentOf(project('a/b'));
const NOBODY = intentOf();
const OURS = 'project_path:a/b:*';
const MAIN = subject('a/b');
const OTHERS = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' };
const DOUBTFUL = allowSub('x', 'StringMatches');
const GITHUB = allow(undefined, {
  Principal: { Federated: providerArn('token.actions.githubusercontent.com') },
});
const QUARANTINE = {
  Sid: 'TrustwardenQuarantine',
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sts:AssumeRole',
};
const ISOLATE = {
  level: 'isolate',
  inlinePolicy: null,
  managedPolicy: null,
  revocation: null,
  tags: {},
  notes: [],
};
const CHAINED =
  'sessions of other roles that GitLab took over from here (role chaining) go on until they expire';

const UNDECIDED = 'the trust policy holds a statement that cannot be decided, so nothing is rewritten';
const INSEPARABLE =
  'cannot be narrowed: its principals cannot be told apart (`*`, NotPrincipal) or all operators for the subject are taken, rewrite it by hand';
const refusal = (statement: number, issuer = ISSUER): string =>
  `IAM refuses to store a trust policy in which statement ${statement} names ${issuer} without a condition on \`${issuer}:sub\`, add one`;
const tooLarge = (size: number, quota: number): string =>
  `L13, it would have ${size} characters and the account allows ${quota}`;
const UNPROVED = 'the rewrite cannot be proved: ';

function planned(statements: readonly JsonObject[], fields: Partial<PlanInput> = {}): Plan {
  return planRole({
    role: ROLE,
    policy: policyOf(...statements),
    intent: INTENT,
    unlisted: 'report',
    ...fields,
  });
}

const statementsAfter = ({ after }: Plan): unknown => after?.['Statement'];
const sizeOfStatements = (...statements: readonly JsonObject[]): number =>
  sizeOf(policyOf(...statements).json);
const providers = (plan: Plan): unknown => plan.quarantine?.revocation?.providers;

const theirStatement = (values: string | readonly string[]): JsonObject =>
  allow(
    { StringLike: { [`${SELF_MANAGED}:sub`]: values } },
    { Principal: { Federated: providerArn(SELF_MANAGED) } },
  );

/** A statement of some size that is not about GitLab. */
const ballast = (length: number): JsonObject => ({ ...OTHERS, Sid: 'x'.repeat(length) });

const lost = (whose: string, example: string): string =>
  `of ${whose}, subjects in another shape than \`project_path:…:ref_type:…:ref:…\` lose access although the configuration allows them, for example \`${example}\``;

describe('planRole, where the undecided is isolated', () => {
  const undecided = 'isolate';

  it('takes GitLab’s access away, also that which is owed', () => {
    const plan = planned([DOUBTFUL], { undecided });
    expect(plan).toMatchObject({
      verdict: 'undecided',
      remedy: 'quarantine',
      quarantine: ISOLATE,
      keeps: [{ entry: INTENT.entries[0], witness: null }],
      stops: [],
      notes: [plan.irreversible],
    });
    expect(statementsAfter(plan)).toEqual([QUARANTINE]);
    expect(statementsAfter(planned([allowSub(OURS), DOUBTFUL], { undecided }))).toEqual([QUARANTINE]);
  });

  it('keeps the others', () => {
    const mixed = allow(DOUBTFUL['Condition'], { Principal: { Federated: providerArn(), AWS: ACCOUNT } });
    expect(statementsAfter(planned([mixed, OTHERS], { undecided }))).toEqual([
      { ...mixed, Principal: { AWS: ACCOUNT } },
      OTHERS,
    ]);
  });

  it('isolates what is too wide beside something undecided', () => {
    const plan = planned([allow(undefined), DOUBTFUL, OTHERS], { undecided });
    expect(plan).toMatchObject({ verdict: 'broader', remedy: 'quarantine', quarantine: ISOLATE });
    expect(statementsAfter(plan)).toEqual([OTHERS]);
    expect(plan.stops).toHaveLength(1);
  });

  it('does so with the quarantine that is ordered', () => {
    const quarantine = { level: 'freeze', revokeSessions: false } as const;
    const plan = planned([DOUBTFUL], { undecided, quarantine });
    expect(plan).toMatchObject({ remedy: 'quarantine', after: null, quarantine: { level: 'freeze' } });
  });

  it('reports where that is wanted, by word or by default', () => {
    for (const options of [{}, { undecided: 'report' as const }])
      expect(planned([DOUBTFUL], options)).toMatchObject({
        remedy: 'report',
        after: null,
        quarantine: null,
        notes: [UNDECIDED],
      });
  });

  it('reports where the role is protected or its principals cannot be told apart', () => {
    expect(planned([DOUBTFUL], { undecided, protection: 'exempt' }).notes).toEqual(['exempt']);
    const everybody = allow(DOUBTFUL['Condition'], { Principal: '*' });
    expect(planned([OTHERS, everybody], { undecided })).toMatchObject({
      remedy: 'report',
      after: null,
      notes: [`statement 1 ${INSEPARABLE}`],
    });
  });

  it('narrows what can be decided as ever', () => {
    expect(statementsAfter(planned([allow(undefined)], { undecided }))).toEqual([allowSub(OURS)]);
  });
});

describe('planRole, with an order for quarantines', () => {
  const intent = NOBODY;

  it.each<[string, QuarantineOrder]>([
    ['isolation', { level: 'isolate', revokeSessions: false }],
    ['isolation with a mark', { level: 'isolate', revokeSessions: false, marks: true }],
    ['isolation with a revocation', { level: 'isolate', revokeSessions: true }],
  ])('writes the trust policy for an %s', (_, quarantine) => {
    const plan = planned([allow(undefined)], { intent, quarantine });
    const composed = quarantineOf(quarantine, ROLE, [ISSUER]);
    expect(plan).toMatchObject({ remedy: 'quarantine', quarantine: composed });
    expect(plan.notes).toEqual([...composed.notes, plan.irreversible]);
    expect(statementsAfter(plan)).toEqual([QUARANTINE]);
    expect(plan.stops).toHaveLength(1);
    expect(plan.irreversible).toBe(`the old trust policy may never be stored again: ${refusal(0)}`);
  });

  it.each<[string, QuarantineOrder]>([
    ['freeze', { level: 'freeze', revokeSessions: false }],
    ['freeze with a revocation and a mark', { level: 'freeze', revokeSessions: true, marks: true }],
    ['freeze of everyone', { level: 'freeze-all', revokeSessions: false }],
  ])('leaves the trust policy alone for a %s', (_, quarantine) => {
    expect(planned([allow(undefined)], { intent, quarantine })).toMatchObject({
      remedy: 'quarantine',
      after: null,
      quarantine: quarantineOf(quarantine, ROLE, [ISSUER]),
      keeps: [],
      stops: [],
      irreversible: null,
      notes: [CHAINED],
    });
  });

  it('shuts out the issuers that the trust policy lets in, and no others', () => {
    const issuers: Intent = { ...NOBODY, issuers: [PRIVATE, PUBLIC] };
    const quarantine: QuarantineOrder = { level: 'freeze', revokeSessions: true };
    const theirs = allow(undefined, { Principal: { Federated: providerArn(SELF_MANAGED) } });
    const options = { intent: issuers, quarantine };
    expect(providers(planned([allow(undefined)], options))).toEqual([providerArn(), ISSUER]);
    expect(providers(planned([deny(undefined), theirs], options))).toEqual([
      providerArn(SELF_MANAGED),
      SELF_MANAGED,
    ]);
    expect(providers(planned([allow(undefined), theirs], options))).toEqual([
      providerArn(SELF_MANAGED),
      SELF_MANAGED,
      providerArn(),
      ISSUER,
    ]);
  });

  it('takes the partition of the role', () => {
    const role = `arn:aws-cn:iam::${ACCOUNT}:role/deploy`;
    const provider = `arn:aws-cn:iam::${ACCOUNT}:oidc-provider/gitlab.com`;
    const statement = allow(undefined, { Principal: { Federated: provider } });
    const quarantine: QuarantineOrder = { level: 'isolate', revokeSessions: true };
    const plan = planned([statement], { intent, quarantine, role });
    expect(plan.quarantine?.revocation?.providers).toEqual([provider, ISSUER]);
    expect(statementsAfter(plan)).toEqual([QUARANTINE]);
  });

  it('freezes where IAM would refuse the isolation, and reports where only that is ordered', () => {
    const statements = [allowSub('project_path:evil/*'), GITHUB];
    expect(planned(statements, { intent })).toMatchObject({
      remedy: 'report',
      after: null,
      quarantine: null,
      notes: [`${UNPROVED}L13, ${refusal(0, 'token.actions.githubusercontent.com')}`],
    });
    const quarantine: QuarantineOrder = { level: 'freeze', revokeSessions: false };
    expect(planned(statements, { intent, quarantine })).toMatchObject({ remedy: 'quarantine', after: null });
  });

  it('takes nothing from tokens without the id that the configuration gives', () => {
    const owed = intentOf(project('a/b', { id: '42' }));
    const withoutIds = deny({ Null: { 'gitlab.com:project_id': 'false' } });
    for (const level of ['isolate', 'freeze', 'freeze-all'] as const)
      expect(
        planned([allow(undefined), withoutIds], {
          intent: owed,
          quarantine: { level, revokeSessions: false },
        }),
      ).toMatchObject({ remedy: 'quarantine', quarantine: { level } });
  });

  it('does not touch a role of which something is left', () => {
    const quarantine: QuarantineOrder = { level: 'freeze-all', revokeSessions: true, marks: true };
    expect(planned([allowSub('project_path:*')], { quarantine })).toMatchObject({
      remedy: 'narrow',
      quarantine: null,
      notes: [],
    });
    expect(planned([allowSub(OURS)], { quarantine })).toMatchObject({ remedy: 'none', quarantine: null });
  });
});

describe('planRole, with a quota', () => {
  const REFS = { branches: ['main'], tags: ['v*'] };
  const intent = intentOf(project('a/b', { refs: REFS }), project('c/d', { refs: REFS }));
  const written = allowSub([
    MAIN,
    'project_path:a/b:ref_type:tag:ref:v*',
    subject('c/d'),
    'project_path:c/d:ref_type:tag:ref:v*',
  ]);
  const factored = allow({
    StringLike: { 'gitlab.com:sub': [OURS, 'project_path:c/d:*'] },
    'ForAnyValue:StringLike': { 'gitlab.com:sub': ['*:ref_type:branch:ref:main', '*:ref_type:tag:ref:v*'] },
  });
  const [size, factoredSize] = [sizeOfStatements(written), sizeOfStatements(factored)];

  it('writes it as a person would, where that fits', () => {
    for (const options of [{}, { quota: size }, { quota: 8192 }])
      expect(statementsAfter(planned([allow(undefined)], { intent, ...options }))).toEqual([written]);
  });

  it('writes it shorter, where that does not fit', () => {
    for (const quota of [size - 1, factoredSize]) {
      const plan = planned([allow(undefined)], { intent, quota });
      expect(plan.remedy).toBe('narrow');
      expect(statementsAfter(plan)).toEqual([factored]);
      expect(plan.keeps.map(({ witness }) => witness?.['sub'])).toEqual([MAIN, subject('c/d')]);
    }
  });

  it('reports where nothing fits, with the numbers', () => {
    const quota = factoredSize - 1;
    expect(planned([allow(undefined)], { intent, quota })).toMatchObject({
      remedy: 'report',
      after: null,
      keeps: [],
      stops: [],
      irreversible: null,
      notes: [`${UNPROVED}${tooLarge(size, quota)}`],
    });
  });

  it('shortens the statements that it writes, and leaves the others as they are', () => {
    const kept = { ...allowSub([MAIN, OURS]), Sid: 'kept' };
    const before = [kept, allowSub([MAIN, 'project_path:*']), OTHERS];
    expect(statementsAfter(planned(before))).toEqual([kept, allowSub([MAIN, OURS]), OTHERS]);
    const shorter = [kept, allowSub(OURS), OTHERS];
    const quota = sizeOfStatements(...shorter);
    expect(statementsAfter(planned(before, { quota }))).toEqual(shorter);
    expect(planned(before, { quota: quota - 1 }).notes).toEqual([
      `${UNPROVED}${tooLarge(sizeOfStatements(kept, allowSub([MAIN, OURS]), OTHERS), quota - 1)}`,
    ]);
  });

  it('shortens the statements of every issuer', () => {
    const entries = [project('a/b', { issuer: SELF_MANAGED })];
    const both: Intent = { ...intentOf(...entries), issuers: [PUBLIC, PRIVATE] };
    const quota = sizeOfStatements(theirStatement(OURS));
    expect(
      statementsAfter(planned([theirStatement([MAIN, 'project_path:*'])], { intent: both, quota })),
    ).toEqual([theirStatement(OURS)]);
  });

  it('takes a large document for a sign of a large quota', () => {
    const before = [ballast(3000), allowSub([OURS, 'project_path:evil/*'])];
    expect(statementsAfter(planned(before))).toEqual([ballast(3000), allowSub(OURS)]);
    expect(planned(before, { quota: 2048 }).notes).toEqual([
      `${UNPROVED}${tooLarge(sizeOfStatements(ballast(3000), allowSub(OURS)), 2048)}`,
    ]);
    const room = 2048 - sizeOfStatements(ballast(0), allowSub(OURS));
    expect(planned([ballast(room), allow(undefined)]).remedy).toBe('narrow');
    expect(planned([ballast(room + 1), allow(undefined)]).notes).toEqual([
      `${UNPROVED}${tooLarge(2049, 2048)}`,
    ]);
    expect(planned([ballast(room + 1), allow(undefined)], { quota: 4096 }).remedy).toBe('narrow');
  });

  it('says everything that is in the way', () => {
    const before = [allow(undefined), GITHUB];
    const all = sizeOfStatements(written, GITHUB);
    const github = `L13, ${refusal(1, 'token.actions.githubusercontent.com')}`;
    expect(planned(before, { intent }).notes).toEqual([`${UNPROVED}${github}`]);
    expect(planned(before, { intent, quota: all - 1 }).notes).toEqual([
      `${UNPROVED}${tooLarge(all, all - 1)}; ${github}`,
    ]);
  });

  it('goes for a quarantine as well', () => {
    const quota = sizeOfStatements(QUARANTINE);
    expect(planned([allow(undefined)], { intent: NOBODY, quota }).remedy).toBe('quarantine');
    expect(planned([allow(undefined)], { intent: NOBODY, quota: quota - 1 })).toMatchObject({
      remedy: 'report',
      notes: [`${UNPROVED}${tooLarge(quota, quota - 1)}`],
    });
  });
});

describe('planRole, what it says about a rewrite', () => {
  it('names a token of each entry that still gets in', () => {
    const entries = [project('a/b', { id: '42' }), project('c/d')];
    const plan = planned([allowSub(['project_path:a/*', 'project_path:evil/*'])], {
      intent: intentOf(...entries),
    });
    expect(statementsAfter(plan)).toEqual([
      allow({
        StringLike: { 'gitlab.com:sub': OURS },
        StringEquals: { 'gitlab.com:project_id': '42' },
      }),
    ]);
    expect(plan.keeps).toEqual([
      { entry: entries[0], witness: { sub: MAIN, aud: 'https://gitlab.com', project_id: '42' } },
      { entry: entries[1], witness: null },
    ]);
  });

  it('adds the audiences of the configuration and keeps a token that has one', () => {
    const heard: Intent = { ...INTENT, issuers: [{ ...PUBLIC, audiences: ['sts'] }] };
    const plan = planned([allow(undefined)], { intent: heard });
    expect(statementsAfter(plan)).toEqual([
      allow({ StringLike: { 'gitlab.com:sub': OURS }, StringEquals: { 'gitlab.com:aud': 'sts' } }),
    ]);
    expect(plan.keeps).toEqual([{ entry: INTENT.entries[0], witness: { sub: MAIN, aud: 'sts' } }]);
  });

  it('names the witnesses that get in no more', () => {
    const before = [
      allowSub('project_path:evil/*'),
      allowSub(OURS),
      allow({ StringEquals: { 'gitlab.com:aud': 'sts' } }),
    ];
    const plan = planned(before);
    const witnesses = plan.findings.flatMap(({ issuer, witness }) =>
      witness === undefined ? [] : [{ issuer, witness }],
    );
    expect(witnesses).toHaveLength(2);
    expect(plan.findings.length).toBeGreaterThan(2);
    expect(witnesses[0]?.witness['sub']).toMatch(/^project_path:evil\//);
    expect(witnesses[1]?.witness['aud']).toBe('sts');
    expect(plan.stops).toEqual(witnesses);
  });

  it('names none where a finding has none to show', () => {
    const elsewhere = allow(undefined, {
      Principal: { Federated: providerArn(), AWS: ACCOUNT },
      Resource: '*',
    });
    const plan = planned([elsewhere], { undecided: 'isolate' });
    expect(plan.findings.map(({ witness }) => witness)).toEqual([undefined]);
    expect(plan.stops).toEqual([]);
  });

  it('says what of the allowed loses access, with an example', () => {
    const leading = 'job_project_path:a/b:project_path:a/b:ref_type:branch:ref:main';
    expect(planned([allow(undefined)]).notes[0]).toBe(lost('project `a/b`', leading));
    const both = intentOf(project('a/b'), project('c/d'));
    expect(planned([allow(undefined)], { intent: both }).notes[0]).toBe(
      lost('project `a/b` (and of 1 more)', leading),
    );
    expect(planned([allowSub('project_path:*')]).notes).toEqual([]);
    expect(planned([allowSub(OURS)]).notes).toEqual([]);
  });

  it('says whether the old document may ever be stored again', () => {
    const irreversible = `the old trust policy may never be stored again: ${refusal(1)}`;
    expect(planned([OTHERS, allow(undefined)]).irreversible).toBe(irreversible);
    expect(planned([OTHERS, allow(undefined)]).notes.at(-1)).toBe(irreversible);
    expect(planned([OTHERS, allowSub('*')]).irreversible).toBe(irreversible);
    expect(planned([OTHERS, allowSub('project_path:*')]).irreversible).toBeNull();
    expect(planned([OTHERS, allow(undefined)], { protection: 'exempt' }).irreversible).toBeNull();
  });

  it('says nothing of the sort where nothing is written', () => {
    for (const plan of [planned([allowSub(OURS)]), planned([allow(undefined)], { protection: 'exempt' })])
      expect(plan).toMatchObject({ after: null, quarantine: null, keeps: [], stops: [], irreversible: null });
  });

  it.each(['a"b', '${x}', 'a\nb', '*'])('rewrites a role called %j like any other', (name) => {
    const plan = planned([allow(undefined)], { role: `arn:aws:iam::${ACCOUNT}:role/${name}` });
    expect(plan.role).toBe(`arn:aws:iam::${ACCOUNT}:role/${name}`);
    expect(statementsAfter(plan)).toEqual([allowSub(OURS)]);
    expect(plan.keeps[0]?.witness).toEqual({ sub: MAIN, aud: 'https://gitlab.com' });
  });
});
