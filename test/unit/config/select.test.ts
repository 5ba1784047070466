import { describe, expect, it } from '@jest/globals';
import { isEnforcing, selectRole } from '../../../config/select.ts';
import { HEAD, LIMITS, configurationOf } from './texts.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const ROLE = 'arn:aws:iam::111122223333:role/';

const configuration = configurationOf(`${HEAD.replace('report', 'quarantine')}
${LIMITS}issuers: [gitlab.com, gitlab.example.com]
defaults: { allow: [fallback/project] }
roles:
  - { role: '${ROLE}deploy-production', mode: enforce, allow: [a/b] }
  - { role: '${ROLE}deploy-*', allow: [c/d] }
  - { role: '${ROLE}team/?', allow: [] }
exempt:
  - { role: '${ROLE}deploy-*', reason: over, until: 2026-11-22 }
  - { role: '${ROLE}deploy-production', reason: migration, until: 2026-11-24 }
  - { role: 'arn:aws:iam::*:role/break-glass', reason: on call, until: 2026-11-23 }
`);

const role = (mode: string) => `roles: [{ role: '${ROLE}a', ${mode} allow: [] }]\n`;
const select = (name: string, now: Date = NOW) => selectRole(configuration, `${ROLE}${name}`, now);

describe('selectRole', () => {
  it('takes the first entry whose pattern matches', () => {
    expect(select('deploy-production')).toMatchObject({ entry: 0, mode: 'enforce' });
    expect(select('deploy-staging')).toMatchObject({ entry: 1, mode: 'dry-run' });
  });

  it('gives the entries, issuers and roots of a listed role', () => {
    expect(select('deploy-staging').intent).toEqual({
      listed: true,
      entries: [{ kind: 'project', path: 'c/d', issuer: 'gitlab.com' }],
      issuers: [
        { name: 'gitlab.com', isPublic: true },
        { name: 'gitlab.example.com', isPublic: false },
      ],
      knownRoots: ['a', 'c', 'fallback'],
    });
  });

  it('gives the defaults to a role that no entry names', () => {
    const selection = select('other');
    expect(selection).not.toHaveProperty('entry');
    expect(selection).toMatchObject({
      mode: 'dry-run',
      unlisted: 'quarantine',
      intent: { listed: false, entries: [{ path: 'fallback/project' }] },
    });
  });

  it('lists a role whose entry allows nobody', () => {
    expect(select('team/x').intent).toMatchObject({ listed: true, entries: [] });
  });

  it('compares with case, whole ARN and path included', () => {
    expect(select('Deploy-staging').intent.listed).toBe(false);
    expect(select('path/deploy-staging').intent.listed).toBe(false);
    expect(select('team/xy').intent.listed).toBe(false);
  });

  it('gives the same intent for the same entry', () => {
    expect(select('deploy-a').intent).toBe(select('deploy-b').intent);
    expect(select('other').intent).toBe(select('another').intent);
    expect(select('deploy-a').intent).not.toBe(select('other').intent);
  });

  it('gives another intent for another configuration', () => {
    const copy = { ...configuration };
    const { intent } = selectRole(copy, `${ROLE}deploy-a`, NOW);
    expect(intent).toEqual(select('deploy-a').intent);
    expect(intent).not.toBe(select('deploy-a').intent);
  });

  it('gives the exemption that still counts, past one that is over', () => {
    expect(select('deploy-production').exemption).toEqual({ reason: 'migration', until: '2026-11-24' });
    expect(select('deploy-staging')).not.toHaveProperty('exemption');
  });

  it('exempts a role that no entry names', () => {
    expect(select('break-glass')).toMatchObject({
      intent: { listed: false },
      exemption: { reason: 'on call' },
    });
  });

  it.each([
    ['2026-11-22T23:59:59.999Z', true],
    ['2026-11-23T23:59:59.999Z', true],
    ['2026-11-23T23:59:59.999-01:00', false],
    ['2026-11-24T00:00:00.000Z', false],
    ['2026-11-24T01:00:00.000+02:00', true],
    ['+012026-01-01T00:00:00.000Z', false],
  ])('counts an exemption to the end of its day in UTC: at %s it is %s', (now, counts) => {
    expect(select('break-glass', new Date(now)).exemption !== undefined).toBe(counts);
  });
});

describe('isEnforcing', () => {
  it.each([
    [HEAD, false],
    [HEAD + role(''), false],
    [HEAD + role('mode: dry-run,'), false],
    [LIMITS + HEAD + role('mode: enforce,'), true],
    [LIMITS + HEAD.replace('dry-run', 'enforce'), true],
    [LIMITS + HEAD.replace('dry-run', 'enforce') + role('mode: dry-run,'), true],
  ])('tells whether any mode is enforce (%#)', (text, enforcing) => {
    expect(isEnforcing(configurationOf(text))).toBe(enforcing);
  });
});
