import { describe, expect, it } from '@jest/globals';
import { actionsOf, FUNCTIONS, type FunctionName } from '../../adapters/function-permissions.ts';
import type { Granted } from '../../adapters/deployed-stack.ts';
import { MemoryJournal } from '../../adapters/memory-journal.ts';
import { examine, type Patient } from '../../cli/commands/doctor.ts';
import { colorsFor } from '../../cli/render/terminal.ts';
import { InMemoryConfigSource } from '../support/in-memory-config-source.ts';
import { dryRunText, sampleEntry, sampleSweep } from '../support/samples.ts';

const now = new Date('2026-11-20T10:00:00Z');
const queue = 'arn:aws:sqs:us-east-1:111122223333:IamEvents';
const sources: Readonly<Record<string, string>> = {
  's3://my-bucket/trustwarden.yml': dryRunText,
  'ssm:/trustwarden/prod/kill-switch': 'off',
};

function grant(sid: string, actions: readonly string[], resource: string, effect = 'Allow'): Granted {
  return { sid, effect, actions, resources: [resource] };
}

function grantsOf(name: FunctionName): Granted[] {
  return [
    grant('All', actionsOf(name, []), '*'),
    grant('NeverItself', [], '*', 'Deny'),
    grant('LookAgain', ['sqs:SendMessage'], queue),
    grant('KeepJournal', [], 'arn:aws:dynamodb:us-east-1:111122223333:table/journal-1'),
    grant('ReadKillSwitch', [], 'arn:aws:ssm:us-east-1:111122223333:parameter/trustwarden/prod/kill-switch'),
    grant('ReadConfiguration', [], 'arn:aws:s3:::my-bucket/trustwarden.yml'),
  ];
}

/** A deployment with nothing wrong, and whatever a test makes of it. */
async function healthy() {
  const journal = new MemoryJournal(() => now);
  const finished = '2026-11-20T09:00:00.000Z';
  await journal.keepSweeps({ version: 0, last: { ...sampleSweep, finished } });
  const grants = new Map(FUNCTIONS.map((name) => [name, grantsOf(name)]));
  const rule = {
    name: 'the-rule',
    isEnabled: true,
    eventNames: ['CreateRole', 'UpdateAssumeRolePolicy', 'AcquireRole'],
  };
  const trail = { name: 'the-trail', isLogging: true, recordsWrites: true };
  const texts: Record<string, string> = { ...sources };
  const state = { trails: [trail], rules: [rule], iamRegion: 'us-east-1' };
  return { journal, grants, texts, state, trail, rule };
}

type Healthy = Awaited<ReturnType<typeof healthy>>;

async function linesOf({
  journal,
  grants,
  texts,
  state,
}: Healthy): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const patient: Patient = {
    account: '111122223333',
    iamRegion: state.iamRegion,
    stack: {
      permissionsOf: (name) => Promise.resolve(grants.get(name)),
      trails: () => Promise.resolve(state.trails),
      rulesTo: (arn) => Promise.resolve(arn === queue ? state.rules : []),
    },
    facts: { read: () => Promise.resolve({ trustPolicyQuota: 4096, roles: 12 }) },
    kept: () => ({ journal, lastGood: journal, sweeps: journal }),
    source: (place) => new InMemoryConfigSource(texts[place] ?? ''),
    now,
  };
  const line = (text: string): void => void lines.push(text);
  const code = await examine('prod', patient, { colors: colorsFor({}), line, problem: line });
  return { code, lines };
}

describe('doctor', () => {
  it('says of everything that it is fine, and ends with 0', async () => {
    const { code, lines } = await linesOf(await healthy());
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'fine   trail',
      'fine   quota',
      'fine   rule',
      'fine   permissions',
      'fine   configuration',
      'fine   journal',
      'fine   sweep',
      'fine   brake',
      'fine   kill switch',
    ]);
    expect(code).toBe(0);
    expect(lines.join('\n')).toContain('dynamodb:journal-1');
  });

  const ills: readonly (readonly [string, string, (account: Healthy) => unknown])[] = [
    ['trail', 'there is none', ({ state }) => state.trails.splice(0)],
    ['trail', 'start its logging', ({ trail }) => Object.assign(trail, { isLogging: false })],
    ['trail', 'none of `the-trail` logs', ({ trail }) => Object.assign(trail, { recordsWrites: false })],
    ['rule', 'deploy it there', ({ state }) => Object.assign(state, { iamRegion: 'cn-north-1' })],
    ['rule', 'no rule leads to the queue', ({ rule }) => rule.eventNames.pop()],
    ['rule', 'aws events enable-rule', ({ rule }) => Object.assign(rule, { isEnabled: false })],
    [
      'permissions',
      '`on-sweep` lacks `iam:GetAccountAuthorizationDetails`',
      ({ grants }) => grants.set('on-sweep', grantsOf('on-schedule')),
    ],
    ['permissions', '`on-schedule` is not denied', ({ grants }) => grants.get('on-schedule')?.splice(1, 1)],
    [
      'configuration',
      'mode',
      ({ texts }) => Object.assign(texts, { 's3://my-bucket/trustwarden.yml': 'version: 1\n' }),
    ],
    [
      'configuration',
      'TRUSTWARDEN_WRITES=trust-policy',
      ({ texts }) =>
        Object.assign(texts, {
          's3://my-bucket/trustwarden.yml': `${dryRunText.replace('dry-run', 'enforce')}limits: { changesPerRole: { max: 3, per: 1h }, changesPerAccount: { max: 20, per: 1h }, shareOfRoles: 0.1 }\n`,
        }),
    ],
    [
      'journal',
      '1 changes are open',
      ({ journal }) => journal.append(sampleEntry({ at: '2026-11-20T09:00:00.000Z' })),
    ],
    [
      'sweep',
      'none for more than a day',
      ({ journal }) =>
        journal.keepSweeps({ version: 1, last: { ...sampleSweep, finished: '2026-11-18T10:00:00Z' } }),
    ],
    [
      'sweep',
      'some roles failed: the log of `on-sweep` says why, at `role failed`, or `handled` with `skipped` (',
      ({ journal }) =>
        journal.keepSweeps({
          version: 1,
          last: { ...sampleSweep, counts: { ...sampleSweep.counts, failed: 2 } },
        }),
    ],
    [
      'brake',
      'on since 2026-11-20',
      ({ journal }) =>
        journal.keepTally({
          account: '111122223333',
          version: 0,
          begun: [],
          latched: { at: '2026-11-20T09:30:00.000Z', reason: 'too many' },
        }),
    ],
    [
      'kill switch',
      'so that nothing is written',
      ({ texts }) => Object.assign(texts, { 'ssm:/trustwarden/prod/kill-switch': 'on' }),
    ],
  ];

  it.each(ills)('says what to do about the %s: %s', async (name, text, spoil) => {
    const account = await healthy();
    await spoil(account);
    const { code, lines } = await linesOf(account);
    const said = lines.filter((line) => line.startsWith('WRONG'));
    expect(said).toEqual([expect.stringContaining(`WRONG  ${name}: `)]);
    expect(said[0]).toContain(text);
    expect(code).toBe(2);
  });

  it('says where there is no deployment of the stage', async () => {
    const account = await healthy();
    account.grants.delete('on-schedule');
    const { code, lines } = await linesOf(account);
    expect(lines.at(-1)).toContain('there is no role of the function `on-schedule`, deploy it');
    expect(code).toBe(2);
  });

  it('goes on where something cannot be looked at', async () => {
    const account = await healthy();
    account.journal.tallyOf = () => Promise.reject(new Error('denied, allow `dynamodb:GetItem`'));
    const { lines } = await linesOf(account);
    expect(lines.at(-2)).toBe('WRONG  brake: cannot be looked at: denied, allow `dynamodb:GetItem`');
    expect(lines.at(-1)).toContain('fine   kill switch');
  });
});
