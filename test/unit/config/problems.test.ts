import { describe, expect, it } from '@jest/globals';
import { ALLOW, HEAD, LIMITS, problemsOf } from './texts.ts';

const exempt = (rest: string) => problemsOf(`${HEAD}exempt:\n- role: arn:aws:iam::*:role/a\n${rest}`);
const places = (text: string) => problemsOf(HEAD + text).map((problem) => problem.split(': ', 2)[1]);
const item = (line: string) => problemsOf(`${ALLOW}      - ${line}\n`);
const GROUP_ADVICE =
  'project and group are literal and refs take patterns: for all projects below a group write `{ group: mygroup }`';
const GROUP_ALREADY =
  'project and group are literal and refs take patterns: a group stands for all projects below it already';
const SLUGS = 'slugs of letters, digits, `_`, `.` and `-` with `/`, like';
const EXAMPLE_ARN = 'arn:aws:iam::111122223333:role/deploy-*';

describe('a document', () => {
  it.each([
    ['', '1:1: an empty value is not a configuration, start from `config/example.yml`'],
    ['# nothing\n', '1:1: an empty value is not a configuration, start from `config/example.yml`'],
    ['text', '1:1: `"text"` is not a configuration, start from `config/example.yml`'],
    ['[]', '1:1: an empty list is not a configuration, start from `config/example.yml`'],
    [HEAD.replace('1', '2'), '1:10: version: `2` is not a version of this format, use `1`'],
    [HEAD.replace('1', '"1"'), '1:10: version: `"1"` is not a version of this format, use `1`'],
    [HEAD.replace('dry-run', 'observe'), '2:7: mode: `"observe"` is not a mode, use `dry-run` or `enforce`'],
    [
      HEAD.replace('report', 'yes'),
      '3:11: unlisted: `"yes"` is not an answer to an unlisted role, use `quarantine` or `report`',
    ],
    [HEAD.replace('version: 1\n', ''), '1:1: version: key `version` is missing, add `version: 1`'],
    [
      HEAD.replace('mode: dry-run\n', ''),
      '1:1: mode: key `mode` is missing, add `mode: dry-run` or `mode: enforce`',
    ],
    [
      HEAD.replace('unlisted: report\n', ''),
      '1:1: unlisted: key `unlisted` is missing, add `unlisted: quarantine` or `unlisted: report`',
    ],
    [
      `${HEAD}$schema: 5\n`,
      '4:10: $schema: `5` is not the address of a schema, write it like `./config.schema.json`',
    ],
    [
      `${HEAD}roles:\n`,
      `4:7: roles: an empty value is not a list of role entries, write it like \`[{ role: ${EXAMPLE_ARN}, allow: [mygroup/myproject] }]\``,
    ],
    [
      `${HEAD}defaults: []\n`,
      '4:11: defaults: an empty list is not an object of defaults, write it like `{ allow: [] }`',
    ],
    [
      `${HEAD}defaults: { allow: a/b }\n`,
      '4:20: defaults.allow: `"a/b"` is not a list of projects and groups, write it like `[mygroup/myproject]`',
    ],
    [
      `${HEAD}undecided: ignore\n`,
      '4:12: undecided: `"ignore"` is not an answer to an undecided trust policy, use `report` or `isolate`',
    ],
    [
      `${HEAD}quarantine: isolate\n`,
      '4:13: quarantine: `"isolate"` is not an object that describes the quarantine, write it like `{ level: isolate }`',
    ],
  ])('with a mistake in it has one problem (%#)', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('has all of its problems found, in the order of the text', () => {
    const text = `mode: x\nversion: 2\nroles:\n  - role: deploy\n    allow: [a, { group: b, id: 1 }]\n    extra: 1\nunlisted: y\n`;
    expect(problemsOf(text).map((problem) => problem.split(': ', 2).join(' '))).toEqual([
      '1:7 mode',
      '2:10 version',
      '4:11 roles[0].role',
      '5:13 roles[0].allow[0]',
      '5:28 roles[0].allow[1].id',
      '6:5 roles[0].extra',
      '7:11 unlisted',
    ]);
  });
});

describe('what is not in this version', () => {
  it.each([
    [
      'quarantine: { level: freeze }',
      '4:22: quarantine.level: `freeze` is not in this version, use `isolate`',
    ],
    [
      'quarantine: { level: freeze-all }',
      '4:22: quarantine.level: `freeze-all` is not in this version, use `isolate`',
    ],
    [
      'quarantine: { revokeSessions: false }',
      '4:15: quarantine.revokeSessions: key `revokeSessions` is not in this version, remove it',
    ],
    [
      'quarantine: { onRefusal: freeze }',
      '4:15: quarantine.onRefusal: key `onRefusal` is not in this version, remove it',
    ],
  ])('is refused in so many words: %s', (line, problem) => {
    expect(problemsOf(`${HEAD}${line}\n`)).toEqual([problem]);
  });

  it('is told from a value that no version has', () => {
    expect(problemsOf(`${HEAD}quarantine: { level: frozen }\n`)).toEqual([
      '4:22: quarantine.level: `"frozen"` is not a level of quarantine, use `isolate`',
    ]);
  });
});

describe('an allowlist line', () => {
  it.each([
    ['mygroup/*', `\`"mygroup/*"\` is not a project path, ${GROUP_ADVICE}`],
    ['m?group/a', `\`"m?group/a"\` is not a project path, ${GROUP_ADVICE}`],
    [
      'mygroup',
      '`"mygroup"` is not a project path, join at least two slugs with `/`, or write `{ group: mygroup }` for all projects below a group',
    ],
    [
      'https://gitlab.com/a/b',
      '`"https://gitlab.com/a/b"` is not a project path, leave the instance out of the path and name it as `issuer`',
    ],
    ['a/b c', `\`"a/b c"\` is not a project path, join at least two ${SLUGS} \`mygroup/myproject\``],
    ['/a/b', `\`"/a/b"\` is not a project path, join at least two ${SLUGS} \`mygroup/myproject\``],
    ['a/b/', `\`"a/b/"\` is not a project path, join at least two ${SLUGS} \`mygroup/myproject\``],
    ['a//b', `\`"a//b"\` is not a project path, join at least two ${SLUGS} \`mygroup/myproject\``],
    ['a/ü', `\`"a/ü"\` is not a project path, join at least two ${SLUGS} \`mygroup/myproject\``],
    ['""', `\`""\` is not a project path, join at least two ${SLUGS} \`mygroup/myproject\``],
    ['a/b+c', `\`"a/b+c"\` is not a project path, join at least two ${SLUGS} \`mygroup/myproject\``],
    [
      '12345',
      '`12345` is not a project path, or an object that names a project or a group, write it like `{ project: mygroup/myproject, branches: [main] }`',
    ],
    ['{}', 'neither a `project` nor a `group` is named, add one of them'],
    ['{ issuer: gitlab.com }', 'neither a `project` nor a `group` is named, add one of them'],
    [`a/${'x'.repeat(1100)}`, `\`"a/${'x'.repeat(78)}…"\` has 1102 characters of at most 1024, shorten it`],
  ])('may not be %s', (line, problem) => {
    expect(item(line)).toEqual([`7:9: roles[0].allow[0]: ${problem}`]);
  });

  it.each([
    [
      '{ project: a/b, group: c }',
      '7:11: roles[0].allow[0].project: both a `project` and a `group` are named, make two entries of them',
    ],
    [
      '{ group: c, id: 5 }',
      '7:21: roles[0].allow[0].id: `id` is the number of a project and does not go with `group`, remove it',
    ],
    ['{ group: a/* }', `7:18: roles[0].allow[0].group: \`"a/*"\` is not a group path, ${GROUP_ALREADY}`],
    [
      '{ group: "gitlab.com:a" }',
      '7:18: roles[0].allow[0].group: `"gitlab.com:a"` is not a group path, leave the instance out of the path and name it as `issuer`',
    ],
    [
      '{ group: a/ }',
      `7:18: roles[0].allow[0].group: \`"a/"\` is not a group path, join ${SLUGS} \`mygroup/subgroup\``,
    ],
    [
      '{ group: 5 }',
      '7:18: roles[0].allow[0].group: `5` is not a group path, write it like `mygroup/subgroup`',
    ],
    [
      '{ project: 5 }',
      '7:20: roles[0].allow[0].project: `5` is not a project path, write it like `mygroup/myproject`',
    ],
    [
      '{ project: a/b, id: "5" }',
      '7:29: roles[0].allow[0].id: `"5"` is not a project id, write its digits without quotes',
    ],
    ['{ project: a/b, id: 0 }', '7:29: roles[0].allow[0].id: `0` is not a project id, write it like `67890`'],
    [
      '{ project: a/b, id: 1.5 }',
      '7:29: roles[0].allow[0].id: `1.5` is not a project id, write it like `67890`',
    ],
    [
      '{ project: a/b, id: 9007199254740993 }',
      '7:29: roles[0].allow[0].id: `9007199254740992` is not a project id, write it like `67890`',
    ],
    [
      '{ project: a/b, branches: main }',
      '7:35: roles[0].allow[0].branches: `"main"` is not a list of ref patterns, write it like `[main, release/*]`',
    ],
    [
      '{ project: a/b, tags: [1.0] }',
      '7:32: roles[0].allow[0].tags[0]: `1` is not a ref pattern, put it in quotes',
    ],
    [
      '{ project: a/b, tags: [true] }',
      '7:32: roles[0].allow[0].tags[0]: `true` is not a ref pattern, put it in quotes',
    ],
    [
      '{ project: a/b, tags: ["a b"] }',
      '7:32: roles[0].allow[0].tags[0]: `"a b"` is not a ref pattern, git has no ref with a space, a control character or one of `~ ^ : \\ [`, take them out',
    ],
    [
      '{ project: a/b, tags: ["v[0-9]"] }',
      '7:32: roles[0].allow[0].tags[0]: `"v[0-9]"` is not a ref pattern, git has no ref with a space, a control character or one of `~ ^ : \\ [`, take them out',
    ],
    [
      '{ project: a/b, branches: [*-stable] }',
      '7:36: roles[0].allow[0].branches[0]: `"*-stable"` is an alias without an anchor before it, put a pattern that starts with `*` in quotes',
    ],
    [
      '{ project: a/b, branches: [*] }',
      '7:36: a `*` at the start is an alias in YAML, put a pattern that starts with `*` in quotes',
    ],
  ])('may not be %s', (line, problem) => {
    expect(item(line)).toEqual([problem]);
  });
});

describe('the issuer of an entry', () => {
  it.each([
    ['gitlab.cm', 'did you mean `"gitlab.com"`, or add it there'],
    ['code.example.org', 'add it there'],
  ])('has to be listed, and %s is not', (issuer, end) => {
    expect(item(`{ group: a, issuer: ${issuer} }`)).toEqual([
      `7:29: roles[0].allow[0].issuer: \`"${issuer}"\` is not one of \`issuers\`, ${end}`,
    ]);
  });

  it('is not complained of where the list itself is wrong', () => {
    const text = `${HEAD}issuers: [https://a.example]\ndefaults: { allow: [{ group: a, issuer: a.example }] }\n`;
    expect(problemsOf(text)).toEqual([
      '4:11: issuers[0]: `"https://a.example"` is not an issuer, leave the scheme out, like `gitlab.example.com`',
    ]);
  });
});

describe('the issuer of an entry beside another mistake', () => {
  const entry = 'defaults: { allow: [{ group: a, issuer: a.example }] }\n';

  it('is complained of where the issuers are listed', () => {
    expect(places(`issuers: [gitlab.com]\nzz: 1\n${entry}`)).toEqual(['zz', 'defaults.allow[0].issuer']);
  });

  it('is not complained of where an unknown key may be meant to list them', () => {
    expect(places(`instances: [a.example]\n${entry}`)).toEqual(['instances']);
  });
});

describe('the list of issuers', () => {
  const HOST =
    'write the host in lower case and the path as they follow `oidc-provider/`, like `gitlab.example.com/gitlab`';

  it.each([
    ['[]', '4:10: issuers: an empty list is not a list of one issuer or more, write it like `[gitlab.com]`'],
    [
      '[https://gitlab.com]',
      '4:11: issuers[0]: `"https://gitlab.com"` is not an issuer, leave the scheme out, like `gitlab.example.com`',
    ],
    [
      '["gitlab.com:8443"]',
      '4:11: issuers[0]: `"gitlab.com:8443"` is not an issuer, leave the port out, IAM cannot test the claims of such an issuer',
    ],
    ['[gitlab.com/]', '4:11: issuers[0]: `"gitlab.com/"` is not an issuer, leave the `/` at the end out'],
    ['[GitLab.com]', `4:11: issuers[0]: \`"GitLab.com"\` is not an issuer, ${HOST}`],
    ['["*.example.com"]', `4:11: issuers[0]: \`"*.example.com"\` is not an issuer, ${HOST}`],
    [
      '[5]',
      '4:11: issuers[0]: `5` is not an issuer, or an object that names one, write it like `{ issuer: gitlab.example.com, public: true }`',
    ],
    [
      '[{ public: true }]',
      '4:11: issuers[0].issuer: key `issuer` is missing, add `issuer: gitlab.example.com/gitlab`',
    ],
    [
      '[{ issuer: a.example, public: yes }]',
      '4:40: issuers[0].public: `"yes"` is not a boolean, use `true` or `false`',
    ],
    [
      '[{ issuer: gitlab.com, public: false }]',
      '4:41: issuers[0].public: anyone can register at `gitlab.com`, remove `public` or set it to `true`',
    ],
    [
      '[a.example, { issuer: a.example, public: true }]',
      '4:32: issuers[1].issuer: issuer `"a.example"` is listed already as `issuers[0]`, remove one',
    ],
  ])('may not be %s', (list, problem) => {
    expect(problemsOf(`${HEAD}issuers: ${list}\n`)).toEqual([problem]);
  });
});

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
