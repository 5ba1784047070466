import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { putRoleFile, roleOutput } from '../support/role-files.ts';
import type { Ended } from '../support/run-command.ts';
import {
  corpPolicy,
  makeAccount,
  sampleConfiguration,
  sampleRoles,
  type SampleAccount,
} from '../support/sample-account.ts';
import { arnOf, hostileText, limitsText, openPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();

type Change = Record<string, unknown>;
type PlanFile = Record<string, unknown> & { changes: Change[] };

interface PlannedAccount extends SampleAccount {
  readonly plan: string;
  apply(...args: readonly string[]): Ended;
  /** Rewrites the plan file. */
  forge(rewrite: (plan: PlanFile) => unknown): Promise<void>;
}

async function planned(roles = sampleRoles, configuration = sampleConfiguration): Promise<PlannedAccount> {
  const account = await makeAccount(await folder(), roles, configuration);
  const plan = join(account.folder, 'plan.json');
  expect(account.run('plan', ['--quiet', '--out', plan]).code).toBe(1);
  return {
    ...account,
    plan,
    apply: (...args) => account.run('apply', ['--auto-approve', ...args, plan]),
    forge: async (rewrite) => {
      const forged = rewrite(JSON.parse(await readFile(plan, 'utf8')));
      await writeFile(plan, typeof forged === 'string' ? forged : JSON.stringify(forged));
    },
  };
}

describe('apply', () => {
  it('shows the changes, asks, makes them and journals them', async () => {
    const account = await planned();
    const shown = account.run('plan').stdout.split('\nPlan: ')[0] ?? '';
    const { code, stdout, stderr } = account.run('apply', [account.plan], 'yes\n');
    expect(stdout.startsWith(shown)).toBe(true);
    expect(stderr).toBe('Change these 2 roles? Only `yes` is taken for an answer:\n');
    expect(stdout.trimEnd().split('\n').slice(-3)).toEqual([
      expect.stringMatching(
        `^changed ${arnOf('closed')}, take it back with \`trustwarden undo [0-9a-f-]{36}\`$`,
      ),
      expect.stringMatching(
        `^changed ${arnOf('deploy')}, take it back with \`trustwarden undo [0-9a-f-]{36}\`$`,
      ),
      '2 of 2 changes are made',
    ]);
    expect(code).toBe(0);
    expect(await account.policyOf('deploy')).toEqual(corpPolicy);
    expect(await account.policyOf('closed')).toMatchObject({ Statement: [{ Sid: 'TrustwardenQuarantine' }] });
    const steps = (await account.journal()).filter((step) => step['role'] === arnOf('deploy'));
    expect(steps.map((step) => step['state'])).toEqual(['pending', 'written', 'notified']);
    expect(steps[0]).toMatchObject({
      remedy: 'narrow',
      by: userInfo().username,
      before: JSON.stringify(openPolicy),
      after: JSON.stringify(corpPolicy),
    });
    expect(account.run('plan').code).toBe(0);
  });

  it.each(['', 'no\n', 'y\n', 'YES\n', 'yes please\n', '\nyes\n'])(
    'writes nothing where the answer is %j',
    async (answer) => {
      const account = await planned();
      const before = await account.contents();
      const { code, stderr } = account.run('apply', [account.plan], answer);
      expect(stderr.trimEnd().split('\n').at(-1)).toBe(
        'nothing was changed: nobody said `yes`; `--auto-approve` is for pipelines',
      );
      expect(code).toBe(3);
      expect(await account.contents()).toEqual(before);
    },
  );

  it('does not ask with --auto-approve, and is silent with --quiet', async () => {
    const account = await planned();
    expect(account.apply('--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await account.policyOf('deploy')).toEqual(corpPolicy);
  });

  it('is fine where all is done already, and journals nothing', async () => {
    const account = await planned();
    account.apply();
    const before = await account.contents();
    const { code, stdout } = account.apply();
    expect(stdout).toBe(
      `${arnOf('closed')} is as planned already\n${arnOf('deploy')} is as planned already\n2 of 2 changes are made\n`,
    );
    expect(code).toBe(0);
    expect(await account.contents()).toEqual(before);
  });

  it('has nothing to do for a plan without changes', async () => {
    const account = await planned();
    await account.forge((plan) => ({ ...plan, changes: [] }));
    expect(account.apply()).toEqual({ code: 0, stdout: 'nothing to change\n', stderr: '' });
  });

  it.each([
    ['changed', { fields: {}, reason: 'its trust policy changed since the plan was made, make a new plan' }],
    [
      'made anew under its name',
      { fields: { RoleId: 'AROAOTHER' }, reason: 'the role is gone, or another one has its name by now' },
    ],
  ])('refuses a role that was %s since, and makes the other changes', async (_, { fields, reason }) => {
    const account = await planned();
    const policy = { ...openPolicy, Id: 'changed' };
    await putRoleFile(account.folder, 'closed.json', roleOutput('closed', policy, fields));
    const { code, stdout, stderr } = account.apply();
    expect(stderr).toBe(`stale ${arnOf('closed')}: ${reason}\n`);
    expect(stdout).toContain('1 of 2 changes are made');
    expect(code).toBe(3);
    expect(await account.policyOf('closed')).toEqual(policy);
    expect(await account.policyOf('deploy')).toEqual(corpPolicy);
  });

  it('keeps to the limits of the configuration', async () => {
    const limits = limitsText.replace('max: 20', 'max: 1');
    const account = await planned(sampleRoles, sampleConfiguration + limits);
    const { code, stdout, stderr } = account.apply();
    expect(stderr).toMatch(new RegExp(`^braked ${arnOf('deploy')}: [^\n]+\n$`));
    expect(stdout).toContain('1 of 2 changes are made');
    expect(code).toBe(3);
    expect(await account.policyOf('deploy')).toEqual(openPolicy);
  });

  it('refuses a configuration that is not the one of the plan', async () => {
    const account = await planned();
    const before = await account.contents();
    await writeFile(account.config, sampleConfiguration.replace('corp/api', 'corp/other'));
    const { code, stderr } = account.apply();
    expect(stderr).toBe(
      `\`${account.config}\` is not what \`${account.plan}\` was made with, make a new plan\n`,
    );
    expect(code).toBe(3);
    expect(await account.contents()).toEqual(before);
  });

  it('ends with 2 for a role that cannot be read, and makes the other changes', async () => {
    const account = await planned();
    await putRoleFile(account.folder, 'closed.json', '{');
    const { code, stdout, stderr } = account.apply();
    expect(stderr).toMatch(new RegExp(`^${arnOf('closed')}: [^\n]+closed\\.json[^\n]+\n$`));
    expect(stdout).toContain('1 of 2 changes are made');
    expect(code).toBe(2);
  });
});

describe('a forged plan file', () => {
  const widened = { ...openPolicy, Id: 'forged' };
  const forgeries: readonly [string, (plan: PlanFile) => unknown][] = [
    ['an `after` that lets everybody in', (plan) => withChange(plan, 'deploy', { after: widened })],
    [
      'an `after` that would be allowed as well',
      (plan) =>
        withChange(plan, 'deploy', { after: JSON.parse(JSON.stringify(corpPolicy).replace(':*', ':ref*')) }),
    ],
    [
      'an `after` of another role',
      (plan) => withChange(plan, 'deploy', { after: changeOf(plan, 'closed')['after'] }),
    ],
    [
      'an `after` that leaves the role as it is',
      (plan) => withChange(plan, 'deploy', { after: changeOf(plan, 'deploy')['before'] }),
    ],
    ['a `before` that is not the role’s', (plan) => withChange(plan, 'deploy', { before: widened })],
    ['the name of a role that is fine', (plan) => withChange(plan, 'deploy', { role: arnOf('fine') })],
    [
      'a role of another account',
      (plan) => withChange(plan, 'deploy', { role: 'arn:aws:iam::9:role/deploy' }),
    ],
    ['another id of the role', (plan) => withChange(plan, 'deploy', { roleId: 'AROAFINE' })],
    [
      'a change of a role that is fine',
      (plan) =>
        withChange(plan, 'deploy', {
          role: arnOf('fine'),
          roleId: 'AROAFINE',
          before: corpPolicy,
          after: openPolicy,
        }),
    ],
  ];

  it.each(forgeries)('with %s gets nothing written', async (_, forge) => {
    const account = await planned();
    await account.forge((plan) => ({ ...(forge(plan) as PlanFile) }));
    const before = await account.contents();
    const { code, stdout, stderr } = account.apply();
    expect(stderr).toMatch(/^(refused|stale) arn:[^\n]+\n$/);
    expect(stdout).toBe('0 of 1 changes are made\n');
    expect(code).toBe(3);
    expect(await account.contents()).toEqual(before);
  });

  it('is not even asked about', async () => {
    const account = await planned();
    await account.forge((plan) => withChange(plan, 'deploy', { after: widened }));
    const { code, stdout, stderr } = account.run('apply', [account.plan], 'yes\n');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toBe(
      `refused ${arnOf('deploy')}: what the plan says is not what the configuration leads to (another narrow), make a new plan\n`,
    );
  });

  const unusable: readonly [string, (plan: PlanFile) => unknown, string][] = [
    ['another format', (plan) => ({ ...plan, format: 'terraform' }), 'is no plan file'],
    ['another version', (plan) => ({ ...plan, version: 2 }), 'another version than 1'],
    ['no configuration', (plan) => ({ ...plan, configuration: {} }), 'lacks its configuration'],
    ['changes that are no list', (plan) => ({ ...plan, changes: 'all' }), 'or its changes'],
    [
      'a change that is none',
      (plan) => ({ ...plan, changes: [{ role: 'x' }] }),
      'in changes[0], make a new plan',
    ],
    ['a prototype', (plan) => `{"__proto__": ${JSON.stringify(plan)}}`, 'is no plan file'],
    ['its end cut off', (plan) => JSON.stringify(plan).slice(0, 50), 'is not JSON from line 1, column 51 on'],
    ['nothing in it', () => '', 'is not JSON from line 1, column 1 on'],
    ['a list in it', () => '[]', 'is no plan file'],
  ];

  it.each(unusable)('with %s is refused with 2 and one line', async (_, forge, said) => {
    const account = await planned();
    await account.forge(forge);
    const before = await account.contents();
    const { code, stdout, stderr } = account.apply();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^trustwarden: `[^\n]+plan\.json`[^\n]+\n$/);
    expect(stderr).toContain(said);
    expect(await account.contents()).toEqual(before);
  });

  it('cannot draw on the terminal', async () => {
    const account = await planned();
    await account.forge((plan) => ({
      ...withChange(plan, 'deploy', { role: `arn:${hostileText}` }),
      errors: [hostileText],
    }));
    for (const { stdout, stderr } of [account.apply(), account.run('apply', [account.plan], 'yes\n')])
      expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});

function changeOf(plan: PlanFile, role: string): Change {
  return plan.changes.find((change) => change['role'] === arnOf(role)) ?? {};
}

/** Leaves of a plan the change of one role, forged. */
function withChange(plan: PlanFile, role: string, forged: Change): PlanFile {
  return { ...plan, changes: [{ ...changeOf(plan, role), ...forged }] };
}
