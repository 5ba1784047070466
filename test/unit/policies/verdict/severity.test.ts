import { describe, expect, it } from '@jest/globals';
import { highest, isAbove, severityOf, type Whose } from '../../../../policies/verdict/severity.ts';
import { intentOf, PRIVATE, project, PUBLIC, SELF_MANAGED } from '../parts.ts';

const INTENT = {
  ...intentOf(
    project('my/app', { id: '12', refs: { branches: ['main'], tags: [] } }),
    project('x/y', { issuer: SELF_MANAGED }),
  ),
  knownRoots: ['my', 'x'],
};
const WHOSE: Whose = {
  intent: INTENT,
  issuer: PUBLIC,
  acquaintances: { roots: ['my', 'x', 'written'], projectIds: ['7'] },
  isUnhindered: true,
};

describe('severityOf', () => {
  it.each([
    ['project_path:evil/a', 'critical'],
    ['job_project_path:my/app', 'critical'],
    ['project_id:1', 'critical'],
    ['project_path:written/a', 'high'],
    ['project_id:7', 'high'],
    ['project_path:my/other', 'medium'],
    ['project_path:MY/other', 'medium'],
    ['project_path:x/y', 'medium'],
    ['project_path:my/app', 'low'],
    ['project_path:my/app:ref_type:branch:ref:x', 'low'],
    ['project_path:my/other:project_id:12', 'low'],
    ['project_id:12:ref_type:branch:ref:x', 'low'],
  ])('rates %s as %s', (sub, severity) => {
    expect(severityOf({ sub }, WHOSE)).toBe(severity);
  });

  it('rates an allowed project by its claim, whatever path it shows', () => {
    expect(severityOf({ sub: 'project_path:evil/x', project_id: '12' }, WHOSE)).toBe('low');
    expect(severityOf({ sub: 'project_path:evil/x', project_id: '13' }, WHOSE)).toBe('critical');
  });

  it('rates a stranger no higher than high where something hinders, or on a private issuer', () => {
    const sub = 'project_path:evil/a';
    expect(severityOf({ sub }, { ...WHOSE, isUnhindered: false })).toBe('high');
    expect(severityOf({ sub }, { ...WHOSE, issuer: PRIVATE })).toBe('high');
  });

  it('knows an allowed project by its claim, and a missing subject for a stranger’s', () => {
    expect(severityOf({ sub: 'project_path:my/other', project_id: '12' }, WHOSE)).toBe('low');
    expect(severityOf({ sub: 'project_path:x/y' }, { ...WHOSE, issuer: PRIVATE })).toBe('low');
    expect(severityOf({}, WHOSE)).toBe('critical');
    expect(severityOf({}, { ...WHOSE, isUnhindered: false })).toBe('high');
  });
});

describe('the order of severities', () => {
  it.each([
    ['critical', 'high', true],
    ['high', 'medium', true],
    ['medium', 'low', true],
    ['low', 'low', false],
    ['low', 'critical', false],
  ] as const)('%s is above %s: %s', (one, other, above) => {
    expect(isAbove(one, other)).toBe(above);
  });

  it.each([
    [[], null],
    [[null], null],
    [['low', null], 'low'],
    [['low', 'medium'], 'medium'],
    [['critical', 'high', 'low'], 'critical'],
    [['medium', 'high'], 'high'],
  ] as const)('the highest of %j is %s', (severities, severity) => {
    expect(highest(severities)).toBe(severity);
  });
});
