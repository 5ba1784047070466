import { describe, expect, it } from '@jest/globals';
import type { Role, Rules } from '../../../remediation/ports.ts';
import { remediateRole } from '../../../remediation/remediate-role.ts';
import { deploy, doublesAround } from '../../support/handler-on-doubles.ts';
import { deployArn, openPolicy } from '../../support/samples.ts';
import { selectionFor } from '../../support/scenario.ts';

const SELECTION = selectionFor({ role: deployArn, issuers: ['gitlab.com'], allow: ['mygroup/myproject'] });
const RULES: Rules = {
  digest: 'digest',
  limits: {
    changesPerRole: { max: 3, per: 3_600_000 },
    changesPerAccount: { max: 20, per: 3_600_000 },
  },
  select: () => ({ ...SELECTION, mode: 'enforce' }),
};

/** A role that somebody writes back, as one of some documents in turn, before any write is to be seen. */
function foughtOver(...documents: readonly object[]) {
  const { around, states } = doublesAround(deploy);
  const versions = documents.map((each): Role => ({ ...deploy, trustPolicy: JSON.stringify(each) }));
  let turn = 0;
  const look = async (): Promise<string> => {
    around.roles.interceptNextWrite((write) => {
      const result = write();
      around.roles.put(versions[turn % versions.length] as Role);
      return result;
    });
    try {
      return (await remediateRole({ roleName: 'deploy' }, RULES, around)).kind;
    } catch (error) {
      return (error as Error).name;
    } finally {
      turn += 1;
      around.roles.put(versions[turn % versions.length] as Role);
    }
  };
  return { look, states, around };
}

const OTHER = {
  ...openPolicy,
  Statement: [{ ...openPolicy.Statement[0], Sid: 'Other' }],
};

describe('a trust policy that is written back before the new one is to be seen', () => {
  it('is written as often as the limit says, and then only proposed', async () => {
    const { look, states, around } = foughtOver(openPolicy);
    const kinds: string[] = [];
    for (let turn = 0; turn < 8; turn++) kinds.push(await look());
    expect(around.roles.writes).toHaveLength(3);
    expect(kinds.slice(0, 4)).toEqual(['NotVisibleError', 'NotVisibleError', 'NotVisibleError', 'proposed']);
    expect(new Set(kinds.slice(3))).toEqual(new Set(['proposed']));
    expect(states().slice(0, 5)).toEqual(['pending', 'pending', 'pending', 'superseded', 'proposed']);
  });

  it('is stopped as well where it is another one each time', async () => {
    const { look, around } = foughtOver(openPolicy, OTHER);
    for (let turn = 0; turn < 8; turn++) await look();
    expect(around.roles.writes).toHaveLength(3);
  });
});
