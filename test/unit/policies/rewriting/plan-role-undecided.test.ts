import { describe, expect, it } from '@jest/globals';
import { ISOLATED } from '../../../support/isolated.ts';
import { ACCOUNT, allow, allowSub, providerArn } from '../parts.ts';
import { INSEPARABLE, INTENT, planned, statementsAfter, UNDECIDED } from './planned.ts';
import { OTHERS, OURS, QUARANTINE } from './samples.ts';

const DOUBTFUL = allowSub('x', 'StringMatches');

describe('planRole, where the undecided is isolated', () => {
  const undecided = 'isolate';

  it('takes GitLab’s access away, also that which is owed', () => {
    const plan = planned([DOUBTFUL], { undecided });
    expect(plan).toMatchObject({
      verdict: 'undecided',
      remedy: 'quarantine',
      quarantine: ISOLATED,
      keeps: [{ entry: INTENT.entries[0], witness: null }],
      stops: [],
      notes: [plan.irreversible],
    });
    expect(statementsAfter(plan)).toEqual([QUARANTINE]);
    expect(statementsAfter(planned([allowSub(OURS), DOUBTFUL], { undecided }))).toEqual([QUARANTINE]);
  });

  it('keeps the others', () => {
    const mixed = allow(DOUBTFUL['Condition'], { Principal: { Federated: providerArn(), AWS: ACCOUNT } });
    expect(statementsAfter(planned([mixed, OTHERS], { undecided }))).toEqual([
      { ...mixed, Principal: { AWS: ACCOUNT } },
      OTHERS,
    ]);
  });

  it('isolates what is too wide beside something undecided', () => {
    const plan = planned([allow(undefined), DOUBTFUL, OTHERS], { undecided });
    expect(plan).toMatchObject({ verdict: 'broader', remedy: 'quarantine', quarantine: ISOLATED });
    expect(statementsAfter(plan)).toEqual([OTHERS]);
    expect(plan.stops).toHaveLength(1);
  });

  it('does so with the quarantine that is ordered', () => {
    const quarantine = { level: 'freeze', revokeSessions: false } as const;
    const plan = planned([DOUBTFUL], { undecided, quarantine });
    expect(plan).toMatchObject({ remedy: 'quarantine', after: null, quarantine: { level: 'freeze' } });
  });

  it('reports where that is wanted, by word or by default', () => {
    for (const options of [{}, { undecided: 'report' as const }])
      expect(planned([DOUBTFUL], options)).toMatchObject({
        remedy: 'report',
        after: null,
        quarantine: null,
        notes: [UNDECIDED],
      });
  });

  it('reports where the role is protected or its principals cannot be told apart', () => {
    expect(planned([DOUBTFUL], { undecided, protection: 'exempt' }).notes).toEqual(['exempt']);
    const everybody = allow(DOUBTFUL['Condition'], { Principal: '*' });
    expect(planned([OTHERS, everybody], { undecided })).toMatchObject({
      remedy: 'report',
      after: null,
      notes: [`statement 1 ${INSEPARABLE}`],
    });
  });

  it('narrows what can be decided as ever', () => {
    expect(statementsAfter(planned([allow(undefined)], { undecided }))).toEqual([allowSub(OURS)]);
  });
});
