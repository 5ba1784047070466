import { describe, expect, it } from '@jest/globals';
import { deploy } from '../../support/handler-on-doubles.ts';
import { Crash } from '../../support/in-memory-role-store.ts';
import { remediationOnDoubles } from '../../support/remediation-on-doubles.ts';
import { openPolicy, projectPolicy, sampleEntry } from '../../support/samples.ts';

describe('finishing what is open', () => {
  it.each(['before', 'after'] as const)(
    'finishes a change that a crash cut short %s its write',
    async (when) => {
      const { look, roles, wait, finish, states, notices } = remediationOnDoubles();
      roles.crashNextWrite(when);
      await expect(look()).rejects.toThrow(Crash);
      expect(await finish()).toBe(0);
      wait(3 * 60_000);
      expect(await finish()).toBe(1);
      expect(await finish()).toBe(0);
      expect(states().at(-1)).toBe('notified');
      expect(notices()).toEqual(['applied']);
      expect(roles.writes).toHaveLength(1);
    },
  );

  it('sends what is owed of a role that is gone', async () => {
    const { journal, roles, wait, finish, notices } = remediationOnDoubles();
    await journal.append(sampleEntry({ state: 'written', at: '2026-11-20T09:00:00.000Z' }));
    await journal.append(sampleEntry({ change: 'other', at: '2026-11-20T09:00:00.000Z' }));
    roles.remove('deploy');
    wait(3 * 60_000);
    await finish();
    expect(notices()).toEqual(['applied', 'stale']);
    expect((await journal.changesOf(deploy.arn)).map(({ state }) => state)).toEqual([
      'notified',
      'superseded',
    ]);
  });

  it('goes on with the other roles where one fails, and says so', async () => {
    const { journal, roles, finish, failures } = remediationOnDoubles();
    const other = { ...deploy, arn: `${deploy.arn}2`, name: 'deploy2', id: 'AROA2' };
    roles.put(other);
    for (const role of [deploy, other])
      await journal.append(
        sampleEntry({ change: role.id, role: role.arn, roleId: role.id, at: '2026-11-20T09:00:00.000Z' }),
      );
    roles.interceptNextRead(() => {
      throw new Error('ServiceFailure');
    });
    await expect(finish()).rejects.toThrow('1 of 2 roles');
    expect(failures).toHaveLength(1);
    expect(roles.writes).toHaveLength(1);
  });
});

describe('a forged journal', () => {
  const stranger = {
    ...projectPolicy,
    Statement: [{ Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: 'sts:AssumeRole' }],
  };
  const forged = { after: JSON.stringify(stranger), at: '2026-11-20T09:00:00.000Z' };

  it.each(['pending', 'written'] as const)(
    'has nothing of it written where an entry says %s',
    async (state) => {
      const { journal, look, finish, roles } = remediationOnDoubles();
      await journal.append(sampleEntry({ ...forged, state }));
      await journal.append(
        sampleEntry({
          ...forged,
          change: 'release',
          state,
          remedy: 'release',
          quarantine: { level: 'freeze-all', revokeSessions: true },
        }),
      );
      await finish();
      await look();
      expect(roles.writes.map(({ document }) => document).join()).not.toContain('999999999999');
      expect(roles.trustPolicyOf('deploy')).toContain('mygroup/myproject');
      expect(roles.measuresOf('deploy')).toEqual([]);
    },
  );

  it('opens nothing where the role is as it should be', async () => {
    const compliant = { ...deploy, trustPolicy: JSON.stringify(projectPolicy) };
    const { journal, look, roles } = remediationOnDoubles({}, compliant);
    await journal.append(
      sampleEntry({ ...forged, before: JSON.stringify(projectPolicy), after: JSON.stringify(openPolicy) }),
    );
    await look();
    expect(roles.writes).toEqual([]);
    expect((await journal.changesOf(deploy.arn)).map(({ state }) => state)).toEqual(['superseded']);
  });
});
