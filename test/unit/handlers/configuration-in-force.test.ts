import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryJournal } from '../../../adapters/memory-journal.ts';
import {
  configurationInForce,
  ConfigurationRefusedError,
  type ConfigurationParts,
} from '../../../handlers/configuration-in-force.ts';
import type { KeptConfiguration, LastGood, Rules } from '../../../remediation/ports.ts';
import { InMemoryConfigSource } from '../../support/in-memory-config-source.ts';
import { deployArn, hostileText, limitsText } from '../../support/samples.ts';

const textFor = (project: string): string =>
  `version: 1\nmode: dry-run\nunlisted: report\n${limitsText}roles:\n  - { role: "${deployArn}", allow: [${project}] }\n`;
const first = textFor('mygroup/first');
const second = textFor('mygroup/second');
const invalid = 'version: 1\nmode: dry\nunlisted: nothing\n';

let now: number;
const clock = (): Date => new Date(now);

beforeEach(() => {
  now = Date.parse('2026-11-20T10:00:00Z');
});

interface Refusal {
  readonly problems: readonly string[];
  readonly goesOn: string | undefined;
}

/** A process that starts with a source, and perhaps with what an earlier one kept. */
function start(
  content: string | Error,
  lastGood: LastGood = new MemoryJournal(clock),
  more: Pick<ConfigurationParts, 'objection' | 'timeToLive'> = {},
) {
  const source = new InMemoryConfigSource(content);
  const refusals: Refusal[] = [];
  const notKept: string[] = [];
  const warnings: string[] = [];
  const log = {
    refused: (problems: readonly string[], goesOn: string | undefined) =>
      void refusals.push({ problems, goesOn }),
    warned: (found: readonly string[]) => void warnings.push(...found),
    notKept: (reason: string) => void notKept.push(reason),
  };
  const rules = configurationInForce({ source, lastGood, clock, log, ...more });
  return { source, lastGood, refusals, warnings, notKept, rules };
}

function projectOf(rules: Rules): string | undefined {
  return rules.select(deployArn, clock()).intent.entries[0]?.path;
}

async function keptOf(text: string): Promise<KeptConfiguration> {
  const { rules, lastGood } = start(text);
  await rules();
  const kept = await lastGood.lastConfiguration();
  if (kept === undefined) throw new Error('nothing was kept');
  return kept;
}

const objection: ConfigurationParts['objection'] = ({ mode }, name) =>
  mode === 'enforce' ? `${name} enforces` : undefined;

/** A journal in which an earlier process left a configuration. */
async function journalWith(kept: KeptConfiguration): Promise<MemoryJournal> {
  const journal = new MemoryJournal(clock);
  await journal.keepConfiguration(kept);
  return journal;
}

describe('a configuration with something odd about it', () => {
  it('is warned about once, when it comes into force', async () => {
    const ending = new Date(now + 5 * 86_400_000).toISOString().slice(0, 10);
    const text = `${first}exempt: [{ role: '${deployArn}', reason: on call, until: ${ending} }]\n`;
    const { rules, warnings } = start(text);
    await rules();
    now += 60_000;
    await rules();
    expect(warnings.filter((each) => each.includes('exempt'))).toEqual([
      expect.stringContaining(`the exemption ends on ${ending}, in 5 days`),
    ]);
  });
});

describe('a source with a good configuration', () => {
  it('is read once in a minute', async () => {
    const { source, rules } = start(first);
    expect(projectOf(await rules())).toBe('mygroup/first');
    source.content = second;
    now += 59_999;
    expect(projectOf(await rules())).toBe('mygroup/first');
    expect(source.reads).toBe(1);
    now += 1;
    expect(projectOf(await rules())).toBe('mygroup/second');
    expect(source.reads).toBe(2);
  });

  it('is read as often as the time-to-live says', async () => {
    const { source, rules } = start(first, undefined, { timeToLive: 5 });
    await rules();
    now += 5;
    await rules();
    expect(source.reads).toBe(2);
  });

  it('is read once for all that ask at once', async () => {
    const { source, rules } = start(first);
    const [one, other] = await Promise.all([rules(), rules()]);
    expect(one).toBe(other);
    expect(source.reads).toBe(1);
  });

  it('gives the same rules and the same intent for the same text', async () => {
    const { rules } = start(first);
    const before = await rules();
    const { intent } = before.select(deployArn, clock());
    now += 60_000;
    const after = await rules();
    expect(after).toBe(before);
    expect(after.select(deployArn, clock()).intent).toBe(intent);
  });

  it('has the digest of its text, which is another for another text', async () => {
    const { source, rules } = start(first);
    const before = (await rules()).digest;
    source.content = second;
    now += 60_000;
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect((await rules()).digest).not.toBe(before);
  });

  it('is kept with its text, name, digest and time', async () => {
    const { lastGood, rules } = start(first);
    const { digest } = await rules();
    expect(await lastGood.lastConfiguration()).toEqual({
      text: first,
      name: 'trustwarden.yml',
      digest,
      at: '2026-11-20T10:00:00.000Z',
    });
  });

  it('is kept once for each text', async () => {
    const journal = new MemoryJournal(clock);
    const digests: string[] = [];
    const lastGood: LastGood = {
      keepConfiguration: (kept) => {
        digests.push(kept.digest);
        return journal.keepConfiguration(kept);
      },
      lastConfiguration: () => journal.lastConfiguration(),
    };
    const { source, rules } = start(first, lastGood);
    for (const content of [first, first, second, second, first]) {
      source.content = content;
      await rules();
      now += 60_000;
    }
    expect(digests).toHaveLength(3);
  });

  it('counts where it cannot be kept, and is kept at the next reading', async () => {
    const journal = new MemoryJournal(clock);
    const faults = [new Error(`the table is away ${hostileText}`)];
    const lastGood: LastGood = {
      keepConfiguration: (kept) => {
        const fault = faults.shift();
        return fault === undefined ? journal.keepConfiguration(kept) : Promise.reject(fault);
      },
      lastConfiguration: () => journal.lastConfiguration(),
    };
    const { rules, refusals, notKept } = start(first, lastGood);
    expect(projectOf(await rules())).toBe('mygroup/first');
    expect(refusals).toEqual([]);
    expect(notKept).toEqual([expect.stringMatching(/^the table is away [^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u)]);
    now += 60_000;
    await rules();
    expect(await journal.lastConfiguration()).toMatchObject({ text: first });
    expect(notKept).toHaveLength(1);
  });
});

describe('a new version that is not good', () => {
  it('leaves the old one in force, and says every problem once for each reading', async () => {
    const { source, rules, refusals } = start(first);
    const before = await rules();
    source.content = invalid;
    now += 60_000;
    expect(await rules()).toBe(before);
    expect(await rules()).toBe(before);
    expect(refusals).toEqual([
      {
        problems: [
          expect.stringContaining('trustwarden.yml:2:'),
          expect.stringContaining('trustwarden.yml:3:'),
        ],
        goesOn: before.digest,
      },
    ]);
    now += 60_000;
    await rules();
    expect(refusals).toHaveLength(2);
  });

  it('leaves the old one kept', async () => {
    const { source, rules, lastGood } = start(first);
    await rules();
    source.content = invalid;
    now += 60_000;
    await rules();
    expect(await lastGood.lastConfiguration()).toMatchObject({ text: first });
  });

  it('leaves the old one in force for as long as it takes, then the next good one counts', async () => {
    const { source, rules, refusals } = start(first);
    await rules();
    for (const content of [invalid, '', new Error('S3 is away')]) {
      source.content = content;
      now += 30 * 24 * 60 * 60_000;
      expect(projectOf(await rules())).toBe('mygroup/first');
    }
    source.content = second;
    now += 60_000;
    expect(projectOf(await rules())).toBe('mygroup/second');
    expect(refusals).toHaveLength(3);
  });

  it('does not count where there is an objection to it, which is a problem like others', async () => {
    const { source, rules, refusals } = start(first, undefined, { objection });
    const before = await rules();
    source.content = first.replace('dry-run', 'enforce');
    now += 60_000;
    expect(await rules()).toBe(before);
    expect(refusals).toEqual([{ problems: ['trustwarden.yml enforces'], goesOn: before.digest }]);
  });
});

describe('a source that cannot be read', () => {
  it('leaves the old one in force, and says why on one line', async () => {
    const { source, rules, refusals } = start(first);
    const before = await rules();
    source.content = new Error(`S3 is away ${hostileText}`);
    now += 60_000;
    expect(await rules()).toBe(before);
    expect(refusals).toEqual([
      {
        problems: [expect.stringMatching(/^S3 is away [^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u)],
        goesOn: before.digest,
      },
    ]);
  });
});

describe('a cold start', () => {
  it.each([
    ['a text that is not good', invalid],
    ['a source that cannot be read', new Error('S3 is away')],
  ])('with %s goes on with what was kept', async (_, content) => {
    const kept = await keptOf(first);
    const { rules, refusals } = start(content, await journalWith(kept));
    const inForce = await rules();
    expect(projectOf(inForce)).toBe('mygroup/first');
    expect(inForce.digest).toBe(kept.digest);
    expect(refusals).toMatchObject([{ goesOn: kept.digest }]);
  });

  it('takes the source before what was kept', async () => {
    const { rules } = start(second, await journalWith(await keptOf(first)));
    expect(projectOf(await rules())).toBe('mygroup/second');
  });

  it('keeps the rules of what was kept when the source has the same text again', async () => {
    const { source, rules } = start(invalid, await journalWith(await keptOf(first)));
    const recalled = await rules();
    source.content = first;
    now += 60_000;
    expect(await rules()).toBe(recalled);
  });

  it.each([
    ['is not valid by now', { text: invalid }, 'the last good configuration: trustwarden.yml:2:'],
    ['was changed', { text: second }, 'the last good configuration: its text has another digest'],
  ])('does not trust what was kept where it %s', async (_, changed, problem) => {
    const lastGood = await journalWith({ ...(await keptOf(first)), ...changed });
    const { rules, refusals } = start(new Error('S3 is away'), lastGood);
    await expect(rules()).rejects.toThrow(ConfigurationRefusedError);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]?.problems).toEqual(
      expect.arrayContaining(['S3 is away', expect.stringContaining(problem)]),
    );
  });

  it('does not take what was kept where there is an objection to it', async () => {
    const lastGood = await journalWith(await keptOf(first));
    const { rules } = start(new Error('S3 is away'), lastGood, { objection: () => 'not here' });
    await expect(rules()).rejects.toThrow('S3 is away; the last good configuration: not here');
  });

  it('throws with every problem where nothing was kept', async () => {
    const { rules, refusals } = start(invalid);
    await expect(rules()).rejects.toThrow(ConfigurationRefusedError);
    await expect(rules()).rejects.toThrow(/trustwarden\.yml:2:.*; trustwarden\.yml:3:/);
    expect(refusals).toMatchObject([{ goesOn: undefined }]);
  });

  it('throws where the journal cannot be read either, and tries both again', async () => {
    const kept = await keptOf(first);
    const faults = [new Error('the table is away')];
    const lastGood: LastGood = {
      keepConfiguration: () => Promise.resolve(),
      lastConfiguration: () => {
        const fault = faults.shift();
        return fault === undefined ? Promise.resolve(kept) : Promise.reject(fault);
      },
    };
    const { rules, source } = start(new Error('S3 is away'), lastGood);
    const message = 'S3 is away; the last good configuration: the table is away';
    await expect(rules()).rejects.toThrow(message);
    await expect(rules()).rejects.toThrow(message);
    expect(source.reads).toBe(1);
    now += 60_000;
    expect(projectOf(await rules())).toBe('mygroup/first');
  });
});
