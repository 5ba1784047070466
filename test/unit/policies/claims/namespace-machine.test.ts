import { describe, expect, it } from '@jest/globals';
import { isStranger, strangers, type Acquaintances } from '../../../../policies/claims/namespace-machine.ts';
import { DEAD } from '../../../../policies/patterns/machine.ts';
import { labelsAfter, machineAccepts, stateAfter } from '../../../support/walk.ts';

const KNOWN: Acquaintances = { roots: ['mygroup', 'my', 'ops-1'], projectIds: ['12', '123'] };

const isStrange = (sub: string): boolean => machineAccepts(strangers(KNOWN), sub);

const STRANGE = [
  'project_path:a/b',
  'project_path:mygrou/b',
  'project_path:mygroups/b',
  'project_path:m/b',
  'project_path:a/mygroup',
  'project_path:a/mygroup/c:ref_type:branch:ref:mygroup/x',
  'project_path:ops/x',
  'project_id:1',
  'project_id:124',
  'project_id:1234',
  'job_project_path:mygroup/a',
  'source_project_id:12',
  'job_project_path:mygroup/a:project_id:13:ref:my',
  'project_id:13:project_path:a/b',
];
const KNOWN_ONES = [
  'project_path:mygroup/b',
  'project_path:MyGroup/b',
  'project_path:my/b:ref_type:branch:ref:a',
  'project_path:ops-1/b',
  'project_id:12',
  'project_id:123',
  'project_id:12:ref:a',
  'project_path:a/b:project_id:12',
  'project_id:13:project_path:MY/b',
  'job_project_path:a/b:ref:x:project_path:mygroup/c/d',
];

describe('isStranger', () => {
  it.each(STRANGE)('%s is a stranger’s', (sub) => {
    expect(isStranger(sub, KNOWN)).toBe(true);
    expect(isStrange(sub)).toBe(true);
  });

  it.each(KNOWN_ONES)('%s is not', (sub) => {
    expect(isStranger(sub, KNOWN)).toBe(false);
    expect(isStrange(sub)).toBe(false);
  });

  it('takes what is no subject for a stranger’s', () => {
    expect(isStranger('x', KNOWN)).toBe(true);
    expect(isStranger('project_path:mygroup', KNOWN)).toBe(true);
  });

  it('knows nobody where nobody is known', () => {
    expect(isStranger('project_path:mygroup/b', { roots: [], projectIds: [] })).toBe(true);
  });
});

describe('strangers', () => {
  const machine = strangers(KNOWN);

  it.each([
    'project_path:mygroup/',
    'project_path:MY/',
    'project_path:my:',
    'project_id:12:',
    'ref:a:project_id:123:',
  ])('is dead after %s', (text) => {
    expect(stateAfter(machine, text)).toBe(DEAD);
  });

  it.each(['project_id:12', 'project_path:mygroup', 'project_id:124:', 'project_id:12/'])(
    'is not dead after %s',
    (text) => {
      expect(stateAfter(machine, text)).not.toBe(DEAD);
    },
  );

  it('is one state wherever nothing matters', () => {
    const states = ['ref:', 'project_path:x', 'project_path:x/', 'project_id:2', 'deployment_tier:a'];
    expect(new Set(states.map((text) => stateAfter(machine, text))).size).toBe(1);
    expect(stateAfter(machine, 'ref:a:')).toBe(machine.start);
    expect(stateAfter(machine, 'project_path:x:')).toBe(machine.start);
    expect(stateAfter(machine, 'project_id:2:')).toBe(machine.start);
  });

  it.each([
    ['', ''],
    ['project_path', ''],
    ['project_path:', 'moMO'],
    ['project_path:my', 'gG'],
    ['project_path:mygroup', ''],
    ['project_path:ops', '-'],
    ['project_id:', '1'],
    ['project_id:1', '2'],
    ['project_id:12', '3'],
    ['project_path:x', ''],
    ['ref:', ''],
  ])('tells apart after %j the characters %j', (text, labels) => {
    expect(labelsAfter(machine, text)).toBe(labels);
  });
});
