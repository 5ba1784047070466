import { describe, expect, it } from '@jest/globals';
import { ALLOW, HEAD, LIMITS, problemsOf } from './texts.ts';

const ARN = 'arn:aws:iam::111122223333:role/';
const rolesOf = (...patterns: readonly string[]): string =>
  `${HEAD}roles:\n${patterns.map((role) => `  - { role: '${role}', allow: [] }\n`).join('')}`;
const linesOf = (...lines: readonly string[]): string =>
  `${ALLOW}${lines.map((line) => `      - ${line}\n`).join('')}`;
const inIssuers = (issuers: string, text: string): string =>
  text.replace(HEAD, `${HEAD}issuers: ${issuers}\n`);
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

describe('a path that GitLab does not accept', () => {
  it.each([
    ['a/b.git', '`"a/b.git"`', 'write `"a/b"`'],
    ['a/b.GIT', '`"a/b.GIT"`', 'write `"a/b"`'],
    ['a/b.atom', '`"a/b.atom"`', 'write it as GitLab shows it'],
    ['a.git/b', '`"a.git/b"`', 'write it as GitLab shows it'],
    ['-a/b', '`"-a/b"`', 'write it as GitLab shows it'],
    ['a/-b', '`"a/-b"`', 'write it as GitLab shows it'],
    ['a./b', '`"a./b"`', 'write it as GitLab shows it'],
  ])('is refused: %s', (path, shown, end) => {
    const message = `GitLab has no path like ${shown}: no part of one begins with \`-\` or ends in \`.git\` or \`.atom\`, and no group ends with a dot; ${end}`;
    expect(problemsOf(linesOf(path))).toEqual([`7:9: roles[0].allow[0]: ${message}`]);
    expect(problemsOf(linesOf(`{ project: ${path} }`))).toEqual([
      `7:20: roles[0].allow[0].project: ${message}`,
    ]);
  });

  it.each(['-a', 'a/-b', 'a.git', 'a.'])('is refused as a group: %s', (group) => {
    expect(problemsOf(linesOf(`{ group: ${group} }`))).toEqual([
      expect.stringMatching(/^7:18: roles\[0\]\.allow\[0\]\.group: GitLab has no path like/),
    ]);
  });

  it.each(['a/b', 'A_b/c.d', '_a/b', '.a/b', 'a/b.', 'a--b/c', 'a/b.github', '1/2'])(
    'is not seen in %s, which today or an older rule accepts',
    (path) => {
      expect(problemsOf(linesOf(path))).toEqual([]);
    },
  );

  it.each(['a', 'a/b.c', '_', '1'])('is not seen in the group %s', (group) => {
    expect(problemsOf(linesOf(`{ group: '${group}' }`))).toEqual([]);
  });

  it('is one problem where the schema refuses it already', () => {
    expect(problemsOf(linesOf('-a*/b.git'))).toHaveLength(1);
    expect(problemsOf(linesOf('-mygroup'))).toHaveLength(1);
  });
});

describe('a ref that git cannot hold', () => {
  it.each([
    'a..b',
    'a//b',
    '/a',
    'a/',
    'a.',
    '.a',
    'a/.b',
    'a.lock',
    'a.lock/b',
    'a@{b',
    '*..*',
    '*.lock',
    '*@{*',
    'a*/',
    '/*',
  ])('is refused: %s', (ref) => {
    for (const list of ['branches', 'tags'])
      expect(problemsOf(linesOf(`{ group: a, ${list}: [x, '${ref}'] }`))).toEqual([
        expect.stringMatching(
          new RegExp(String.raw`^7:\d+: roles\[0\]\.allow\[0\]\.${list}\[1\]: git has no ref like `),
        ),
      ]);
  });

  it.each(['main', 'a/b', 'v1.2', 'feature-#1', 'a@b', '*', '?', '*.*', 'x.loc?', 'é', '{'])(
    'is not seen in %s',
    (ref) => {
      expect(problemsOf(linesOf(`{ group: a, branches: ['${ref}'] }`))).toEqual([]);
    },
  );

  it('is looked for no longer than a bounded while', () => {
    const worst = Array.from({ length: 400 }, (_, number) => `'${'*a'.repeat(300)}${number}..b'`);
    expect(problemsOf(linesOf(`{ group: a, branches: [${worst.join(', ')}] }`)).length).toBeLessThanOrEqual(
      400,
    );
  });
});

describe('an id that two paths claim', () => {
  it('is refused at the second', () => {
    expect(problemsOf(linesOf('{ project: a/b, id: 7 }', '{ project: c/d, id: 7 }'))).toEqual([
      '8:29: roles[0].allow[1].id: id 7 is given to another project as `roles[0].allow[0].id`, and it is the number of one project: correct one of them',
    ]);
  });

  it('is refused across entries and defaults', () => {
    const text = `${HEAD}defaults: { allow: [{ project: x/y, id: 7 }] }\n${linesOf('{ project: a/b, id: 7 }').slice(HEAD.length)}`;
    expect(problemsOf(text)).toEqual([expect.stringContaining('`defaults.allow[0].id`')]);
  });

  it('is not seen in one path, in other case, or at another issuer', () => {
    expect(problemsOf(linesOf('{ project: a/b, id: 7 }', '{ project: a/b, id: 7, tags: [v1] }'))).toEqual([]);
    expect(problemsOf(linesOf('{ project: a/b, id: 7 }', '{ project: A/B, id: 7 }'))).toEqual([]);
    expect(problemsOf(linesOf('{ project: a/b, id: 7 }', '{ project: c/d, id: 8 }'))).toEqual([]);
    const elsewhere = linesOf('{ project: a/b, id: 7 }', '{ project: c/d, id: 7, issuer: x.y }');
    expect(problemsOf(inIssuers('[gitlab.com, x.y]', elsewhere))).toEqual([]);
  });

  it('counts for the issuer that is meant where none is named', () => {
    const text = linesOf('{ project: a/b, id: 7 }', '{ project: c/d, id: 7, issuer: x.y }');
    expect(problemsOf(inIssuers('[x.y, gitlab.com]', text))).toHaveLength(1);
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

describe('a shape of subjects', () => {
  it.each([
    [
      '[[ref, project_path, ref_type]]',
      'a subject cannot begin with `ref`, begin with `project_path` or `project_id`',
    ],
    [
      '[[project_id, ref_type, ref]]',
      'subjects with `project_id` need the number of the project, add `id` to the entry',
    ],
    [
      '[[job_project_path, ref_type, ref]]',
      'such a subject does not prove the project, add `project_path` or `project_id`',
    ],
  ])('is refused: %s', (subject, message) => {
    expect(problemsOf(linesOf(`{ project: a/b, subject: ${subject} }`))).toEqual([
      `7:35: roles[0].allow[0].subject[0]: ${message}`,
    ]);
  });

  it('is refused where it does not prove the refs that are listed', () => {
    for (const shape of ['[project_path]', '[project_path, ref]', '[project_path, ref_type]'])
      expect(problemsOf(linesOf(`{ project: a/b, branches: [main], subject: [${shape}] }`))).toEqual([
        '7:53: roles[0].allow[0].subject[0]: such a subject does not prove the ref, add `ref_type` and `ref`, or allow every ref',
      ]);
  });

  it.each([
    ['[]', '`[[project_path, ref_type, ref]]`'],
    ['[project_path, ref]', 'is not a list of components'],
    ['[[]]', 'is not a list of components, each once'],
    ['[[project_path, project_path]]', 'is not a list of components, each once'],
    ['[[project_path, environment]]', '`"environment"` is not a component of a subject, use `project_path`'],
  ])('is a list of components: %s', (subject, message) => {
    const [problem] = problemsOf(linesOf(`{ project: a/b, subject: ${subject} }`));
    expect(problem).toContain(message);
  });

  it.each([
    '{ project: a/b, subject: [[project_path]] }',
    '{ project: a/b, id: 7, branches: [main], subject: [[project_id, ref_type, ref]] }',
    '{ project: a/b, id: 7, subject: [[job_project_id, project_path, deployment_tier], [project_id]] }',
    '{ group: a, tags: [v1], subject: [[project_path, ref, ref_type]] }',
  ])('is accepted: %s', (line) => {
    expect(problemsOf(linesOf(line))).toEqual([]);
  });

  it('is one problem where a key beside it is misspelled', () => {
    expect(problemsOf(linesOf('{ project: a/b, idd: 7, subject: [[project_id]] }'))).toEqual([
      expect.stringContaining('did you mean `id`'),
    ]);
  });
});
