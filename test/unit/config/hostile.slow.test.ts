import { describe, expect, it } from '@jest/globals';
import { array, assert, constantFrom, json, nat, oneof, property, tuple, uint8Array } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { readFileSync } from 'node:fs';
import { formatProblem, loadConfiguration } from '../../../config/load.ts';
import { anyTextArb } from '../../support/any-text-arb.ts';
import { ALLOW, ARN, HEAD, linesOf, problemsOf, rolesOf } from './texts.ts';

const MEBI = 1024 * 1024;
const TOP =
  '`$schema`, `version`, `mode`, `unlisted`, `unfixable`, `issuers`, `defaults`, `requireProjectId`, `roles`, `quarantine`, `undecided`, `limits` or `exempt`';

describe('a hostile key', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('may be %s', (key) => {
    expect(problemsOf(`${HEAD}${key}: { mode: enforce }\n`)).toEqual([
      `4:1: ${key}: unknown key \`"${key}"\`, use ${TOP}`,
    ]);
  });

  it('does not stand in for a key that is missing', () => {
    const text = '{ "__proto__": { "version": 1, "mode": "enforce", "unlisted": "report" } }';
    expect(problemsOf(text)).toHaveLength(4);
    expect(Object.hasOwn(Object.prototype, 'mode')).toBe(false);
  });

  it('is escaped where it is shown', () => {
    expect(problemsOf(`${HEAD}"a\\u202e\\e[2Jb": 1\n`)).toEqual([
      String.raw`4:1: ["a\u202e\u001b[2Jb"]: unknown key ` +
        `\`"${String.raw`a\u202e\u001b[2Jb`}"\`, use ${TOP}`,
    ]);
  });

  it('is cut where it is long', () => {
    const [problem = ''] = problemsOf(`${HEAD}${'k'.repeat(1000)}: 1\n`);
    expect(problem).toBe(`4:1: ["${'k'.repeat(80)}…"]: unknown key \`"${'k'.repeat(80)}…"\`, use ${TOP}`);
  });

  it('is refused where it is too long to be one', () => {
    const text = JSON.stringify({ version: 1, mode: 'dry-run', unlisted: 'report', ['k'.repeat(5000)]: 1 });
    expect(problemsOf(text)).toEqual([
      `1:51: the key \`"${'k'.repeat(80)}…"\` has 5000 characters of at most 4096, shorten it`,
    ]);
  });
});

describe('a hostile value', () => {
  it('is escaped where it is shown', () => {
    const written = String.raw`"\n\x9b\u2066\u2029\"\x60"`;
    const [problem] = problemsOf(HEAD.replace('dry-run', written));
    expect(problem).toBe(
      `2:7: mode: \`"${String.raw`\n\u009b\u2066\u2029\"\u0060`}"\` is not a mode, use \`dry-run\` or \`enforce\``,
    );
  });

  it('is refused once where it is too long', () => {
    expect(problemsOf(linesOf('x'.repeat(5000)))).toEqual([
      `7:9: roles[0].allow[0]: the value \`"${'x'.repeat(80)}…"\` has 5000 characters of at most 4096, shorten it`,
    ]);
  });
});

describe('hostile YAML', () => {
  it.each([
    ['a tab at the start of a line', `${HEAD}\troles: []\n`, '4:1: a tab indents this line, use spaces'],
    [
      'a second document',
      `${HEAD}---\n${HEAD}`,
      '4:1: a second document starts here, keep one document in the file',
    ],
    [
      'many documents',
      '---\n'.repeat(1000),
      '2:1: a second document starts here, keep one document in the file',
    ],
    [
      'a tag',
      HEAD.replace('dry-run', '!!binary ZW5mb3JjZQ=='),
      '2:7: a tag (`!…`) is not understood, remove it, or put a value that starts with `!` in quotes',
    ],
    [
      'a tag of its own',
      HEAD.replace('dry-run', '!enforce x'),
      '2:7: a tag (`!…`) is not understood, remove it, or put a value that starts with `!` in quotes',
    ],
    ['a list that stays open', '[', '1:2: not valid YAML: flow sequence must end with a ], correct it here'],
    [
      'a bad escape',
      'a: "\\q"',
      '1:5: a backslash starts an escape in double quotes, write two of them or use single quotes',
    ],
    ['a reserved character', 'a: @b', '1:4: a value cannot start with this character, put it in quotes'],
    [
      'a key where a value is expected',
      'a: b: c',
      '1:4: a key stands where a value is expected, put the value in quotes or the key on a new line',
    ],
    [
      'a line without its colon',
      'mode\nversion: 1',
      '1:1: a key runs over more than one line, check that the line before ends in `:` or is an item',
    ],
    [
      'uneven indentation',
      'a:\n  b: 1\n c: 2',
      '3:1: the indentation does not fit the lines around it, start items of one list or object in one column',
    ],
    [
      'an unknown directive',
      `%FOO bar\n---\n${HEAD}`,
      '1:1: a directive is not understood, remove the line that starts with `%`',
    ],
  ])('with %s has one problem', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('has the words of the parser escaped', () => {
    const [problem = ''] = problemsOf(`a: 'b' \u001b]0;title\u0007\n`);
    expect(problem).toMatch(/^1:\d+: not valid YAML: /);
    expect(hasHidden(problem)).toBe(false);
  });

  it('has the lines counted behind what the parser gives up, too', () => {
    const text = '  "a": 1,\n  "b": 2\n{\n  "version": 1,\n  "x": [\n    "y"\n  ]\n}\n';
    const places = problemsOf(text).map((problem) => problem.split(':', 2).join(':'));
    expect(places).toEqual(['3:1', '4:3', '5:6', '6:5', '7:3', '8:1']);
  });

  it('has no more than a thousand lines explained, and the others counted', () => {
    const problems = problemsOf('a: @\n'.repeat(1005));
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)).toMatch(/^1000:\d+: 5 more lines are no YAML, correct these first$/);
  });

  it('has one problem for each line that is wrong', () => {
    expect(problemsOf('a: @b\nc: @d @e\n').map((problem) => problem.split(':', 1)[0])).toEqual(['1', '2']);
  });

  it('may not alias what holds the alias', () => {
    expect(problemsOf(`${HEAD}issuers: &a [*a]\n`)).toEqual([
      '4:14: issuers[0]: `"*a"` is an alias without an anchor before it, put a pattern that starts with `*` in quotes',
    ]);
  });

  it('is refused where its aliases multiply', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const items = Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*a${level - 1}`));
      return `k${level}: &a${level} [${items.join(', ')}]\n`;
    });
    const problems = problemsOf(HEAD + levels.join(''));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /: the text holds more than 50000 values with its aliases written out, use fewer$/,
    );
  });
});

describe('a deep text', () => {
  it.each([
    ['lists', '['.repeat(MEBI)],
    ['closed lists', '['.repeat(MEBI / 2) + ']'.repeat(MEBI / 2)],
    ['objects', '{"a":'.repeat(MEBI / 5)],
    ['items', '- '.repeat(MEBI / 2)],
    ['explicit keys', '? '.repeat(MEBI / 2)],
    ['indented keys', Array.from({ length: 1400 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['lists as keys', '{['.repeat(MEBI / 4)],
  ])('of %s is refused before anything recurses', (_, text) => {
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/^\d+:\d+: nested more than 32 levels deep, write it flatter$/),
    ]);
  });

  it('is refused where an alias makes it deep', () => {
    const links = Array.from({ length: 40 }, (_, link) => `k${link}: &a${link} [*a${link - 1}]\n`);
    const [problem = ''] = problemsOf(`${HEAD}k: &a-1 x\n${links.join('')}`);
    expect(problem).toMatch(/nested more than 32 levels deep, write it flatter$/);
  });

  it('is read as far as the format itself goes', () => {
    expect(problemsOf(linesOf('{ project: a/b, branches: [main] }'))).toEqual([]);
  });
});

describe('a large text', () => {
  it('is refused above one mebibyte, with the numbers', () => {
    expect(problemsOf(`#${'ü'.repeat(MEBI / 2)}`)).toEqual([
      '1:1: the text has 1048577 bytes of at most 1048576, shorten it',
    ]);
  });

  it('is read at one mebibyte', () => {
    expect(problemsOf(HEAD + '#'.repeat(MEBI - HEAD.length))).toEqual([]);
  });

  it('with many different keys has each of them found', () => {
    const keys = Array.from({ length: 45_000 }, (_, index) => `k${index}: 1\n`).join('');
    expect(problemsOf(HEAD + keys)).toHaveLength(45_000);
  });
});

describe('a text that would take long', () => {
  const inList = many(20_000, (index) => `      - ${index % 2 === 0 ? 'a/b' : '{ z: 1, project: a/b }'}\n`);
  const issuers = `issuers:\n${many(20_000, (index) => `  - g${index}.example.com\n`)}`;
  const strangers = many(6000, (index) => `      - { project: a/b, issuer: q${index}.example.com }\n`);

  it.each([
    [
      'long role patterns that may mean the same role',
      rolesOf(...Array.from({ length: 1000 }, (_, index) => `${ARN}*${'x'.repeat(900)}${index}`)),
    ],
    ['refs of one entry', linesOf(`{ project: a/b, branches: [${many(45_000, (index) => `b${index}, `)}] }`)],
    [
      'ref patterns of one entry',
      linesOf(`{ project: a/b, tags: [${many(30_000, (index) => `b${index}*, `)}] }`),
    ],
    ['a mistake in every line', ALLOW.replace(HEAD, `${HEAD}requireProjectId: true\n`) + inList],
    ['issuers that are not listed', ALLOW.replace(HEAD, HEAD + issuers) + strangers],
  ])('for its %s is answered all the same', (_, text) => {
    // WHY: the time of the processor, since others may work on the same machine.
    const start = process.cpuUsage();
    expect(faultsOf(text)).toEqual([]);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(10);
  });

  it.each([
    ['commas', `a: [${','.repeat(900_000)}]`, '4:50006'],
    ['items', `a:\n${'- \n'.repeat(300_000)}`, '50005:2'],
    ['keys', ': a\n'.repeat(250_000), '50001:2'],
    ['explicit keys', '? a\n'.repeat(250_000), '50004:2'],
  ])('is not taken apart beyond so many %s', (_, text, place) => {
    expect(problemsOf(HEAD + text)).toEqual([
      `${place}: the text holds more than 50000 values with its aliases written out, use fewer`,
    ]);
  });

  it('may hold as many of them as values, and more in its scalars', () => {
    const text = linesOf(`{ project: a/b, branches: [${'"-", ",", '.repeat(20_000)}] }`);
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(`${HEAD}"a": 1\nb: "${',:-'.repeat(1000)}"\n`)).toHaveLength(2);
  });
});

describe('noise', () => {
  const example = readFileSync('config/example.yml', 'utf8');

  it('of any kind is answered with problems, each on one clean line', () => {
    expect(() => assert(isAnswered(anyTextArb(200)), { numRuns: 500 })).not.toThrow();
  });

  it('of bytes is answered', () => {
    const bytes = uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each).toString('latin1'));
    expect(() => assert(isAnswered(bytes), { numRuns: 500 })).not.toThrow();
  });

  it('of YAML marks is answered', () => {
    const marks = constantFrom(
      ...'[]{}:,-?&*!|>\'"%@`#\n\t ~<=a1'.split(''),
      '\n  ',
      '- ',
      ': ',
      '&a ',
      '*a ',
    );
    const text = array(marks, { maxLength: 60 }).map((each) => each.join(''));
    expect(() => assert(isAnswered(text), { numRuns: 3000 })).not.toThrow();
  });

  it('within a valid text is answered', () => {
    const noise = oneof(anyTextArb(4), constantFrom('\t', '*', '[', '"', ': ', '- '));
    const cut = tuple(nat(example.length), nat(8), noise);
    const text = cut.map(([at, length, piece]) => example.slice(0, at) + piece + example.slice(at + length));
    expect(() => assert(isAnswered(text), { numRuns: 500 })).not.toThrow();
  });

  it('of JSON is answered', () => {
    expect(() => assert(isAnswered(json()), { numRuns: 500 })).not.toThrow();
  });
});

/** Writes a text that repeats, with the number of each part. */
function many(count: number, partOf: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => partOf(index)).join('');
}

/** Lists what is wrong with the answer to a text: nothing is said, or a line is not clean. */
function faultsOf(text: string): readonly string[] {
  const loaded = loadConfiguration(text, 'f');
  if (!loaded.ok && loaded.problems.length === 0) return ['refused without a problem'];
  return (loaded.ok ? loaded.warnings : loaded.problems).map(formatProblem).filter(hasHidden);
}

/** A property that holds for every text that is answered with clean lines. */
function isAnswered(texts: Arbitrary<string>) {
  return property(texts, (text) => {
    expect(faultsOf(text)).toEqual([]);
  });
}

/** Tells whether a line holds what a terminal or a log would act on or hide. */
function hasHidden(line: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(line);
}
