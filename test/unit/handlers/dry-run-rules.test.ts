import { describe, expect, it } from '@jest/globals';
import { MemoryJournal } from '../../../adapters/memory-journal.ts';
import { ConfigurationRefusedError } from '../../../handlers/configuration-in-force.ts';
import { dryRunRules } from '../../../handlers/dry-run-rules.ts';
import { InMemoryConfigSource } from '../../support/in-memory-config-source.ts';
import { limitsText } from '../../support/samples.ts';

const textFor = (mode: string, roleMode = mode): string =>
  `version: 1\nmode: ${mode}\nunlisted: report\n${limitsText}roles:\n  - { role: "arn:aws:iam::*:role/x", mode: ${roleMode}, allow: [] }\n`;
const dryRun = { TRUSTWARDEN_MODE: 'dry-run' };

function setUp(text: string, environment: NodeJS.ProcessEnv = dryRun) {
  let now = Date.parse('2026-11-20T10:00:00Z');
  const clock = (): Date => new Date(now);
  const source = new InMemoryConfigSource(text);
  const problems: string[] = [];
  const log = {
    refused: (found: readonly string[]) => void problems.push(...found),
    warned: () => undefined,
    notKept: () => undefined,
  };
  const rules = dryRunRules({ source, lastGood: new MemoryJournal(clock), clock, log }, environment);
  const wait = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { source, problems, rules, wait };
}

describe('dryRunRules', () => {
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
    await expect(rules()).rejects.toThrow('needs a durable journal');
  });

  it('goes on with the last good configuration where a new one enforces, and says so', async () => {
    const { source, problems, rules, wait } = setUp(textFor('dry-run'));
    const before = await rules();
    source.content = textFor('dry-run', 'enforce');
    wait(60_000);
    expect(await rules()).toBe(before);
    expect(problems).toEqual([expect.stringContaining('trustwarden.yml says `enforce`')]);
  });

  it.each([[{}], [{ TRUSTWARDEN_MODE: 'enforce' }], [{ TRUSTWARDEN_MODE: 'dry_run' }]])(
    'refuses the environment %j, and reads nothing',
    async (environment) => {
      const { source, rules } = setUp(textFor('dry-run'), environment);
      await expect(rules()).rejects.toThrow('has to be `dry-run`');
      expect(source.reads).toBe(0);
    },
  );

  it('refuses a configuration with an error and says where', async () => {
    await expect(setUp('version: 1\nmode: dry-run\n').rules()).rejects.toThrow('trustwarden.yml:');
  });
});
