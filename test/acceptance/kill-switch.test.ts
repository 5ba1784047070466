import { describe, expect, it } from '@jest/globals';
import { configurationInForce } from '../../handlers/configuration-in-force.ts';
import { iamEventHandler, type EventOutcome } from '../../handlers/handle-iam-event.ts';
import { underKillSwitch } from '../../remediation/kill-switch.ts';
import { deliveredEvent } from '../support/cloudtrail-events.ts';
import { deploy, doublesAround } from '../support/handler-on-doubles.ts';
import { InMemoryConfigSource } from '../support/in-memory-config-source.ts';
import { Crash } from '../support/in-memory-role-store.ts';
import { deployArn, limitsText } from '../support/samples.ts';

const event = deliveredEvent('update-assume-role-policy');
const enforcing = `version: 1
mode: enforce
unlisted: report
${limitsText}roles:
  - { role: "${deployArn}", mode: enforce, allow: [mygroup/myproject] }
`;

/** The handler under a configuration that enforces and a kill switch, on doubles. */
function setUp(configuration: string, switchSays: string | Error) {
  const { around, states, wait } = doublesAround(deploy);
  const { roles, journal, sink, clock } = around;
  const source = new InMemoryConfigSource(configuration);
  const killSwitch = new InMemoryConfigSource(switchSays);
  const reasons: string[] = [];
  const log = { refused: () => undefined, warned: () => undefined, notKept: () => undefined };
  const rules = configurationInForce({ source, lastGood: journal, clock, log });
  const handle = iamEventHandler({
    rules: underKillSwitch(rules, {
      source: killSwitch,
      clock,
      turned: (reason) => reasons.push(reason),
    }),
    log: { handled: () => undefined, failed: () => undefined },
    around,
  });
  const send = async (): Promise<string> => ((await handle(event)) as EventOutcome).kind;
  return { roles, journal, sink, source, killSwitch, reasons, states, send, wait };
}

describe('the kill switch', () => {
  it('lets the configuration enforce while it is off', async () => {
    const { roles, reasons, send } = setUp(enforcing, 'off');
    expect(await send()).toBe('applied');
    expect(roles.writes).toHaveLength(1);
    expect(reasons).toEqual([]);
  });

  it.each([
    ['that is on', 'on'],
    ['that says dry-run', 'dry-run'],
    ['that is misspelt', 'of'],
    ['that cannot be read', new Error('there is no parameter')],
  ])('%s beats enforce', async (_, says) => {
    const { roles, states, reasons, send } = setUp(enforcing, says);
    expect(await send()).toBe('proposed');
    expect(roles.writes).toEqual([]);
    expect(states()).toEqual(['proposed']);
    expect(reasons).toHaveLength(1);
  });

  it('is obeyed without a deployment, and so is its end', async () => {
    const { roles, killSwitch, send, wait } = setUp(enforcing, 'off');
    expect(await send()).toBe('applied');
    roles.put(deploy);
    killSwitch.content = 'on';
    wait(5_000);
    expect(await send()).toBe('proposed');
    killSwitch.content = 'off';
    wait(5_000);
    expect(await send()).toBe('applied');
    expect(roles.writes).toHaveLength(2);
  });

  it('stops a change that a crash left pending', async () => {
    const { roles, states, killSwitch, send, wait } = setUp(enforcing, 'off');
    roles.crashNextWrite('before');
    await expect(send()).rejects.toThrow(Crash);
    killSwitch.content = 'on';
    wait(5_000);
    expect(await send()).toBe('proposed');
    expect(roles.writes).toEqual([]);
    expect(states()).toEqual(['pending', 'superseded', 'proposed']);
  });
});

describe('a new version of the configuration', () => {
  it('that is not good leaves the old one in force, whose digest every step and notice bears', async () => {
    const { roles, journal, sink, source, send, wait } = setUp(enforcing, 'off');
    await send();
    source.content = 'mode: none of this';
    wait(60_000);
    roles.put(deploy);
    expect(await send()).toBe('applied');
    const digest = (await journal.lastConfiguration())?.digest;
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const borne = [...journal.entries, ...sink.notices].map(({ configuration }) => configuration);
    expect(new Set(borne)).toEqual(new Set([digest]));
  });

  it('that there never was writes and judges nothing', async () => {
    const { roles, journal, send } = setUp('mode: none of this', 'off');
    await expect(send()).rejects.toThrow('trustwarden.yml:');
    expect(roles.writes).toEqual([]);
    expect(journal.entries).toEqual([]);
  });
});
