import { describe, expect, it } from '@jest/globals';
import { isSameTrustPolicy } from '../../../policies/index.ts';
import { findQuarantine, planWayBack, takeBack } from '../../../remediation/take-back.ts';
import { UnsettledError } from '../../../remediation/unsettled.ts';
import { remediationOnDoubles } from '../../support/remediation-on-doubles.ts';
import { deployArn, openPolicy, projectPolicy } from '../../support/samples.ts';
import { deploy } from '../../support/handler-on-doubles.ts';

/** A role that was frozen since nothing of it is allowed, and whose trust policy was mended by hand since. */
async function frozen(level: 'freeze' | 'freeze-all') {
  const quarantine = { level, revokeSessions: true, onRefusal: 'freeze' } as const;
  const frozenBy = remediationOnDoubles({ allow: [], selection: { quarantine } });
  await frozenBy.look();
  const undoes = await findQuarantine(deployArn, frozenBy.around);
  if (undoes === undefined) throw new Error('no quarantine');
  const { rules } = remediationOnDoubles();
  return { ...frozenBy, undoes, rules };
}

const mended = { ...deploy, trustPolicy: JSON.stringify(projectPolicy) };

describe('release', () => {
  it.each(['freeze', 'freeze-all'] as const)(
    'takes off what %s put on the role, and nothing else',
    async (level) => {
      const { around, roles, rules, undoes } = await frozen(level);
      const foreign = {
        kind: 'inline-policy',
        name: 'Theirs',
        document: '{"Version":"2012-10-17"}',
      } as const;
      await roles.putMeasure(deploy, foreign);
      roles.put(mended);
      const back = await planWayBack({ remedy: 'release', undoes }, rules, around);
      if (back.kind !== 'planned') throw new Error(back.reason);
      const outcome = await takeBack({ remedy: 'release', undoes }, back.restoration, rules, around, 'alice');
      expect(outcome).toMatchObject({ kind: 'applied' });
      expect(roles.measuresOf('deploy')).toEqual([foreign]);
      expect(isSameTrustPolicy(roles.trustPolicyOf('deploy'), projectPolicy)).toBe(true);
      expect(roles.writes).toEqual([]);
    },
  );

  it('narrows what the freeze had left open', async () => {
    const { around, roles, rules, undoes } = await frozen('freeze');
    const back = await planWayBack({ remedy: 'release', undoes }, rules, around);
    if (back.kind !== 'planned') throw new Error(back.reason);
    await takeBack({ remedy: 'release', undoes }, back.restoration, rules, around, 'alice');
    expect(roles.measuresOf('deploy')).toEqual([]);
    expect(isSameTrustPolicy(roles.trustPolicyOf('deploy'), openPolicy)).toBe(false);
    expect(roles.trustPolicyOf('deploy')).toContain('mygroup/myproject');
  });

  it('is not made again while the role may only look as if it had not been made', async () => {
    const { around, roles, rules, undoes, wait } = await frozen('freeze');
    const order = { remedy: 'release', undoes } as const;
    const back = await planWayBack(order, rules, around);
    if (back.kind !== 'planned') throw new Error(back.reason);
    await takeBack(order, back.restoration, rules, around, 'alice');
    roles.lag = 60_000;
    wait(3_000);
    for (const _ of [1, 2]) roles.interceptNextRead(() => deploy);
    await expect(takeBack(order, back.restoration, rules, around, 'alice')).rejects.toThrow(UnsettledError);
    expect(roles.writes).toHaveLength(1);
  });

  it('is the way back from a freeze, and undo says so', async () => {
    const { around, rules, undoes } = await frozen('freeze');
    expect(await planWayBack({ remedy: 'undo', undoes }, rules, around)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('trustwarden release'),
    });
  });
});
