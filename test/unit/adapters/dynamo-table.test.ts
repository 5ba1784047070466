import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { changeKey, journalTable, leaseKey, tallyKey, timeToLive } from '../../../adapters/dynamo-table.ts';
import { deployArn, hostileText } from '../../support/samples.ts';

interface Template {
  readonly Resources: { readonly Journal: { readonly Properties: Readonly<Record<string, unknown>> } };
}

function deployedTable(): Readonly<Record<string, unknown>> {
  const customTags = [{ tag: '!Ref', resolve: (name: string) => name }];
  const template = parse(readFileSync('deploy/journal.yml', 'utf8'), { customTags }) as Template;
  return template.Resources.Journal.Properties;
}

describe('the table of the journal', () => {
  it('is deployed with the keys and indexes that the journal asks', () => {
    const { TableName: _, ...table } = journalTable('journal');
    expect(deployedTable()).toMatchObject(table);
  });

  it('is deployed with the time-to-live that leases have', () => {
    expect(deployedTable()).toMatchObject({
      TimeToLiveSpecification: { AttributeName: timeToLive, Enabled: true },
    });
  });
});

describe('keys', () => {
  it('show an ARN, a change and an account as they are', () => {
    expect(changeKey(deployArn, 'change-1')).toEqual({
      pk: { S: `role#${deployArn}` },
      sk: { S: 'change#change-1' },
    });
    expect(leaseKey(deployArn)).toEqual({ pk: { S: `role#${deployArn}` }, sk: { S: 'lease' } });
    expect(tallyKey('111122223333')).toEqual({ pk: { S: 'account#111122223333' }, sk: { S: 'tally' } });
  });

  it('tell hostile names apart, also those that are no Unicode', () => {
    const names = [hostileText, hostileText.replace('\uD800', '\uFFFD'), '\uD800', '\uD801', '\\ud800', ''];
    const keys = names.map((name) => leaseKey(name).pk.S);
    expect(new Set(keys).size).toBe(names.length);
    expect(keys.join('')).not.toMatch(/\p{Cs}/u);
  });

  it('never take a change for the lease', () => {
    expect(changeKey(deployArn, 'lease').sk).not.toEqual(leaseKey(deployArn).sk);
  });
});
