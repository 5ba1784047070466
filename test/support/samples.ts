import type { JournalEntry, Notice, SweepSummary } from '../../remediation/ports.ts';

/** ARN of the role that the samples are about. */
export const deployArn = 'arn:aws:iam::111122223333:role/deploy';

/** Returns the ARN of a role of the sample account. */
export function arnOf(role: string): string {
  return `arn:aws:iam::111122223333:role/${role}`;
}

/** A trust policy that lets one GitLab project in. */
export const projectPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
        StringLike: { 'gitlab.com:sub': 'project_path:mygroup/myproject:*' },
      },
    },
  ],
};

/** A trust policy that lets every GitLab project in. */
export const openPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' } },
    },
  ],
};

/** A configuration that lets the same project into the role `deploy`, and writes nothing. */
export const dryRunText = `version: 1
mode: dry-run
unlisted: report
roles:
  - { role: "${deployArn}", allow: [mygroup/myproject] }
`;

/** What a configuration says about limits, without which it may not enforce. */
export const limitsText =
  'limits: { changesPerRole: { max: 3, per: 1h }, changesPerAccount: { max: 20, per: 1h }, shareOfRoles: 0.1 }\n';

/** Text that tries to break out of a line, to move the cursor, and to turn the writing direction. */
export const hostileText = 'a"b\\c\r\nd\u001B[2Je\u009Bf\u202Eg\u2028h\uFEFFi\uD800j';

/** Makes one step of a change of the role `deploy`. */
export function sampleEntry(fields: Partial<JournalEntry> = {}): JournalEntry {
  return {
    change: 'change-1',
    state: 'pending',
    at: '2026-11-20T09:13:37.000Z',
    role: deployArn,
    roleId: 'AROAEXAMPLEEXAMPLE01',
    remedy: 'narrow',
    verdict: 'broader',
    severity: 'critical',
    before: JSON.stringify(openPolicy),
    after: JSON.stringify(projectPolicy),
    configuration: 'sha256:0f',
    ...fields,
  };
}

/** Makes a notice about the role `deploy`. */
export function sampleNotice(fields: Partial<Notice> = {}): Notice {
  return {
    kind: 'applied',
    role: deployArn,
    mode: 'enforce',
    remedy: 'narrow',
    verdict: 'broader',
    severity: 'critical',
    unlisted: false,
    configuration: 'sha256:0f',
    messages: ['statement 0 lets every project of `gitlab.com` in'],
    change: 'change-1',
    before: JSON.stringify(openPolicy),
    after: JSON.stringify(projectPolicy),
    ...fields,
  };
}

/** What a sweep found. */
export const sampleSweep: SweepSummary = {
  sweep: 'sweep-1',
  started: '2026-11-20T09:00:00.000Z',
  finished: '2026-11-20T09:02:00.000Z',
  onlyProposed: true,
  counts: {
    roles: 120,
    admitting: 14,
    broader: 3,
    undecided: 1,
    proposed: 3,
    applied: 0,
    reported: 1,
    notApplied: 0,
    failed: 0,
  },
};
