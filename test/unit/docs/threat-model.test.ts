import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const page = readFileSync('docs/threat-model.md', 'utf8');

/** The threats, each with the links in what is said of it; those that are left have no test. */
const threats = page
  .slice(0, page.indexOf('## What is left'))
  .split(/^(?=- \*\*)/m)
  .slice(1)
  .map((text) => {
    const links = text.matchAll(/\]\((\.\.\/(?:test|scripts)\/[^ )]+) '([^']+)'\)/g);
    return {
      name: /\*\*(.+?)\*\*/s.exec(text)?.[1] ?? '',
      tests: Array.from(links, ([, file = '', title = '']) => ({ file: join('docs', file), title })),
    };
  });

describe('the threat model', () => {
  it('has the threats that the design names', () => {
    expect(threats.length).toBeGreaterThan(25);
    for (const word of [
      'forged entry',
      'forged event',
      'configuration',
      'exempt',
      'decoys',
      'exhausts',
      'line of the log',
    ])
      expect(threats.some(({ name }) => name.includes(word)) || page.includes(word)).toBe(true);
  });

  it.each(threats)('names a test of what holds: $name', ({ tests }) => {
    expect(tests).not.toEqual([]);
    for (const { file, title } of tests) {
      expect([file, existsSync(file)]).toEqual([file, true]);
      expect(readFileSync(file, 'utf8')).toContain(title);
    }
  });
});
