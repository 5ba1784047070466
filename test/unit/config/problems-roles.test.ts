import { describe, expect, it } from '@jest/globals';
import { EXAMPLE_ARN, HEAD, LIMITS, problemsOf } from './texts.ts';

const exempt = (rest: string) => problemsOf(`${HEAD}exempt:\n- role: arn:aws:iam::*:role/a\n${rest}`);

describe('a role pattern', () => {
  it.each([
    'deploy-*',
    '*',
    'arn:aws:iam::111122223333:user/a',
    'arn:aws:sts::111122223333:assumed-role/a/b',
    'arn:aws:iam::11112222333:role/a',
    'arn:aws:iam::1111222233334:role/a',
    'arn:aws:iam:us-east-1:111122223333:role/a',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::111122223333:role/a/',
    'arn:aws:iam::111122223333:role/a b',
    'arn:aws:iam::111122223333:role/ä',
    'arn:amazon:iam::111122223333:role/a',
    ' arn:aws:iam::111122223333:role/a',
  ])('may not be %j', (role) => {
    const end = `is not the ARN of an IAM role, write it like \`${EXAMPLE_ARN}\``;
    expect(problemsOf(`${HEAD}roles: [{ role: "${role}", allow: [] }]\n`)).toEqual([
      `4:17: roles[0].role: \`"${role}"\` ${end}`,
    ]);
    expect(problemsOf(`${HEAD}exempt: [{ role: "${role}", reason: x, until: 2027-01-01 }]\n`)).toEqual([
      `4:18: exempt[0].role: \`"${role}"\` ${end}`,
    ]);
  });

  it('may stand only once', () => {
    const entries = ['a', 'A', 'b', 'a'].map(
      (name) => `  - { role: "arn:aws:iam::*:role/${name}", allow: [] }\n`,
    );
    expect(problemsOf(`${HEAD}roles:\n${entries.join('')}`)).toEqual([
      '8:13: roles[3].role: role pattern `"arn:aws:iam::*:role/a"` stands already as `roles[0].role` and the first that matches wins, make one entry of the two',
    ]);
  });

  it('is needed, and so is its allowlist', () => {
    expect(problemsOf(`${HEAD}roles: [{ mode: enforce }]\n${LIMITS}`)).toEqual([
      `4:9: roles[0].role: key \`role\` is missing, add \`role: ${EXAMPLE_ARN}\``,
      '4:9: roles[0].allow: key `allow` is missing, add `allow: [mygroup/myproject]`',
    ]);
  });
});

describe('an exemption', () => {
  it('needs a reason and a last day', () => {
    expect(exempt('')).toEqual([
      '5:3: exempt[0].reason: key `reason` is missing, add `reason: on-call access, SEC-12`',
      '5:3: exempt[0].until: key `until` is missing, add `until: 2027-03-31`',
    ]);
  });

  it.each(['""', '" "', '5'])('may not give the reason %s', (reason) => {
    const end = 'is not a reason, write it like `on-call access, SEC-12`';
    expect(exempt(`  reason: ${reason}\n  until: 2027-03-31\n`)).toEqual([
      `6:11: exempt[0].reason: \`${reason}\` ${end}`,
    ]);
  });

  it.each([
    '2027-02-29',
    '2027-13-01',
    '2027-1-1',
    'soon',
    '2027-03-31T00:00:00Z',
    '31.03.2027',
    '',
    '12027-01-01',
  ])('may not end on "%s"', (day) => {
    expect(exempt(`  reason: x\n  until: "${day}"\n`)).toEqual([
      `7:10: exempt[0].until: \`"${day}"\` is not a day, write a day of the calendar like \`2027-03-31\``,
    ]);
  });

  it.each(['2028-02-29', '2027-12-31', '9999-12-31', '0001-01-01'])('may end on %s', (day) => {
    expect(exempt(`  reason: x\n  until: ${day}\n`)).toEqual([]);
  });
});
