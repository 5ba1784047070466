import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { formatProblem, loadConfiguration } from '../../../config/load.ts';
import { writeStarter } from '../../../config/starter.ts';
import { hostileText } from '../../support/samples.ts';
import { holdsAlways } from '../../support/property-runs.ts';
import { caseArb } from '../../support/trust-policy-arb.ts';
import { allow, allowSub, providerArn, SELF_MANAGED } from '../policies/parts.ts';

const ARN = 'arn:aws:iam::111122223333:role/deploy';
const role = (statements: readonly object[], arn = ARN) => ({
  arn,
  trustPolicy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
});
const problemsOf = (text: string): readonly string[] => {
  const loaded = loadConfiguration(text, 'f');
  return loaded.ok ? [] : loaded.problems.map(formatProblem);
};
const allowedOf = (text: string): unknown =>
  parse(text).roles.map((entry: { allow: unknown }) => entry.allow);

describe('writeStarter', () => {
  it('is a dry run without roles where nobody lets GitLab in', () => {
    const text = writeStarter([role([{ ...allow(undefined), Principal: { Service: 'ec2.amazonaws.com' } }])]);
    expect(parse(text)).toEqual({
      version: 1,
      mode: 'dry-run',
      unlisted: 'report',
      issuers: ['gitlab.com'],
      defaults: { allow: [] },
      roles: [],
    });
    expect(problemsOf(text)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['project_path:a/b', 'a/b'],
    ['project_path:a/b:*', 'a/b'],
    ['project_path:a/b:ref_type:branch:ref:main', { project: 'a/b', branches: ['main'] }],
    ['project_path:a/b:ref_type:tag:ref:v*', { project: 'a/b', tags: ['v*'] }],
    ['project_path:a/b:ref_type:*:ref:main', { project: 'a/b', branches: ['main'], tags: ['main'] }],
    ['project_path:a/b/c/*', { group: 'a/b/c' }],
    ['project_path:a/*:ref_type:branch:ref:main', { group: 'a', branches: ['main'] }],
  ])('takes over %s', (value, line) => {
    const text = writeStarter([role([allowSub(value)])]);
    expect(allowedOf(text)).toEqual([[line]]);
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    '*',
    'project_path:*',
    'project_path:a*',
    'project_path:a/b*',
    'project_id:7:*',
    'a/b',
    'project_path:a/b.git',
    'project_path:a/b:ref_type:branch:ref:a..b',
    `project_path:a/b:ref_type:branch:ref:${hostileText}`,
  ])('says what it does not take over: %j', (value) => {
    const text = writeStarter([role([allowSub(value)])]);
    expect(allowedOf(text)).toEqual([[]]);
    expect(text).toMatch(/^ {2}# not taken over: [^\n]+\n {2}- role: /m);
    expect(problemsOf(text)).toEqual([]);
  });

  it('says where nothing is asked for', () => {
    expect(writeStarter([role([allow(undefined)])])).toContain(
      '# a statement asks for no subject of gitlab.com, so that all its projects get in\n',
    );
  });

  it('names the instances, gitlab.com first, and the instance of a line that is not of the first', () => {
    const theirs = allow(
      { StringLike: { [`${SELF_MANAGED}:sub`]: 'project_path:c/d:*' } },
      { Principal: { Federated: providerArn(SELF_MANAGED) } },
    );
    const other = allow(
      { StringEquals: { 'code.example.org:sub': 'project_path:e/f:*' } },
      { Principal: { Federated: providerArn('code.example.org') } },
    );
    const github = allow(undefined, {
      Principal: { Federated: providerArn('token.actions.githubusercontent.com') },
    });
    const text = writeStarter([role([theirs, allowSub('project_path:a/b:*'), other, github])]);
    expect(parse(text).issuers).toEqual(['gitlab.com', 'code.example.org', SELF_MANAGED]);
    expect(allowedOf(text)).toEqual([
      [{ project: 'c/d', issuer: SELF_MANAGED }, 'a/b', { project: 'e/f', issuer: 'code.example.org' }],
    ]);
  });

  it('has an entry for each role, in order, each line once', () => {
    const text = writeStarter([
      role([allowSub('project_path:c/d:*')], `${ARN}-2`),
      role([allowSub(['project_path:a/b:*', 'project_path:a/b'])]),
    ]);
    expect(parse(text).roles).toEqual([
      { role: ARN, allow: ['a/b'] },
      { role: `${ARN}-2`, allow: ['c/d'] },
    ]);
  });

  it('leaves out what it cannot read', () => {
    expect(
      parse(writeStarter([{ arn: ARN, trustPolicy: '{' }, role([allow(undefined)], 'x')])).roles,
    ).toEqual([]);
  });

  it('is valid and stays as it is read, whatever the trust policies hold', () => {
    holdsAlways(fc.tuple(caseArb, fc.string()), ([{ document }, noise]) => {
      const statement = allowSub(`project_path:a/b:ref_type:branch:ref:${noise}`);
      const text = writeStarter([
        { arn: ARN, trustPolicy: JSON.stringify(document) },
        role([statement], `${ARN}-2`),
      ]);
      expect({ problems: problemsOf(text), text }).toEqual({ problems: [], text });
    });
  });
});
