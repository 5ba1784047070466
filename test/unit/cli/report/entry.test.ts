import { describe, expect, it } from '@jest/globals';
import { entriesIn, type Entry } from '../../../../cli/report/entry.ts';
import type { Checked } from '../../../../cli/render/checked.ts';
import type { Finding, JsonObject } from '../../../../policies/index.ts';
import { deployArn, openPolicy, projectPolicy } from '../../../support/samples.ts';
import { checkedSample } from '../../../support/checked-sample.ts';

const [open, narrow] = [openPolicy.Statement[0], projectPolicy.Statement[0]] as [JsonObject, JsonObject];

/** Reports on a policy of these statements in which one is found. */
function fingerprintOf(
  statements: readonly JsonObject[],
  fields: Partial<Finding> = {},
  around: { role?: string; source?: string; file?: string; line?: number } = {},
): string {
  const { role = deployArn, file = 'roles.json', source = `${file}#0`, line } = around;
  const checked = checkedSample({ role, source, statements, findings: [fields] });
  const located = line === undefined ? checked : { ...checked, location: { file, line } };
  return (entriesIn('/project')(located, file)[0] as Entry).fingerprint;
}

const known = fingerprintOf([open]);
const inFile = (file: string): string => fingerprintOf([open], {}, { role: '', file });

describe('a fingerprint', () => {
  it('stays when the statement moves', () => {
    expect(fingerprintOf([narrow, open], { statement: 1 })).toBe(known);
  });

  it('stays when the line or the place in a list changes', () => {
    expect(fingerprintOf([open], {}, { source: 'roles.json#7', line: 99 })).toBe(known);
  });

  it('stays when the file of a known role is called otherwise', () => {
    expect(fingerprintOf([open], {}, { file: 'other.json' })).toBe(known);
  });

  it('stays when another statement of the policy changes', () => {
    expect(fingerprintOf([open, narrow])).toBe(known);
  });

  it('stays when IAM writes the statement in another way', () => {
    const { Action, ...rest } = open;
    expect(fingerprintOf([{ Action: [Action as string], ...rest }])).toBe(known);
  });

  it('stays when the words of the message, the witness or the severity change', () => {
    expect(fingerprintOf([open], { message: 'other', severity: 'low', witness: {} })).toBe(known);
  });

  it.each([
    ['finding', fingerprintOf([open], { id: 'subject/open' })],
    ['issuer', fingerprintOf([open], { issuer: 'gitlab.example.com' })],
    ['statement', fingerprintOf([narrow])],
    ['role', fingerprintOf([open], {}, { role: `${deployArn}-2` })],
    ['file, where no role is known', fingerprintOf([open], {}, { role: '' })],
  ])('differs for another %s', (_, other) => {
    expect(other).not.toBe(known);
  });

  it('differs for two files that name no role, and not for a file that is named in two ways', () => {
    expect(inFile('a.json')).not.toBe(inFile('b.json'));
    expect(inFile('./a.json')).toBe(inFile('a.json'));
    expect(inFile('/project/a.json')).toBe(inFile('a.json'));
  });

  it('counts where everything is equal', () => {
    const toEntries = entriesIn('/project');
    const twice = checkedSample({ statements: [open, open], findings: [{}, { statement: 1 }] });
    const given = [twice, twice]
      .flatMap((each) => toEntries(each, 'roles.json'))
      .map((each) => each.fingerprint);
    expect(given).toEqual([known, `${known}-2`, `${known}-3`, `${known}-4`]);
  });

  it('counts documents of one file that cannot be read', () => {
    const toEntries = entriesIn('/project');
    const unread: Checked = { source: 'roles.ndjson:3', error: 'the line is not JSON' };
    const [one, two] = [unread, unread].flatMap((each) => toEntries(each, 'roles.ndjson'));
    expect(two?.fingerprint).toBe(`${one?.fingerprint ?? ''}-2`);
  });
});

describe('an entry', () => {
  it('is there for what is undecided before there is a trust policy', () => {
    const { source, plan } = checkedSample({ statements: [], findings: [] });
    const undecided: Checked = {
      source,
      plan: { ...plan, verdict: 'undecided', notes: ['the trust policy is known after apply'] },
    };
    expect(entriesIn('/project')(undecided, 'plan.json')).toMatchObject([
      {
        rule: 'statement/undecided',
        rank: 'undecided',
        message: `${deployArn}: the trust policy is known after apply`,
      },
    ]);
  });

  it.each([
    [{ severity: 'high' }, 'high'],
    [{ severity: null, id: 'project/unpinned' }, 'advice'],
    [{ severity: null, id: 'statement/undecided' }, 'undecided'],
  ] as const)('ranks %j as %s', (fields, rank) => {
    const checked = checkedSample({ statements: [open], findings: [fields] });
    expect(entriesIn('/project')(checked, 'a.json')[0]?.rank).toBe(rank);
  });

  it.each([
    ['a.json', 'a.json'],
    ['./b/../a.json', 'a.json'],
    ['/project/b/a.json', 'b/a.json'],
    ['../a.json', '/a.json'],
    ['..a.json', '..a.json'],
  ])('names the file %s as %s', (file, path) => {
    const checked = checkedSample({ statements: [open], findings: [{}] });
    expect(entriesIn('/project')(checked, file)[0]?.place).toEqual({ path, line: undefined });
  });

  it('has the line where one is known', () => {
    const checked = {
      ...checkedSample({ statements: [open], findings: [{}] }),
      location: { file: 'main.tf', line: 7 },
    };
    expect(entriesIn('/project')(checked, 'plan.json')[0]?.place).toEqual({ path: 'main.tf', line: 7 });
  });
});
