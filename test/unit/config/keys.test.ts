import { describe, expect, it } from '@jest/globals';
import { loadConfiguration } from '../../../config/load.ts';
import { COMPLETE } from './complete.ts';
import { HEAD, problemsOf } from './texts.ts';

const TEXT = JSON.stringify(COMPLETE, null, 2);
const LINES = TEXT.split('\n');

/** Every key of the complete document, with the line on which it stands, from 1. */
const keys = LINES.flatMap((line, index) => {
  const key = /^\s*"([$A-Za-z]+)":/.exec(line)?.[1];
  return key === undefined ? [] : [{ key, line: index + 1 }];
});

const misspellings: Readonly<Record<string, (key: string) => string>> = {
  'a letter missing at the end': (key) => key.slice(0, -1),
  'a letter missing at the start': (key) => key.slice(1),
  'a letter too many': (key) => `${key}x`,
  'a letter doubled': (key) => key.slice(0, 1) + key,
  'a wrong letter': (key) => `${key.slice(0, 1)}q${key.slice(2)}`,
  'only capitals': (key) => key.toUpperCase(),
  'two letters swapped': (key) =>
    key.length < 4 ? key : key.slice(0, -2) + key.slice(-1) + key.slice(-2, -1),
};

const cases = Object.entries(misspellings).flatMap(([how, misspell]) =>
  keys
    .map(({ key, line }) => ({ how, key, line, misspelled: misspell(key) }))
    .filter(({ key, misspelled }) => key !== misspelled),
);

describe('a misspelled key', () => {
  it.each(cases)(
    'with $how is one problem, and `$key` on line $line is named as the right one',
    ({ key, line, misspelled }) => {
      const text = LINES.map((each, index) =>
        index + 1 === line ? each.replace(`"${key}"`, () => JSON.stringify(misspelled)) : each,
      ).join('\n');
      const loaded = loadConfiguration(text, 'f');
      expect(loaded.ok ? [] : loaded.problems).toMatchObject([
        { line, message: `unknown key \`${JSON.stringify(misspelled)}\`, did you mean \`${key}\`` },
      ]);
    },
  );
});

describe('an unknown key', () => {
  it.each([
    [
      'zzz: 1',
      '4:1: zzz: unknown key `"zzz"`, use `$schema`, `version`, `mode`, `unlisted`, `unfixable`, `issuers`, `defaults`, `requireProjectId`, `roles`, `quarantine`, `undecided`, `limits` or `exempt`',
    ],
    ['defaults: { roles: [] }', '4:13: defaults.roles: unknown key `"roles"`, use `allow`'],
    ['exemptions: []', '4:1: exemptions: unknown key `"exemptions"`, did you mean `exempt`'],
    [
      '"": 1',
      '4:1: [""]: unknown key `""`, use `$schema`, `version`, `mode`, `unlisted`, `unfixable`, `issuers`, `defaults`, `requireProjectId`, `roles`, `quarantine`, `undecided`, `limits` or `exempt`',
    ],
    ['<<: { mode: enforce }', '4:1: ["<<"]: merge keys (`<<`) are not understood, write the keys out'],
    ['? [a]\n: 1', '4:3: a key must be plain text, write `key: value`'],
    ['mode: enforce', '4:1: mode: key `"mode"` is given twice, first on line 2, remove one'],
  ])('is refused: %s', (line, problem) => {
    expect(problemsOf(`${HEAD}${line}\n`)).toEqual([problem]);
  });

  it('is reported for each place at which it stands', () => {
    expect(problemsOf(`${HEAD}zz: 1\nzy: 2\nquarantine: { zz: 1 }\n`)).toHaveLength(3);
  });
});
