import { describe, expect, it } from '@jest/globals';
import { loadDryRunRules } from '../../../handlers/dry-run-rules.ts';

const source = (text: string) => ({ read: () => Promise.resolve({ text, name: 'trustwarden.yml' }) });
const text = (mode: string, roleMode = mode): string =>
  `version: 1\nmode: ${mode}\nunlisted: report\nroles:\n  - { role: "arn:aws:iam::*:role/x", mode: ${roleMode}, allow: [] }\n`;
const dryRun = { TRUSTWARDEN_MODE: 'dry-run' };

describe('loadDryRunRules', () => {
  it('takes a configuration in dry-run', async () => {
    const rules = await loadDryRunRules(source(text('dry-run')), dryRun);
    expect(rules.select('arn:aws:iam::111122223333:role/x', new Date(0))).toMatchObject({
      mode: 'dry-run',
      intent: { listed: true },
    });
    expect(rules.digest).toHaveLength(64);
  });

  it.each([
    ['enforces', text('enforce')],
    ['enforces for one entry', text('dry-run', 'enforce')],
  ])('refuses a configuration that %s', async (_, given) => {
    await expect(loadDryRunRules(source(given), dryRun)).rejects.toThrow('needs a durable journal');
  });

  it.each([[{}], [{ TRUSTWARDEN_MODE: 'enforce' }], [{ TRUSTWARDEN_MODE: 'dry_run' }]])(
    'refuses the environment %j',
    async (environment) => {
      await expect(loadDryRunRules(source(text('dry-run')), environment)).rejects.toThrow(
        'has to be `dry-run`',
      );
    },
  );

  it('refuses a configuration with an error and says where', async () => {
    await expect(loadDryRunRules(source('version: 1\nmode: dry-run\n'), dryRun)).rejects.toThrow(
      'trustwarden.yml:',
    );
  });
});
