import { describe, expect, it } from '@jest/globals';
import {
  FREEZE_POLICY,
  MARKER_TAG,
  quarantineOf,
  REVOCATION_POLICY,
  revocationDocument,
  type Quarantine,
  type QuarantineOrder,
} from '../../../../policies/rewriting/quarantine.ts';
import { ISOLATED } from '../../../support/isolated.ts';
import { ISSUER, providerArn, ROLE, SELF_MANAGED } from '../parts.ts';
import { CHAINED } from './samples.ts';

const PROVIDERS = [providerArn(), ISSUER];

const quarantined = (order: Partial<QuarantineOrder>, role = ROLE, issuers = [ISSUER]): Quarantine =>
  quarantineOf({ level: 'isolate', revokeSessions: false, ...order }, role, issuers);

const FREEZE = {
  name: 'TrustwardenFreeze',
  document: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TrustwardenFreeze',
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:FederatedProvider': PROVIDERS } },
      },
    ],
  },
};

const REVOCATION = { name: 'TrustwardenRevokeSessions', providers: PROVIDERS, moments: [0, 300] };

describe('quarantineOf', () => {
  it.each<[string, Partial<QuarantineOrder>, Quarantine]>([
    ['nothing besides the trust policy to isolate', {}, ISOLATED],
    [
      'an inline policy to freeze',
      { level: 'freeze' },
      { ...ISOLATED, level: 'freeze', inlinePolicy: FREEZE, notes: [CHAINED] },
    ],
    [
      'a managed policy to freeze everyone',
      { level: 'freeze-all' },
      {
        ...ISOLATED,
        level: 'freeze-all',
        managedPolicy: 'arn:aws:iam::aws:policy/AWSDenyAll',
        notes: [CHAINED],
      },
    ],
    [
      'a revocation beside an isolation',
      { revokeSessions: true },
      { ...ISOLATED, revocation: REVOCATION, notes: [CHAINED] },
    ],
    [
      'a revocation beside a freeze',
      { level: 'freeze', revokeSessions: true },
      { ...ISOLATED, level: 'freeze', inlinePolicy: FREEZE, revocation: REVOCATION, notes: [CHAINED] },
    ],
    [
      'a tag if the role is marked',
      { marks: true },
      { ...ISOLATED, tags: { 'trustwarden:quarantine': 'isolate' } },
    ],
    [
      'the level in the tag',
      { level: 'freeze', marks: true },
      {
        ...ISOLATED,
        level: 'freeze',
        inlinePolicy: FREEZE,
        tags: { 'trustwarden:quarantine': 'freeze' },
        notes: [CHAINED],
      },
    ],
    ['no tag if it is not', { marks: false }, ISOLATED],
  ])('writes %s', (_, order, quarantine) => {
    expect(quarantined(order)).toEqual(quarantine);
  });

  it.each<[string, string]>([
    ['aws-cn', 'arn:aws-cn:iam::111122223333:role/deploy'],
    ['aws-us-gov', 'arn:aws-us-gov:iam::111122223333:role/path/deploy'],
  ])('takes the partition %s from the role', (partition, role) => {
    expect(quarantined({ level: 'freeze-all' }, role).managedPolicy).toBe(
      `arn:${partition}:iam::aws:policy/AWSDenyAll`,
    );
    expect(quarantined({ revokeSessions: true }, role).revocation?.providers).toEqual([
      `arn:${partition}:iam::111122223333:oidc-provider/gitlab.com`,
      'gitlab.com',
    ]);
  });

  it('names the provider of each issuer by its ARN and by its name', () => {
    expect(quarantined({ level: 'freeze' }, ROLE, [ISSUER, SELF_MANAGED]).inlinePolicy?.document).toEqual({
      ...FREEZE.document,
      Statement: [
        {
          ...FREEZE.document.Statement[0],
          Condition: {
            StringEquals: {
              'aws:FederatedProvider': [...PROVIDERS, providerArn(SELF_MANAGED), SELF_MANAGED],
            },
          },
        },
      ],
    });
  });

  it.each(['x:y', 'a"b', '${aws:username}', '*', '\u202edeploy'])(
    'takes nothing else from a role called %j',
    (name) => {
      const order = { level: 'freeze', revokeSessions: true, marks: true } as const;
      const role = `arn:aws:iam::111122223333:role/${name}`;
      expect(quarantined(order, role)).toEqual(quarantined(order));
    },
  );

  it('takes a role without an account for one of the standard partition', () => {
    expect(quarantined({ revokeSessions: true }, 'deploy').revocation?.providers).toEqual([
      'arn:aws:iam:::oidc-provider/gitlab.com',
      'gitlab.com',
    ]);
  });

  it('calls what it puts into a role by names of its own', () => {
    expect([FREEZE_POLICY, REVOCATION_POLICY, MARKER_TAG]).toEqual([
      'TrustwardenFreeze',
      'TrustwardenRevokeSessions',
      'trustwarden:quarantine',
    ]);
  });
});

describe('revocationDocument', () => {
  it('denies everything to sessions of the providers that began before a moment', () => {
    expect(revocationDocument(REVOCATION, '2026-01-02T03:04:05Z')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TrustwardenRevokeSessions',
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: {
            StringEquals: { 'aws:FederatedProvider': PROVIDERS },
            DateLessThan: { 'aws:TokenIssueTime': '2026-01-02T03:04:05Z' },
          },
        },
      ],
    });
  });
});
