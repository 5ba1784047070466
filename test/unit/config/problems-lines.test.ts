import { describe, expect, it } from '@jest/globals';
import { linesOf, problemsOf } from './texts.ts';

const GROUP_ADVICE =
  'project and group are literal and refs take patterns: for all projects below a group write `{ group: mygroup }`';
const GROUP_ALREADY =
  'project and group are literal and refs take patterns: a group stands for all projects below it already';
const SLUGS = 'slugs of letters, digits, `_`, `.` and `-` with `/`, like';

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
    expect(problemsOf(linesOf(line))).toEqual([`7:9: roles[0].allow[0]: ${problem}`]);
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
    expect(problemsOf(linesOf(line))).toEqual([problem]);
  });
});
