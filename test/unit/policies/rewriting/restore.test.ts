import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { TrustPolicy } from '../../../../policies/document/trust-policy.ts';
import { quarantineOf, type QuarantineOrder } from '../../../../policies/rewriting/quarantine.ts';
import {
  planRelease,
  planUndo,
  type RestoreInput,
  type Restoration,
} from '../../../../policies/rewriting/restore.ts';
import { sizeOf } from '../../../../policies/rewriting/size.ts';
import { allow, allowSub, intentOf, ISSUER, policyOf, project, ROLE, subject } from '../parts.ts';
import { GITHUB, OTHERS, OURS, refusalOf, refusalOfGithub } from './samples.ts';

const INTENT = intentOf(project('a/b'));
const NOBODY = intentOf();
const CURRENT = policyOf(OTHERS);
const NARROW = policyOf(allowSub(OURS));
const WIDE = policyOf(allowSub('project_path:*'));
const OPEN = policyOf(allow(undefined));
const UNDECIDED = policyOf(
  allow({ StringLike: { 'gitlab.com:sub': 'project_path:*' }, StringMatches: { 'gitlab.com:aud': 'x' } }),
);

const NOTHING = { inlinePolicies: [], managedPolicies: [] };

const NO_LITERAL = refusalOf(0);
const wouldNotLast = (role: string): string =>
  `the configuration forbids what the old trust policy allows, so the service would narrow it again; exempt the role first: \`exempt: [{ role: ${role}, reason: "…", until: YYYY-MM-DD }]\``;
const WOULD_OPEN = `nothing of what the old trust policy allows is allowed by the configuration, let an entry of \`roles\` allow what may come in to \`${ROLE}\``;

function inputOf(recorded: TrustPolicy, fields: Partial<RestoreInput> = {}): RestoreInput {
  return { role: ROLE, current: CURRENT, recorded, intent: INTENT, isLeftAlone: false, ...fields };
}

function restored(after: JsonObject | null, fields: Partial<Restoration> = {}): Restoration {
  return { role: ROLE, before: CURRENT.json, after, removes: NOTHING, refused: null, notes: [], ...fields };
}

describe('planUndo', () => {
  it.each<[string, TrustPolicy]>([
    ['lets in what the intent allows', NARROW],
    ['lets no GitLab in', policyOf(OTHERS, { ...OTHERS, Sid: 'x' })],
  ])('brings a document back, to the letter, that %s', (_, recorded) => {
    for (const isLeftAlone of [true, false]) {
      const plan = planUndo(inputOf(recorded, { isLeftAlone }));
      expect(plan).toEqual(restored(recorded.json));
      expect(plan.after).toBe(recorded.json);
    }
  });

  it.each<[string, TrustPolicy]>([
    ['is too wide', WIDE],
    ['is too wide and would be refused by IAM', OPEN],
    ['cannot be decided', UNDECIDED],
  ])('refuses a document that %s, with the exemption that it takes', (_, recorded) => {
    expect(planUndo(inputOf(recorded))).toEqual(restored(null, { refused: wouldNotLast(`"${ROLE}"`) }));
  });

  it.each<[string, string]>([
    ['a"b', '"arn:aws:iam::111122223333:role/a\\"b"'],
    ['a\nexempt: []', '"arn:aws:iam::111122223333:role/a\\nexempt: []"'],
    ['a: {b}, #c', '"arn:aws:iam::111122223333:role/a: {b}, #c"'],
  ])('writes a role called %j into the exemption as one text', (name, quoted) => {
    const role = `arn:aws:iam::111122223333:role/${name}`;
    expect(planUndo(inputOf(WIDE, { role })).refused).toBe(wouldNotLast(quoted));
  });

  it.each<[string, TrustPolicy]>([
    ['is too wide', WIDE],
    ['cannot be decided', UNDECIDED],
  ])('brings a document back that %s into a role that is left alone', (_, recorded) => {
    const { after, refused, notes } = planUndo(inputOf(recorded, { isLeftAlone: true }));
    expect({ after, refused, notes }).toEqual({ after: recorded.json, refused: null, notes: [] });
  });

  it('judges the old document in the account of the role', () => {
    const elsewhere = policyOf(allow(undefined, { Principal: { Federated: '*:999999999999:*' } }));
    expect(planUndo(inputOf(elsewhere))).toEqual(restored(elsewhere.json));
    const role = 'arn:aws:iam::999999999999:role/deploy';
    expect(planUndo(inputOf(elsewhere, { role })).refused).toBe(wouldNotLast(`"${role}"`));
  });
});

describe('planUndo, where IAM would not take the old document', () => {
  it('offers the nearest one that it takes and the intent allows', () => {
    expect(planUndo(inputOf(OPEN, { isLeftAlone: true }))).toEqual(
      restored(NARROW.json, { notes: [`${NO_LITERAL}; the nearest one that is taken comes back`] }),
    );
    const mixed = policyOf(OTHERS, allow(undefined, { Sid: 's' }));
    expect(planUndo(inputOf(mixed, { isLeftAlone: true })).after).toEqual(
      policyOf(OTHERS, { ...allowSub(OURS), Sid: 's' }).json,
    );
  });

  it('refuses with what IAM says where the nearest one stands', () => {
    const { after, refused } = planUndo(inputOf(OPEN, { isLeftAlone: true, current: NARROW }));
    expect({ after, refused }).toEqual({ after: null, refused: NO_LITERAL });
  });

  it.each<[string, TrustPolicy, Partial<RestoreInput>, string]>([
    ['nothing is allowed', OPEN, { intent: NOBODY }, NO_LITERAL],
    ['no entry names the role', OPEN, { intent: { ...NOBODY, listed: false } }, NO_LITERAL],
    ['the nearest is refused for another issuer as well', policyOf(allow(undefined), GITHUB), {}, NO_LITERAL],
    ['it is in doubt', policyOf(allow({ StringMatches: { 'gitlab.com:aud': 'x' } })), {}, NO_LITERAL],
  ])('refuses with what IAM says where there is none: %s', (_, recorded, fields, refused) => {
    expect(planUndo(inputOf(recorded, { isLeftAlone: true, ...fields }))).toEqual(
      restored(null, { refused }),
    );
  });

  it('refuses an allowed document that IAM would not take for another issuer', () => {
    expect(planUndo(inputOf(policyOf(allowSub(OURS), GITHUB)))).toEqual(
      restored(null, { refused: refusalOfGithub(1) }),
    );
  });

  it('goes by the quota of the account, where that is known', () => {
    const size = sizeOf(NARROW.json);
    expect(planUndo(inputOf(NARROW, { quota: size }))).toEqual(restored(NARROW.json));
    expect(planUndo(inputOf(NARROW, { quota: size - 1 }))).toEqual(
      restored(null, {
        refused: `the old trust policy has ${size} characters and the account allows ${size - 1}`,
      }),
    );
  });

  it('offers a smaller one, where that fits', () => {
    const large = policyOf(
      allowSub(['project_path:*', ...Array.from({ length: 9 }, (_, at) => subject(`x/${at}`))]),
    );
    const quota = sizeOf(NARROW.json);
    expect(planUndo(inputOf(large, { isLeftAlone: true, quota }))).toEqual(
      restored(NARROW.json, {
        notes: [
          `the old trust policy has ${sizeOf(large.json)} characters and the account allows ${quota}; the nearest one that is taken comes back`,
        ],
      }),
    );
    expect(planUndo(inputOf(large, { isLeftAlone: true, quota: quota - 1 })).after).toBeNull();
  });

  it('takes what fitted once for what still fits, where the quota is not known', () => {
    const large = policyOf(
      allowSub([OURS, ...Array.from({ length: 60 }, (_, at) => subject('a/b', `branch-${at}`))]),
    );
    expect(sizeOf(large.json)).toBeGreaterThan(2048);
    expect(planUndo(inputOf(large))).toEqual(restored(large.json));
  });
});

const orderOf = (order: Partial<QuarantineOrder>): ReturnType<typeof quarantineOf> =>
  quarantineOf({ level: 'isolate', revokeSessions: false, ...order }, ROLE, [ISSUER]);

describe('planRelease', () => {
  it('brings the document back that an isolation replaced, where the intent allows it', () => {
    const plan = planRelease(inputOf(NARROW), orderOf({}));
    expect(plan).toEqual(restored(NARROW.json));
    expect(plan.after).toBe(NARROW.json);
    expect(planRelease(inputOf(policyOf(OTHERS, OTHERS)), orderOf({})).after).toEqual(
      policyOf(OTHERS, OTHERS).json,
    );
  });

  it.each<[string, Partial<QuarantineOrder>, Restoration['removes']]>([
    ['nothing', {}, NOTHING],
    [
      'the revocation',
      { revokeSessions: true },
      { inlinePolicies: ['TrustwardenRevokeSessions'], managedPolicies: [] },
    ],
  ])('removes %s after an isolation', (_, order, removes) => {
    expect(planRelease(inputOf(NARROW), orderOf(order))).toEqual(restored(NARROW.json, { removes }));
  });

  it.each<[string, Partial<QuarantineOrder>, Restoration['removes']]>([
    ['a freeze', { level: 'freeze' }, { inlinePolicies: ['TrustwardenFreeze'], managedPolicies: [] }],
    [
      'a freeze with a revocation',
      { level: 'freeze', revokeSessions: true },
      { inlinePolicies: ['TrustwardenFreeze', 'TrustwardenRevokeSessions'], managedPolicies: [] },
    ],
    [
      'a freeze of everyone',
      { level: 'freeze-all' },
      { inlinePolicies: [], managedPolicies: ['arn:aws:iam::aws:policy/AWSDenyAll'] },
    ],
  ])('takes %s back and leaves the trust policy alone, whatever stood there before', (_, order, removes) => {
    for (const recorded of [NARROW, OPEN, UNDECIDED]) {
      const input = inputOf(recorded, { current: NARROW });
      expect(planRelease(input, orderOf(order))).toEqual(restored(null, { before: NARROW.json, removes }));
    }
  });

  it('narrows first what stands in a role that was frozen', () => {
    const removes = { inlinePolicies: ['TrustwardenFreeze'], managedPolicies: [] };
    for (const current of [WIDE, OPEN])
      expect(planRelease(inputOf(NARROW, { current }), orderOf({ level: 'freeze' }))).toEqual(
        restored(NARROW.json, { before: current.json, removes }),
      );
  });

  it.each([true, false])('opens nothing that the intent forbids, left alone or not (%s)', (isLeftAlone) => {
    for (const recorded of [WIDE, OPEN])
      expect(planRelease(inputOf(recorded, { isLeftAlone }), orderOf({ revokeSessions: true }))).toEqual(
        restored(NARROW.json, {
          removes: { inlinePolicies: ['TrustwardenRevokeSessions'], managedPolicies: [] },
        }),
      );
  });

  it.each<[string, TrustPolicy, Partial<RestoreInput>]>([
    ['nothing of it is allowed', policyOf(allowSub('project_path:evil/*')), {}],
    ['nothing at all is allowed', OPEN, { intent: NOBODY }],
    ['no entry names the role', OPEN, { intent: { ...NOBODY, listed: false } }],
    ['it cannot be decided', UNDECIDED, {}],
    ['it cannot be narrowed', policyOf(allow(undefined, { Principal: '*' })), {}],
    ['what is left does not fit', WIDE, { quota: sizeOf(NARROW.json) - 1 }],
  ])('refuses and removes nothing where %s', (_, policy, fields) => {
    for (const isLeftAlone of [true, false]) {
      const input = { ...fields, isLeftAlone };
      expect(planRelease(inputOf(policy, input), orderOf({ revokeSessions: true }))).toEqual(
        restored(null, { refused: WOULD_OPEN }),
      );
      expect(
        planRelease(inputOf(NARROW, { ...input, current: policy }), orderOf({ level: 'freeze-all' })),
      ).toEqual(restored(null, { before: policy.json, refused: WOULD_OPEN }));
    }
  });

  it('fits what it brings back into a quota that is known', () => {
    const quota = sizeOf(NARROW.json);
    expect(planRelease(inputOf(NARROW, { quota }), orderOf({})).after).toEqual(NARROW.json);
    expect(planRelease(inputOf(WIDE, { quota }), orderOf({})).after).toEqual(NARROW.json);
    const { after, refused, removes } = planRelease(
      inputOf(NARROW, { quota: quota - 1 }),
      orderOf({ revokeSessions: true }),
    );
    expect({ after, removes }).toEqual({ after: null, removes: NOTHING });
    expect(refused).not.toBeNull();
  });
});
