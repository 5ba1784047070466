import { describe, expect, it } from '@jest/globals';
import { hasMeasureIn, withMeasure, withoutMeasure } from '../../../adapters/role-file-measures.ts';

const denyAll = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
const freeze = { kind: 'inline-policy', name: 'Freeze', document: JSON.stringify(denyAll) } as const;
const tag = { kind: 'tag', key: 'trustwarden:quarantine', value: 'freeze' } as const;
const managed = { kind: 'managed-policy', arn: 'arn:aws:iam::aws:policy/AWSDenyAll' } as const;

const roleWith = (PolicyDocument: unknown) => ({
  RoleName: 'deploy',
  RolePolicyList: [{ PolicyName: 'Freeze', PolicyDocument }],
});

describe('measures in a role file', () => {
  it.each([
    ['an object', denyAll],
    ['text', JSON.stringify(denyAll)],
    ['percent-encoded text', encodeURIComponent(JSON.stringify(denyAll))],
    ['an object with its keys in another order', { Statement: denyAll.Statement, Version: denyAll.Version }],
  ])('are found where their document is %s', (_, document) => {
    expect(hasMeasureIn(roleWith(document), freeze)).toBe(true);
  });

  it.each([
    ['another document', { ...denyAll, Statement: [] }],
    ['text that is no JSON', '{'],
    ['text that is badly encoded', '%E0%A4%A'],
    ['null', null],
  ])('are not there where their document is %s', (_, document) => {
    expect(hasMeasureIn(roleWith(document), freeze)).toBe(false);
  });

  it.each([[undefined], [null], ['text'], [{}], [[null, 1, 'a']]])('are not there in the list %j', (list) => {
    const role = { RolePolicyList: list, Tags: list, AttachedManagedPolicies: list };
    for (const measure of [freeze, tag, managed]) expect(hasMeasureIn(role, measure)).toBe(false);
  });

  it('stand where the AWS CLI prints them', () => {
    const role = [freeze, managed, tag].reduce<Readonly<Record<string, unknown>>>(withMeasure, {
      RoleName: 'deploy',
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    expect(role).toEqual({
      RoleName: 'deploy',
      RolePolicyList: [{ PolicyName: 'Freeze', PolicyDocument: denyAll }],
      AttachedManagedPolicies: [{ PolicyName: 'AWSDenyAll', PolicyArn: managed.arn }],
      Tags: [
        { Key: 'team', Value: 'a' },
        { Key: tag.key, Value: tag.value },
      ],
    });
  });

  it('replace and remove those of their name, and no others', () => {
    const other = { PolicyName: 'Other', PolicyDocument: denyAll };
    const role = { RolePolicyList: [other, { PolicyName: 'Freeze', PolicyDocument: '{' }] };
    expect(withMeasure(role, freeze)).toEqual({
      RolePolicyList: [other, { PolicyName: 'Freeze', PolicyDocument: denyAll }],
    });
    expect(withoutMeasure(role, freeze)).toEqual({ RolePolicyList: [other] });
  });
});
