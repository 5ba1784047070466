import { describe, expect, it } from '@jest/globals';
import { HEAD, inIssuers, linesOf, problemsOf } from './texts.ts';

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
    '\u00a0..b',
    `${'\u{1f600}'.repeat(600)}..b`,
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

  it('is refused behind thousands of patterns', () => {
    const lines = Array.from(
      { length: 3000 },
      (_, number) => `{ project: a/b${number}, branches: ['r${number}-*'] }`,
    );
    expect(problemsOf(linesOf(...lines, "{ group: a, tags: ['*..*'] }"))).toEqual([
      expect.stringContaining('roles[0].allow[3000].tags[0]: git has no ref like `"*..*"`'),
    ]);
  });

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

  it('is refused with an id where it is of a group', () => {
    expect(problemsOf(linesOf('{ group: a, subject: [[project_id, ref_type, ref]] }'))).toEqual([
      '7:31: roles[0].allow[0].subject[0]: a group has no project id that such a subject could have, list its projects instead',
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
    ['[[: project_path, ref]]', 'an object is not a component of a subject'],
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
