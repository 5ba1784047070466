import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigSourceError } from '../../../adapters/config-source-error.ts';
import { createLogger } from '../../../adapters/log-sink.ts';
import { MemoryJournal } from '../../../adapters/memory-journal.ts';
import { createMetrics } from '../../../adapters/metrics.ts';
import { configurationLog, deployedRules } from '../../../handlers/deployed-rules.ts';
import { captureOutput } from '../../support/captured-output.ts';
import { deployArn } from '../../support/samples.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const makeFolder = temporaryFolders();
const textFor = (project: string): string =>
  `version: 1\nmode: dry-run\nunlisted: report\nroles:\n  - { role: "${deployArn}", allow: [${project}] }\n`;

let now: number;
let bundled: string;
const clock = (): Date => new Date(now);

beforeEach(async () => {
  now = Date.parse('2026-11-20T10:00:00Z');
  bundled = join(await makeFolder(), 'trustwarden.yml');
  await writeFile(bundled, textFor('webshop/bundled'));
});

function deployed(environment: NodeJS.ProcessEnv) {
  return deployedRules({
    environment,
    bundled,
    lastGood: new MemoryJournal(clock),
    clock,
    logger: createLogger(),
    metrics: createMetrics(),
  });
}

async function projectOf(rules: ReturnType<typeof deployedRules>): Promise<string | undefined> {
  return (await rules()).select(deployArn, clock()).intent.entries[0]?.path;
}

describe('deployedRules', () => {
  it.each([{}, { TRUSTWARDEN_CONFIG: '', TRUSTWARDEN_KILL_SWITCH: '' }])(
    'takes the bundled file in the environment %j',
    async (environment) => {
      expect(await projectOf(deployed(environment))).toBe('webshop/bundled');
    },
  );

  it('takes the file that the environment names', async () => {
    const path = join(await makeFolder(), 'other.yml');
    await writeFile(path, textFor('webshop/other'));
    expect(await projectOf(deployed({ TRUSTWARDEN_CONFIG: path }))).toBe('webshop/other');
    expect(await projectOf(deployed({ TRUSTWARDEN_CONFIG: pathToFileURL(path).href }))).toBe('webshop/other');
  });

  it('throws at once for a place that is none, and for a parameter that is none', () => {
    expect(() => deployed({ TRUSTWARDEN_CONFIG: 'https://example.com/' })).toThrow(ConfigSourceError);
    expect(() => deployed({ TRUSTWARDEN_KILL_SWITCH: 'kill-switch' })).toThrow(ConfigSourceError);
  });

  it('logs and counts a reading that brought no configuration, and goes on', async () => {
    const rules = deployed({});
    expect(await captureOutput(async () => void (await rules()))).toEqual([]);
    await rm(bundled);
    now += 60_000;
    const lines = await captureOutput(async () => void (await rules()));
    const { digest } = await rules();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        level: 'ERROR',
        message: 'configuration refused',
        problem: expect.stringContaining(`there is no configuration at \`${bundled}\``),
        inForce: digest,
      },
      { ConfigurationInvalid: 1, service: 'trustwarden' },
    ]);
  });

  it('fails loudly where there is none at all', async () => {
    await rm(bundled);
    const rules = deployed({});
    const lines = await captureOutput(() => expect(rules()).rejects.toThrow('there is no configuration at'));
    expect(lines.join('\n')).toContain('"inForce":"none, so nothing is judged"');
    expect(lines.join('\n')).toContain('"ConfigurationInvalid":1');
  });
});

describe('configurationLog', () => {
  it('writes a line for each problem, and one metric for them all', async () => {
    const log = configurationLog(createLogger(), createMetrics());
    const lines = await captureOutput(async () => log.refused(['one', 'other'], undefined));
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'Trustwarden',
            Dimensions: [['service']],
            Metrics: [{ Name: 'ConfigurationInvalid', Unit: 'Count' }],
          },
        ],
      },
      service: 'trustwarden',
      ConfigurationInvalid: 1,
    });
  });

  it('writes a line for each warning, and counts nothing', async () => {
    const log = configurationLog(createLogger(), createMetrics());
    const lines = await captureOutput(async () => log.warned(['one', 'other']));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 'WARN', message: 'configuration warning', warning: 'one' },
      { level: 'WARN', message: 'configuration warning', warning: 'other' },
    ]);
  });

  it('says where a configuration could not be kept, and counts nothing', async () => {
    const log = configurationLog(createLogger(), createMetrics());
    const lines = await captureOutput(async () => log.notKept('the table is away'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 'ERROR', message: 'configuration not kept', reason: 'the table is away' },
    ]);
  });
});
