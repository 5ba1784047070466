import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readRoles, type Item } from '../../../../adapters/documents/read-roles.ts';
import { anyTextArb } from '../../../support/any-text-arb.ts';
import { createEvent, envelopeOf, updateEvent } from '../../../support/cloudtrail-events.ts';
import { roleOutput } from '../../../support/role-files.ts';
import { deployArn, hostileText, openPolicy, projectPolicy } from '../../../support/samples.ts';

const encodedPolicy = encodeURIComponent(JSON.stringify(openPolicy));
const pair = JSON.stringify({ role: deployArn, policy: openPolicy });
/** WHY: lines have tests of their own. */
const read = (name: string, text: string) =>
  [...readRoles(name, text)].map((item) => {
    const shown: Record<string, unknown> = { ...item };
    delete shown['location'];
    return shown as unknown as Item;
  });
const readOne = (value: unknown) => read('file.json', JSON.stringify(value, null, 2));
const deploy = roleOutput('deploy', openPolicy).Role;
const other = roleOutput('other', encodedPolicy).Role;
const otherArn = 'arn:aws:iam::111122223333:role/other';

describe('a file that holds one document', () => {
  it('is a trust policy, whose role is not known', () => {
    expect(readOne(openPolicy)).toEqual([{ source: 'file.json', policy: openPolicy }]);
  });

  it('is a trust policy with a single statement', () => {
    const policy = { Version: '2012-10-17', Statement: openPolicy.Statement[0] };
    expect(readOne(policy)).toEqual([{ source: 'file.json', policy }]);
  });

  it.each([
    ['an object', openPolicy],
    ['text', JSON.stringify(openPolicy)],
    ['percent-encoded text', encodedPolicy],
  ])('is what get-role prints, with a document that is %s', (_, policy) => {
    expect(readOne(roleOutput('deploy', policy))).toEqual([{ source: 'file.json', role: deployArn, policy }]);
  });

  it('is a role without the word around it', () => {
    expect(readOne(deploy)).toEqual([{ source: 'file.json', role: deployArn, policy: openPolicy }]);
  });

  it('may begin with a byte order mark and blank lines, and end in CRLF', () => {
    const text = `\uFEFF\r\n${JSON.stringify(openPolicy, null, 2).replaceAll('\n', '\r\n')}\r\n`;
    expect(read('p.json', text)).toEqual([{ source: 'p.json', policy: openPolicy }]);
  });

  it.each(
    [{}, [], 'text', 1, null, { Role: {} }, { Role: null }, { Statement2: [] }].map((value) => [value]),
  )('that is %j holds no policy', (value) => {
    const items = readOne(value);
    expect(items.every((item) => 'error' in item)).toBe(true);
    expect(items).toHaveLength(Array.isArray(value) ? 0 : 1);
  });

  it('is told with the line and column where it stops being JSON, where the runtime tells them', () => {
    expect(read('p.json', '{\n  "Version": "2012-10-17"\n  "Statement": []\n}')).toEqual([
      { source: 'p.json', error: 'not JSON from line 3, column 3 on, repair the file' },
    ]);
    expect(read('p.json', '{ oops: "secret" ')).toEqual([
      { source: 'p.json', error: expect.stringMatching(/^not JSON[^"]*, repair the file$/) },
    ]);
  });

  it.each(['', ' \r\n\t\n', '\uFEFF'])('that is empty (%j) is an error', (text) => {
    expect(read('p.json', text)).toEqual([
      { source: 'p.json', error: 'the file is empty, give a policy, a role or an event' },
    ]);
  });

  it('with broken JSON is one error, although some of its lines are JSON', () => {
    const text = '{\n"Statement": [\n{"Effect": "Allow"}\n{"Effect": "Deny"}\n]\n}';
    expect(read('p.json', text)).toEqual([{ source: 'p.json', error: expect.stringMatching(/^not JSON/) }]);
  });
});

describe('a file that holds a list', () => {
  it.each([
    ['list-roles', { Roles: [deploy, other] }],
    ['get-account-authorization-details', { UserDetailList: [], RoleDetailList: [deploy, other] }],
    ['a JSON list of roles', [deploy, other]],
  ])('is what %s prints', (_, value) => {
    expect(readOne(value)).toEqual([
      { source: 'file.json#0', role: deployArn, policy: openPolicy },
      { source: 'file.json#1', role: otherArn, policy: encodedPolicy },
    ]);
  });

  it('goes on after a role without a document', () => {
    const items = readOne({ Roles: [{ Arn: deployArn }, null, other] });
    expect(items).toMatchObject([
      { source: 'file.json#0', error: expect.stringContaining('no `AssumeRolePolicyDocument`') },
      { source: 'file.json#1', error: expect.any(String) },
      { source: 'file.json#2', role: otherArn },
    ]);
  });

  it('may be empty', () => {
    expect(readOne({ Roles: [] })).toEqual([]);
  });
});

describe('an event', () => {
  const expected = { source: 'file.json', role: deployArn, policy: JSON.stringify(openPolicy) };

  it('is what a trail recorded', () => {
    expect(readOne(updateEvent())).toEqual([expected]);
  });

  it('is what EventBridge delivered', () => {
    expect(readOne(envelopeOf(updateEvent()))).toEqual([expected]);
  });

  it('may hold the document as an object', () => {
    const requestParameters = { roleName: 'deploy', policyDocument: openPolicy };
    expect(readOne(updateEvent({ requestParameters }))).toEqual([{ ...expected, policy: openPolicy }]);
  });

  it('names a created role by the answer', () => {
    const role = 'arn:aws:iam::111122223333:role/ci/deploy';
    expect(readOne(createEvent())).toEqual([{ ...expected, role }]);
  });

  it('names a created role by path and name where there is no answer', () => {
    const role = 'arn:aws:iam::111122223333:role/ci/deploy';
    expect(readOne(createEvent({ responseElements: null }))).toEqual([{ ...expected, role }]);
  });

  it('gives the document of the answer where the request has none', () => {
    const event = createEvent({ eventName: 'AcquireRole', requestParameters: null });
    expect(readOne(event)).toMatchObject([{ policy: encodedPolicy }]);
  });

  it.each([
    ['us-east-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    [undefined, 'aws'],
  ])('of the Region %s is about a role of the partition %s', (awsRegion, partition) => {
    const role = `arn:${partition}:iam::111122223333:role/deploy`;
    expect(readOne(updateEvent({ awsRegion }))).toMatchObject([{ role }]);
  });

  it('takes account and Region from the envelope where it has none', () => {
    const event = envelopeOf(updateEvent({ recipientAccountId: undefined, awsRegion: undefined }));
    const expectedRole = { role: 'arn:aws-cn:iam::444455556666:role/deploy' };
    expect(readOne({ ...event, account: '444455556666', region: 'cn-north-1' })).toMatchObject([
      expectedRole,
    ]);
  });

  it('has a policy and no role where account or name is missing', () => {
    const { role: _, ...withoutRole } = expected;
    expect(readOne(updateEvent({ recipientAccountId: undefined }))).toEqual([withoutRole]);
  });

  it.each([
    ['that failed', updateEvent({ errorCode: 'AccessDenied' }), 'the call failed with `AccessDenied`'],
    ['without a document', updateEvent({ requestParameters: { roleName: 'x' } }), 'shows no trust policy'],
    ['of another call', updateEvent({ eventName: 'PutRolePolicy' }), 'does not write a trust policy'],
    ['of another service', updateEvent({ eventSource: 'x.example.com' }), 'does not write a trust policy'],
    [
      'with a name from the prototype',
      updateEvent({ eventName: 'constructor' }),
      'does not write a trust policy',
    ],
  ])('%s is an error', (_, event, error) => {
    expect(readOne(event)).toEqual([{ source: 'file.json', error: expect.stringContaining(error) }]);
  });

  it('in a log file stands among others, which are passed over', () => {
    const Records = [updateEvent({ eventName: 'ListRoles' }), updateEvent(), createEvent()];
    expect(readOne({ Records })).toMatchObject([{ source: 'file.json#1' }, { source: 'file.json#2' }]);
  });
});

describe('NDJSON', () => {
  it('is one pair of role and policy a line, with the number of the line', () => {
    const text = `${pair}\n\n${JSON.stringify({ role: otherArn, policy: encodedPolicy })}\r\n`;
    expect(read('in/roles.ndjson', text)).toEqual([
      { source: 'in/roles.ndjson:1', role: deployArn, policy: openPolicy },
      { source: 'in/roles.ndjson:3', role: otherArn, policy: encodedPolicy },
    ]);
  });

  it.each(['roles.ndjson', 'roles.json', '-'])('of a single line in %s has a line number as well', (name) => {
    expect(read(name, pair)).toMatchObject([{ source: `${name}:1`, role: deployArn }]);
    expect(read(name, `\n\n${pair}\n`)).toMatchObject([{ source: `${name}:3` }]);
  });

  it('may hold any other form on a line', () => {
    const values = [openPolicy, roleOutput('deploy', openPolicy), updateEvent(), { Roles: [deploy, other] }];
    const text = values.map((value) => JSON.stringify(value)).join('\n');
    expect(read('-', text).map(({ source }) => source)).toEqual(['-:1', '-:2', '-:3', '-:4#0', '-:4#1']);
  });

  it.each(['roles.ndjson', '-'])('in %s goes on after a line that cannot be read', (name) => {
    const text = ['{"role": oops', pair, '[]x', '{}', '{"role":1,"policy":{}}', pair].join('\n');
    expect(read(name, text)).toMatchObject([
      { source: `${name}:1`, error: 'the line is not JSON, repair or remove it' },
      { source: `${name}:2`, role: deployArn },
      { source: `${name}:3`, error: 'the line is not JSON, repair or remove it' },
      { source: `${name}:4`, error: expect.stringMatching(/^nothing in it is known/) },
      { source: `${name}:5`, error: '`role` is not text, give the ARN of the role' },
      { source: `${name}:6`, role: deployArn },
    ]);
  });

  it('of lines that are all broken is told by its name', () => {
    expect(read('roles.jsonl', 'a\nb')).toMatchObject([
      { source: 'roles.jsonl:1' },
      { source: 'roles.jsonl:2' },
    ]);
  });

  it('may leave out the role', () => {
    expect(read('-', `${JSON.stringify({ policy: projectPolicy })}\n`)).toEqual([
      { source: '-:1', policy: projectPolicy },
    ]);
  });

  it('hands on what it does not understand of a policy', () => {
    for (const policy of [null, 1, [], 'x', hostileText]) {
      const line = JSON.stringify({ role: deployArn, policy });
      expect(read('-', line)).toEqual([{ source: '-:1', role: deployArn, policy }]);
    }
  });
});

describe('any text', () => {
  const keys = [
    'role',
    'policy',
    'Role',
    'Roles',
    'Records',
    'Statement',
    'detail',
    'eventName',
    'errorCode',
  ];
  const shaped = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.string(),
      fc.constant(hostileText),
      fc.constant(null),
      tie('object'),
      fc.array(tie('value')),
    ),
    object: fc.dictionary(fc.constantFrom(...keys, 'CreateRole', '__proto__'), tie('value')),
  })).value;
  const textArb = fc.oneof(
    anyTextArb(),
    fc.json(),
    fc
      .array(
        fc.oneof(
          shaped.map((value) => JSON.stringify(value)),
          fc.string(),
        ),
      )
      .map((lines) => lines.join('\n')),
  );

  it('is read without throwing, and errors are one line of visible characters', () => {
    fc.assert(
      fc.property(textArb, fc.constantFrom('a.json', 'a.ndjson'), (text, name) => {
        const items = read(name, text);
        const errors = items.map((item) => ('error' in item ? item.error : 'none'));
        expect(items.every(({ source }) => source.startsWith(name))).toBe(true);
        expect(errors.join('')).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u);
      }),
      { numRuns: 1000 },
    );
  });
});
