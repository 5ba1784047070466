import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { entriesIn } from '../../../../cli/report/entry.ts';
import { FINDING_RULES, helpUriOf } from '../../../../cli/report/rules.ts';
import { sarifLog } from '../../../../cli/report/sarif.ts';
import type { Finding, FindingId, JsonObject } from '../../../../policies/index.ts';
import { checkedSample } from '../../../support/checked-sample.ts';
import { openPolicy } from '../../../support/samples.ts';
import { sarifFaults } from '../../../support/sarif-schema.ts';

const statements = openPolicy.Statement as readonly JsonObject[];

function logOf(file: string, ...findings: readonly Partial<Finding>[]) {
  const log = sarifLog(entriesIn('/project')(checkedSample({ statements, findings }), file), '1.2.3');
  expect(sarifFaults(log)).toEqual([]);
  return (log as { runs: [{ results: Record<string, unknown>[] }] }).runs[0];
}

describe('a SARIF log', () => {
  it.each([
    ['critical', 'subject/open', 'error'],
    ['high', 'subject/open', 'error'],
    ['medium', 'project/unlisted', 'warning'],
    ['low', 'ref/unlisted', 'warning'],
    [null, 'statement/undecided', 'warning'],
    [null, 'project/unpinned', 'note'],
  ] as const)('gives severity %s of %s the level %s', (severity, id, level) => {
    expect(logOf('a.json', { severity, id }).results).toMatchObject([{ ruleId: id, level }]);
  });

  it.each([
    ['a b/é#?.json', 'a%20b/%C3%A9%23%3F.json'],
    ['c:d.json', 'c%3Ad.json'],
    ['../x y.json', 'file:///x%20y.json'],
  ])('names the file %s by the URI %s', (file, uri) => {
    const physicalLocation = { artifactLocation: { uri } };
    expect(logOf(file, {}).results).toMatchObject([{ locations: [{ physicalLocation }] }]);
  });

  it.each([
    ['[here](https://example.com)', String.raw`\[here\](https://example.com)`],
    ['a {0} b', 'a {{0}} b'],
    ['`a[0]` has ${aws:username}', '`a[0]` has ${aws:username}'],
    ['turned \u202E round', String.raw`turned \u202e round`],
  ])('says %j as plain text', (message, text) => {
    const [result] = logOf('a.json', { message }).results;
    expect(result).toMatchObject({ message: { text: expect.stringContaining(text) } });
  });
});

describe('the rules', () => {
  it('have a section each in the page on findings, where their help is', () => {
    const page = readFileSync('docs/findings.md', 'utf8');
    const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    const named = sections.filter((title) => title?.includes('/'));
    expect(new Set(named)).toEqual(new Set(Object.keys(FINDING_RULES)));
    const anchors = sections.map((title) => (title ?? '').toLowerCase().replace(/[^\w -]/g, ''));
    for (const id of Object.keys(FINDING_RULES))
      expect(anchors).toContain(helpUriOf(id as FindingId).split('#')[1]);
  });
});
