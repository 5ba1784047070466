import { describe, expect, it } from '@jest/globals';
import { MemoryJournal } from '../../../adapters/memory-journal.ts';
import { ConfigurationRefusedError } from '../../../handlers/configuration-in-force.ts';
import { permittedRules } from '../../../handlers/permitted-rules.ts';
import { InMemoryConfigSource } from '../../support/in-memory-config-source.ts';
import { limitsText } from '../../support/samples.ts';

const textFor = (mode: string, roleMode = mode): string =>
  `version: 1\nmode: ${mode}\nunlisted: report\n${limitsText}roles:\n  - { role: "arn:aws:iam::*:role/x", mode: ${roleMode}, allow: [] }\n`;
const all = {
  TRUSTWARDEN_WRITES: 'trust-policy,inline-policy,managed-policy',
  TRUSTWARDEN_JOURNAL: 'journal',
};

function setUp(text: string, environment: NodeJS.ProcessEnv = {}) {
  let now = Date.parse('2026-11-20T10:00:00Z');
  const clock = (): Date => new Date(now);
  const source = new InMemoryConfigSource(text);
  const problems: string[] = [];
  const log = {
    refused: (found: readonly string[]) => void problems.push(...found),
    warned: () => undefined,
    notKept: () => undefined,
  };
  const rules = permittedRules({ source, lastGood: new MemoryJournal(clock), clock, log }, environment);
  const wait = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { source, problems, rules, wait };
}

describe('permittedRules', () => {
  it('takes a configuration in dry-run', async () => {
    const rules = await setUp(textFor('dry-run')).rules();
    expect(rules.select('arn:aws:iam::111122223333:role/x', new Date(0))).toMatchObject({
      mode: 'dry-run',
      intent: { listed: true },
    });
    expect(rules.digest).toHaveLength(64);
  });

  it.each([
    ['enforces', textFor('enforce')],
    ['enforces for one entry', textFor('dry-run', 'enforce')],
  ])('refuses a configuration that %s', async (_, text) => {
    const { rules } = setUp(text);
    await expect(rules()).rejects.toThrow(ConfigurationRefusedError);
    await expect(rules()).rejects.toThrow(
      'lacks the permission to write `trust-policy` and `inline-policy`: package it with `TRUSTWARDEN_WRITES=trust-policy,inline-policy`',
    );
  });

  it('goes on with the last good configuration where a new one enforces, and says so', async () => {
    const { source, problems, rules, wait } = setUp(textFor('dry-run'));
    const before = await rules();
    source.content = textFor('dry-run', 'enforce');
    wait(60_000);
    expect(await rules()).toBe(before);
    expect(problems).toEqual([expect.stringContaining('trustwarden.yml says `enforce`')]);
  });

  it('takes one that enforces where all of it may be written', async () => {
    const rules = await setUp(textFor('enforce'), all).rules();
    expect(rules.select('arn:aws:iam::111122223333:role/x', new Date(0)).mode).toBe('enforce');
  });

  it.each([
    ['{ level: isolate, onRefusal: report }', 'trust-policy'],
    ['{ level: isolate, onRefusal: report, revokeSessions: true }', 'trust-policy,inline-policy'],
    ['{ level: isolate }', 'trust-policy,inline-policy'],
    ['{ level: freeze }', 'trust-policy,inline-policy'],
    ['{ level: isolate, onRefusal: freeze-all }', 'trust-policy,managed-policy'],
    ['{ level: freeze-all }', 'trust-policy,inline-policy,managed-policy'],
  ])('needs for a quarantine %s the writes %s and no less', async (quarantine, writes) => {
    const text = `${textFor('enforce')}quarantine: ${quarantine}\n`;
    const environment = { ...all, TRUSTWARDEN_WRITES: writes };
    await expect(setUp(text, environment).rules()).resolves.toBeDefined();
    for (const write of writes.split(',')) {
      const less = writes
        .split(',')
        .filter((other) => other !== write)
        .join(',');
      const refused = setUp(text, { ...all, TRUSTWARDEN_WRITES: less }).rules();
      await expect(refused).rejects.toThrow(`lacks the permission to write \`${write}\``);
    }
  });

  it('takes none that enforces without a journal', async () => {
    const { rules } = setUp(textFor('enforce'), { ...all, TRUSTWARDEN_JOURNAL: '' });
    await expect(rules()).rejects.toThrow('needs a durable journal');
  });

  it('refuses permissions that there are none, and reads nothing', () => {
    expect(() => setUp(textFor('dry-run'), { TRUSTWARDEN_WRITES: 'everything' })).toThrow(
      'which nobody can write',
    );
  });

  it('refuses a configuration with an error and says where', async () => {
    await expect(setUp('version: 1\nmode: dry-run\n').rules()).rejects.toThrow('trustwarden.yml:');
  });
});
