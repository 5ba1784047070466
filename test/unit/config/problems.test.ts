import { describe, expect, it } from '@jest/globals';
import { EXAMPLE_ARN, HEAD, problemsOf } from './texts.ts';

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

describe('a problem of a quarantine', () => {
  it.each([
    [
      '{ level: frozen }',
      '4:22: quarantine.level: `"frozen"` is not a level of quarantine, use `isolate`, `freeze` or `freeze-all`',
    ],
    [
      '{ onRefusal: isolate }',
      '4:26: quarantine.onRefusal: `"isolate"` is not an answer to a refusal by IAM, use `freeze`, `freeze-all` or `report`',
    ],
    ['{ revokeSessions: 1 }', '4:31: quarantine.revokeSessions: `1` is not a boolean, write it like `false`'],
  ])('names what may stand there: %s', (quarantine, problem) => {
    expect(problemsOf(`${HEAD}quarantine: ${quarantine}\n`)).toEqual([problem]);
  });
});
