import { describe, expect, it } from '@jest/globals';
import { ARN, HEAD, inIssuers, LIMITS, linesOf, problemsOf, rolesOf } from './texts.ts';

const requiring = (text: string): string => text.replace(HEAD, `${HEAD}requireProjectId: true\n`);

describe('an entry that can never match', () => {
  it.each([
    [`${ARN}deploy-*`, `${ARN}deploy-production`],
    [`${ARN}*`, `${ARN}deploy-*`],
    [`${ARN}a*b*c`, `${ARN}axbxc`],
    [`${ARN}?`, `${ARN}a`],
    ['arn:aws:iam::*:role/deploy', `${ARN}deploy`],
    ['arn:aws:iam::11112222333?:role/*', `${ARN}x`],
    ['arn:*:iam::*:role/*', `arn:aws-cn:iam::111122223333:role/x`],
    ['arn:aws*:iam::*:role/team/*', `arn:aws:iam::*:role/team/a/*`],
  ])('is refused: behind %s stands %s', (earlier, later) => {
    expect(problemsOf(rolesOf(earlier, later))).toEqual([
      `6:13: roles[1].role: no role is left for \`"${later}"\`: \`roles[0].role\` means all of them and the first that matches wins, put this entry before it or remove it`,
    ]);
  });

  it('is refused once, with the first that covers it', () => {
    expect(problemsOf(rolesOf(`${ARN}x`, `${ARN}d*`, `${ARN}de*`, `${ARN}deploy`))).toEqual([
      expect.stringContaining('`roles[1].role` means all'),
      expect.stringContaining('`roles[1].role` means all'),
    ]);
  });

  it.each<[string, (number: number) => string, string]>([
    ['one end', (number) => `${ARN}*-app-${number}`, `${ARN}x-app-3`],
    ['both ends', (number) => `${ARN}team-${number}-*-deploy`, `${ARN}team-3-*-x-deploy`],
    ['the middle', (number) => `${ARN}*-team-${number}-*`, `${ARN}a*-team-3-*`],
  ])('is found among hundreds that differ at %s', (_, patternOf, later) => {
    const patterns = Array.from({ length: 200 }, (__, number) => patternOf(number));
    expect(problemsOf(rolesOf(...patterns, later))).toEqual([
      expect.stringContaining(`no role is left for \`"${later}"\`: \`roles[3].role\` means all of them`),
    ]);
  });

  it('is found where only the automata tell', () => {
    expect(problemsOf(rolesOf(`${ARN}?*`, `${ARN}*a`))).toHaveLength(1);
  });

  it.each([
    [`${ARN}deploy-production`, `${ARN}deploy-*`],
    [`${ARN}deploy-*`, `${ARN}*-production`],
    [`${ARN}deploy-?`, `${ARN}deploy-*`],
    [`${ARN}deploy`, 'arn:aws:iam::*:role/deploy'],
    [`${ARN}deploy`, 'arn:aws:iam::444455556666:role/deploy'],
    ['arn:aws-cn:iam::*:role/*', `${ARN}deploy`],
    [`${ARN}Deploy-*`, `${ARN}deploy-x`],
    // WHY: a `*` does not reach over the colon of its part.
    ['arn:aws:iam::*:role/x', `${ARN}y:role/x`],
  ])('is not seen in %s before %s', (earlier, later) => {
    expect(problemsOf(rolesOf(earlier, later))).toEqual([]);
  });

  it('is the same role twice only where it is the same text', () => {
    expect(problemsOf(rolesOf(`${ARN}a*`, `${ARN}a*`))).toEqual([
      `6:13: roles[1].role: role pattern \`"${ARN}a*"\` stands already as \`roles[0].role\` and the first that matches wins, make one entry of the two`,
    ]);
  });
});

describe('`enforce`', () => {
  const MESSAGE =
    '`enforce` needs limits, add `limits: { changesPerRole: { max: 3, per: 1h }, changesPerAccount: { max: 20, per: 1h }, shareOfRoles: 0.1 }`';

  it('is refused without limits, wherever it stands first', () => {
    expect(problemsOf(HEAD.replace('dry-run', 'enforce'))).toEqual([`2:7: mode: ${MESSAGE}`]);
    const entry = `roles: [{ role: '${ARN}a', mode: enforce, allow: [] }, { role: '${ARN}b', mode: enforce, allow: [] }]\n`;
    expect(problemsOf(HEAD + entry)).toEqual([
      `4:${`roles: [{ role: '${ARN}a', mode: `.length + 1}: roles[0].mode: ${MESSAGE}`,
    ]);
  });

  it('is accepted with limits, and so is a dry run with or without', () => {
    expect(problemsOf(HEAD.replace('dry-run', 'enforce') + LIMITS)).toEqual([]);
    expect(problemsOf(HEAD + LIMITS)).toEqual([]);
    expect(problemsOf(HEAD)).toEqual([]);
  });

  it('is one problem where the key of the limits is misspelled', () => {
    expect(problemsOf(HEAD.replace('dry-run', 'enforce') + LIMITS.replace('limits', 'limit'))).toEqual([
      '4:1: limit: unknown key `"limit"`, did you mean `limits`',
    ]);
  });
});

describe('limits', () => {
  const FULL = LIMITS.trimEnd();

  it.each([
    [
      '{}',
      'limits.changesPerRole: key `changesPerRole` is missing, add `changesPerRole: { max: 3, per: 1h }`',
    ],
    ['{}', 'limits.shareOfRoles: key `shareOfRoles` is missing, add `shareOfRoles: 0.1`'],
  ])('are given whole: %s', (value, problem) => {
    expect(problemsOf(`${HEAD}limits: ${value}\n`).map((each) => each.replace(/^\d+:\d+: /, ''))).toContain(
      problem,
    );
  });

  it.each([
    ['max: 3', 'max: 0', '`0` is not a count, write it like `3`'],
    ['max: 3', 'max: 1.5', '`1.5` is not a count, write it like `3`'],
    ['per: 1h', 'per: 1 hour', '`"1 hour"` is not a duration, write it like `1h`'],
    ['per: 1h', 'per: 0h', '`"0h"` is not a duration, write it like `1h`'],
    ['per: 1h', 'per: 60', '`60` is not a duration, write it like `1h`'],
    ['shareOfRoles: 0.1', 'shareOfRoles: 0', '`0` is not a share, write it like `0.1`'],
    ['shareOfRoles: 0.1', 'shareOfRoles: 10', '`10` is not a share, write it like `0.1`'],
  ])('hold no %s written as %s', (right, wrong, message) => {
    expect(problemsOf(`${HEAD}${FULL.replace(right, wrong)}\n`)).toEqual([expect.stringContaining(message)]);
  });
});

describe('`requireProjectId`', () => {
  it.each([
    ['a/b', '8:9: roles[0].allow[0]: `requireProjectId` is set and the project has no `id`, add it'],
    [
      '{ project: a/b, tags: [v1] }',
      '8:9: roles[0].allow[0]: `requireProjectId` is set and the project has no `id`, add it',
    ],
    [
      '{ group: a }',
      '8:18: roles[0].allow[0].group: `requireProjectId` is set and a group has no project id, list its projects instead',
    ],
  ])('refuses a line without an id: %s', (line, problem) => {
    expect(problemsOf(requiring(linesOf(line)))).toEqual([problem]);
  });

  it('accepts lines with an id, and those of other issuers', () => {
    expect(problemsOf(requiring(linesOf('{ project: a/b, id: 7 }')))).toEqual([]);
    const elsewhere = linesOf(
      '{ project: a/b, id: 7 }',
      '{ group: a, issuer: x.y }',
      '{ project: c/d, issuer: x.y }',
    );
    expect(problemsOf(requiring(inIssuers('[gitlab.com, x.y]', elsewhere)))).toEqual([]);
    expect(problemsOf(requiring(inIssuers('[x.y]', linesOf('a/b'))))).toEqual([]);
  });

  it('asks for nothing where it is false, or where another key is misspelled', () => {
    expect(problemsOf(requiring(linesOf('a/b')).replace('true', 'false'))).toEqual([]);
    expect(problemsOf(requiring(linesOf('{ project: a/b, ids: 7 }')))).toEqual([
      expect.stringContaining('did you mean `id`'),
    ]);
  });
});
