import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { formatProblem, loadConfiguration } from '../../../config/load.ts';
import type { Problem } from '../../../config/problem.ts';
import { expectEqual, holdsAlways, say, SEED, TIMEOUT } from '../../support/property-runs.ts';
import { COMPLETE } from './complete.ts';

/** Valid texts to start from: with comments and lists in lines, and as JSON. */
const TEXTS = [readFileSync('config/example.yml', 'utf8'), JSON.stringify(COMPLETE, null, 2)];
const NOW = new Date('2026-11-20T10:00:00Z');
/** The most that a text may take of the processor, in seconds; the usual one takes a hundredth. */
const SECONDS = 5;
/** What no line of a terminal or a log may hold. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

type Mutation = (lines: readonly string[], at: number, other: number) => readonly string[];

/** Returns a mutation of one line. */
const inLine =
  (change: (line: string) => string): Mutation =>
  (lines, at) =>
    lines.with(at, change(lines[at] ?? ''));

/** What somebody may do to a text, by mistake or not. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a line twice': (lines, at) => lines.toSpliced(at, 0, lines[at] ?? ''),
  'a key twice, elsewhere': (lines, at, other) => lines.toSpliced(other, 0, lines[at] ?? ''),
  'a line less': (lines, at) => lines.toSpliced(at, 1),
  'lines swapped': (lines, at, other) => lines.with(at, lines[other] ?? '').with(other, lines[at] ?? ''),
  'the end cut off': (lines, at) => lines.slice(0, at),
  'a block again': (lines, at, other) => lines.toSpliced(other, 0, ...lines.slice(at, at + 5)),
  'a tab before': inLine((line) => `\t${line}`),
  'a tab for spaces': inLine((line) => line.replace(/ {2}/, '\t')),
  'a tab behind the colon': inLine((line) => line.replace(': ', ':\t')),
  deeper: inLine((line) => `  ${line}`),
  flatter: inLine((line) => line.replace(/^ {2}/, '')),
  'an anchor': inLine((line) => line.replace(': ', ': &a ').replace('- ', '- &a ')),
  'an anchor of a block': inLine((line) => line.replace(/:$/, ': &a')),
  'an alias': inLine((line) => line.replace(/: .*$/, ': *a')),
  'an alias of an item': inLine((line) => line.replace(/- .*$/, '- *a')),
  'a merge key': inLine((line) => line.replace(/[\w$]+"?:/, '<<:')),
  '`__proto__`': inLine((line) => line.replace(/"?[\w$]+"?:/, '"__proto__":')),
  '`constructor`': inLine((line) => line.replace(/"?[\w$]+"?:/, 'constructor:')),
  'a key that is none': inLine((line) => line.replace(/"?[\w$]+"?:/, '? [a, {b: c}]\n:')),
  'a tag': inLine((line) => line.replace(': ', ': !!set ')),
  'a quote': inLine((line) => line.replace(/: /, ': "')),
  'a bracket': inLine((line) => `${line} [`),
  'a brace': inLine((line) => line.replace('{', '')),
  'a block scalar': inLine((line) => line.replace(/: .*$/, ': |')),
  nothing: inLine((line) => line.replace(/: .*$/, ':')),
  'another type': inLine((line) => line.replace(/: .*$/, ': [{ a: [1e999, .nan, ~, 0x1F] }]')),
  'a direction mark': inLine((line) => `${line}\u202e`),
  'a zero': inLine((line) => line.replace(/[a-z]/, '\0')),
  'a second document': (lines, at) => lines.toSpliced(at, 0, '---'),
  'a directive': (lines) => ['%YAML 1.1', '---', ...lines],
  'deep nesting': inLine((line) => line.replace(/: .*$/, `: ${'['.repeat(40)}`)),
  'deep nesting by aliases': (lines) => [
    ...lines,
    ...Array.from({ length: 40 }, (_, level) => `k${level}: &b${level} [*b${level - 1}]`),
  ],
};

const stepArb = fc.tuple(fc.constantFrom(...Object.keys(MUTATIONS)), fc.nat(), fc.nat());
const textArb = fc
  .tuple(fc.constantFrom(...TEXTS), fc.array(stepArb, { minLength: 1, maxLength: 6 }))
  .map(([text, steps]) =>
    steps
      .reduce<readonly string[]>((lines, [name, at, other]) => {
        const mutate = MUTATIONS[name] as Mutation;
        return lines.length === 0 ? lines : mutate(lines, at % lines.length, other % lines.length);
      }, text.split('\n'))
      .join('\n'),
  );

describe('a configuration that somebody changed at random', () => {
  it.each(Object.keys(MUTATIONS))('is another text somewhere, for %s', (name) => {
    const mutate = MUTATIONS[name] as Mutation;
    const lines = (TEXTS[0] ?? '').split('\n');
    const changed = lines.some((_, at) => mutate(lines, at, 3).join('\n') !== lines.join('\n'));
    expect(changed).toBe(true);
  });

  it(
    'loads, or is refused with problems, each on one clean line at a place of the text, in bounded time',
    () => {
      const counts = { loaded: 0, refused: 0 };
      const kept = Object.getOwnPropertyNames(Object.prototype);
      holdsAlways(textArb, (text) => {
        const start = process.cpuUsage();
        const loaded = loadConfiguration(text, 'f', NOW);
        expectEqual(process.cpuUsage(start).user / 1e6 < SECONDS, true);
        counts[loaded.ok ? 'loaded' : 'refused']++;
        const problems = loaded.ok ? [] : loaded.problems;
        expectEqual(loaded.ok || problems.length > 0, true);
        const lines = text.split(/\r?\n/);
        const isOutside = ({ line, column }: Problem): boolean =>
          lines[line - 1] === undefined || column > (lines[line - 1]?.length ?? 0) + 1;
        const told = [...problems, ...loaded.warnings];
        expectEqual(
          told.map(formatProblem).filter((each) => INVISIBLE.test(each)),
          [],
        );
        expectEqual(told.filter(isOutside), []);
        expectEqual(Object.getOwnPropertyNames(Object.prototype), kept);
      });
      say(`changed configurations, seed ${SEED}: ${JSON.stringify(counts)}`);
      expect(counts.loaded).toBeGreaterThan(0);
      expect(counts.refused).toBeGreaterThan(0);
    },
    TIMEOUT,
  );
});
