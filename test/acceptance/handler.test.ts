import { describe, expect, it } from '@jest/globals';
import { deliveredEvent } from '../support/cloudtrail-events.ts';
import { deploy, handlerOnDoubles } from '../support/handler-on-doubles.ts';
import { openPolicy, projectPolicy } from '../support/samples.ts';

const event = deliveredEvent('update-assume-role-policy');

describe('one event', () => {
  it('narrows the role, journals each step, and tells', async () => {
    const { send, roles, sink, states, journal } = handlerOnDoubles();
    expect((await send(event)).kind).toBe('applied');
    expect(JSON.parse(roles.trustPolicyOf('deploy') ?? '')).toEqual(projectPolicy);
    expect(states()).toEqual(['pending', 'written', 'notified']);
    expect(JSON.parse(journal.entries[0]?.before ?? '')).toEqual(openPolicy);
    expect(sink.notices.map((notice) => notice.kind)).toEqual(['applied']);
  });

  it('journals what it replaces before it writes', async () => {
    const { send, roles, states } = handlerOnDoubles();
    let before: string[] = [];
    roles.interceptNextWrite((write) => {
      before = states();
      return write();
    });
    await send(event);
    expect(before).toEqual(['pending']);
  });

  it('only proposes in dry-run', async () => {
    const { send, roles, sink, states } = handlerOnDoubles('dry-run');
    expect((await send(event)).kind).toBe('proposed');
    expect(roles.writes).toEqual([]);
    expect(roles.trustPolicyOf('deploy')).toBe(deploy.trustPolicy);
    expect(states()).toEqual(['proposed']);
    expect(sink.notices).toMatchObject([
      { kind: 'proposed', severity: 'critical', after: JSON.stringify(projectPolicy) },
    ]);
  });

  it('changes the role once however often the event comes', async () => {
    const { send, roles } = handlerOnDoubles();
    const kinds = [];
    for (let delivery = 0; delivery < 4; delivery++) kinds.push((await send(event)).kind);
    expect(kinds).toEqual(['applied', 'unchanged', 'unchanged', 'unchanged']);
    expect(roles.writes).toHaveLength(1);
  });

  it('keeps a proposal once and tells each time', async () => {
    const { send, sink, states } = handlerOnDoubles('dry-run');
    await send(event);
    await send(event);
    expect(states()).toEqual(['proposed']);
    expect(sink.notices).toHaveLength(2);
  });

  it('reads the role and does not believe the document in the event', async () => {
    const safe = { ...deploy, trustPolicy: JSON.stringify(projectPolicy) };
    const { send, roles } = handlerOnDoubles('enforce', safe);
    expect((await send(event)).kind).toBe('unchanged');
    expect(roles.writes).toEqual([]);
  });

  it.each([
    ['an object', { ...openPolicy }],
    ['text', JSON.stringify(openPolicy)],
    ['something else', 17],
  ])('takes an event whose policyDocument is %s', async (_, policyDocument) => {
    const { send } = handlerOnDoubles();
    const changed = structuredClone(event) as { detail: { requestParameters: Record<string, unknown> } };
    changed.detail.requestParameters['policyDocument'] = policyDocument;
    expect((await send(changed)).kind).toBe('applied');
  });

  it('handles CreateRole and AcquireRole as well', async () => {
    const create = handlerOnDoubles('enforce', { ...deploy, name: 'ci-release' });
    expect((await create.send(deliveredEvent('create-role'))).kind).toBe('applied');
    const acquire = structuredClone(event) as { detail: Record<string, unknown> };
    Object.assign(acquire.detail, {
      eventName: 'AcquireRole',
      requestParameters: {},
      responseElements: { role: { roleName: 'deploy' } },
    });
    expect((await handlerOnDoubles().send(acquire)).kind).toBe('applied');
  });
});

describe('an event that asks for nothing', () => {
  it('ignores a call that failed', async () => {
    const { send, states } = handlerOnDoubles();
    expect(await send(deliveredEvent('failed-update'))).toMatchObject({
      kind: 'ignored',
      reason: expect.stringContaining('failed'),
    });
    expect(states()).toEqual([]);
  });

  it('ignores an event that is not ours', async () => {
    const { send } = handlerOnDoubles();
    const other = structuredClone(event) as { detail: Record<string, unknown> };
    other.detail['eventName'] = 'DeleteRole';
    expect((await send(other)).kind).toBe('ignored');
  });

  it('skips a role that is gone', async () => {
    const { send, states } = handlerOnDoubles('enforce', { ...deploy, name: 'another' });
    expect(await send(event)).toMatchObject({ kind: 'skipped', roleName: 'deploy' });
    expect(states()).toEqual([]);
  });

  it('skips an event of another account than the role', async () => {
    const { send, roles } = handlerOnDoubles('enforce', {
      ...deploy,
      arn: 'arn:aws:iam::444455556666:role/deploy',
    });
    expect(await send(event)).toMatchObject({
      kind: 'skipped',
      reason: expect.stringContaining('444455556666'),
    });
    expect(roles.writes).toEqual([]);
  });

  it('skips a role whose trust policy is not JSON', async () => {
    const { send, roles } = handlerOnDoubles('enforce', { ...deploy, trustPolicy: '{"Statement":' });
    expect(await send(event)).toMatchObject({ kind: 'skipped', reason: expect.stringContaining('not JSON') });
    expect(roles.writes).toEqual([]);
  });

  it.each([
    ['a service-linked role', 'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/deploy'],
    ['a role of Identity Center', 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/deploy'],
  ])('reports %s and leaves it alone', async (_, arn) => {
    const { send, roles, sink } = handlerOnDoubles('enforce', { ...deploy, arn });
    expect((await send(event)).kind).toBe('reported');
    expect(roles.writes).toEqual([]);
    expect(sink.notices).toMatchObject([{ kind: 'reported', remedy: 'report', configuration: 'digest' }]);
  });
});
