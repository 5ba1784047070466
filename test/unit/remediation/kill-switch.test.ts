import { beforeEach, describe, expect, it } from '@jest/globals';
import { underKillSwitch } from '../../../remediation/kill-switch.ts';
import type { Mode, Rules, Selection } from '../../../remediation/ports.ts';
import { InMemoryConfigSource } from '../../support/in-memory-config-source.ts';
import { deployArn, hostileText } from '../../support/samples.ts';
import { selectionFor } from '../../support/scenario.ts';

const selection: Selection = {
  ...selectionFor({ role: deployArn, issuers: ['gitlab.com'], allow: ['mygroup/myproject'] }),
  mode: 'enforce',
};
const enforcing: Rules = { digest: 'digest', select: () => selection };

let now: number;
let reasons: string[];

beforeEach(() => {
  now = Date.parse('2026-11-20T10:00:00Z');
  reasons = [];
});

function setUp(content: string | Error) {
  const source = new InMemoryConfigSource(content);
  const rules = underKillSwitch(() => Promise.resolve(enforcing), {
    source,
    clock: () => new Date(now),
    turned: (reason) => reasons.push(reason),
  });
  const mode = async (): Promise<Mode> => (await rules()).select(deployArn, new Date(now)).mode;
  return { source, rules, mode };
}

describe('underKillSwitch', () => {
  it.each(['off', 'off\n', ' off '])('changes nothing where it says %j', async (content) => {
    const { rules } = setUp(content);
    expect(await rules()).toBe(enforcing);
    expect(reasons).toEqual([]);
  });

  it.each(['on', 'dry-run', 'dry-run\n'])('beats enforce where it says %j', async (content) => {
    const { mode } = setUp(content);
    expect(await mode()).toBe('dry-run');
    expect(reasons).toEqual([`the kill switch \`trustwarden.yml\` says \`${content.trim()}\``]);
  });

  it.each(['', 'OFF', 'Off', 'false', 'enforce', 'offf', '"off"', 'off off'])(
    'counts as turned where it says %j',
    async (content) => {
      const { mode } = setUp(content);
      expect(await mode()).toBe('dry-run');
      expect(reasons).toEqual([expect.stringMatching(/no word of it, write `off` or `dry-run`$/)]);
    },
  );

  it('counts as turned where it cannot be read', async () => {
    const { mode } = setUp(new Error('there is no parameter'));
    expect(await mode()).toBe('dry-run');
    expect(reasons).toEqual([
      'the kill switch cannot be read, which counts as turned: there is no parameter',
    ]);
  });

  it.each([
    ['what it says', hostileText.repeat(1000)],
    ['why it cannot be read', new Error(hostileText)],
  ])('shows %s on one line of visible characters', async (_, content) => {
    await setUp(content).mode();
    expect(reasons).toEqual([expect.stringMatching(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,400}$/u)]);
  });

  it('leaves everything but the mode as it was', async () => {
    const { rules } = setUp('on');
    const inForce = await rules();
    expect(inForce.digest).toBe('digest');
    const selected = inForce.select(deployArn, new Date(now));
    expect(selected).toEqual({ ...selection, mode: 'dry-run' });
    expect(selected.intent).toBe(selection.intent);
  });

  it('is obeyed five seconds after it was turned at the latest', async () => {
    const { source, mode } = setUp('off');
    expect(await mode()).toBe('enforce');
    source.content = 'on';
    now += 4_999;
    expect(await mode()).toBe('enforce');
    now += 1;
    expect(await mode()).toBe('dry-run');
    source.content = 'off';
    now += 5_000;
    expect(await mode()).toBe('enforce');
  });

  it('is read once for all that ask at once, and tells once', async () => {
    const { source, rules } = setUp('on');
    await Promise.all([rules(), rules(), rules()]);
    expect(source.reads).toBe(1);
    expect(reasons).toHaveLength(1);
  });

  it('makes no rules where there are none', async () => {
    const rules = underKillSwitch(() => Promise.reject(new Error('no configuration')), {
      source: new InMemoryConfigSource('off'),
      clock: () => new Date(now),
      turned: (reason) => reasons.push(reason),
    });
    await expect(rules()).rejects.toThrow('no configuration');
  });
});
