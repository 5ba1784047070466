import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { formatProblem, loadConfiguration } from '../../../config/load.ts';
import { writeStarter } from '../../../config/starter.ts';
import type { JsonObject } from '../../../policies/document/json.ts';
import { hostileText } from '../../support/samples.ts';
import { expectEqual, holdsAlways } from '../../support/property-runs.ts';
import { caseArb } from '../../support/trust-policy-arb.ts';
import { allow, allowSub, deny, onSub, providerArn, SELF_MANAGED } from '../policies/parts.ts';

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
    'project_path:a/b.GIT:*',
    'project_path:a.Git/*',
    `project_path:a/${'b'.repeat(1024)}:*`,
    'project_path:a/b:ref_type:branch:ref:main\u202egnp',
    'project_path:a/b:ref_type:branch:ref:${*}',
  ])('says what it does not take over: %j', (value) => {
    const text = writeStarter([role([allowSub(value)])]);
    expect(allowedOf(text)).toEqual([[]]);
    expect(text).toMatch(/^ {2}# not taken over: [^\n]+\n {2}- role: /m);
    expect(problemsOf(text)).toEqual([]);
  });

  it('says where nothing is asked for', () => {
    const others = allow(onSub('StringNotLike', 'project_path:a/b:*'));
    for (const statement of [allow(undefined), others])
      expect(writeStarter([role([statement])])).toContain(
        '# a statement asks for no subject of gitlab.com, so that all its projects get in\n',
      );
  });

  const GROUP = 'project_path:a/*';
  const A = [{ group: 'a' }];

  it.each<[string, JsonObject, unknown, string]>([
    [
      'a claim besides the subject',
      onSub('StringLike', GROUP, { StringEquals: { 'gitlab.com:ref_protected': 'true' } }),
      A,
      'not taken over: StringEquals gitlab.com:ref_protected true',
    ],
    [
      'what is kept out of it',
      onSub('StringLike', GROUP, { StringNotLike: { 'gitlab.com:sub': ['project_path:a/b:*', 'x'] } }),
      A,
      'not taken over: StringNotLike gitlab.com:sub project_path:a/b:*, x',
    ],
    [
      'a second list',
      onSub('StringLike', GROUP, { 'ForAnyValue:StringLike': { 'gitlab.com:sub': 'x' } }),
      [],
      'not taken over: StringLike gitlab.com:sub project_path:a/*',
    ],
    [
      'another operator',
      onSub('StringLikeIfExists', GROUP),
      [],
      'not taken over: StringLikeIfExists gitlab.com:sub project_path:a/*',
    ],
    [
      'a wildcard that is literal',
      onSub('StringEquals', GROUP),
      A,
      'lets nobody in today, `*` is literal under StringEquals: project_path:a/*',
    ],
  ])('says what else a statement asks for: %s', (_, condition, lines, remark) => {
    const text = writeStarter([role([allow(condition)])]);
    expect(allowedOf(text)).toEqual([lines]);
    expect(text).toContain(`  # ${remark}\n`);
    expect(text).not.toContain('asks for no subject');
  });

  it('says nothing of audiences, nor of what another instance is asked for', () => {
    const both = allow(
      {
        StringLike: { 'gitlab.com:sub': GROUP, [`${SELF_MANAGED}:sub`]: GROUP },
        StringEquals: { 'gitlab.com:aud': 'x', [`${SELF_MANAGED}:aud`]: 'x' },
      },
      { Principal: { Federated: [providerArn(), providerArn(SELF_MANAGED)] } },
    );
    expect(writeStarter([role([both])])).not.toContain('not taken over');
  });

  it('says where a Deny keeps something out', () => {
    const text = writeStarter([role([allowSub(GROUP), deny(onSub('StringLike', 'project_path:a/b:*'))])]);
    expect(text).toContain('  # not taken over: a Deny that is about gitlab.com\n');
    expect(writeStarter([role([deny(undefined)])])).not.toContain('Deny');
  });

  it('leaves a role out whose path would mean other roles, and says so', () => {
    const theirs = `arn:aws:iam::111122223333:role/*/deploy`;
    const text = writeStarter([
      role([allowSub('project_path:evil/x:*')], theirs),
      role([allowSub('project_path:a/b:*')], 'arn:aws:iam::111122223333:role/team/deploy'),
    ]);
    expect(allowedOf(text)).toEqual([['a/b']]);
    expect(text).toContain(`# Left out, since its ARN is no pattern of this role alone: ${theirs}\n`);
    expect(problemsOf(text)).toEqual([]);
  });

  it.each(['arn:awsx:iam::111122223333:role/x', `arn:aws:iam::111122223333:role/${'x'.repeat(1024)}`])(
    'leaves a role out whose ARN no configuration may hold: %s',
    (arn) => {
      const text = writeStarter([role([allowSub(GROUP)], arn)]);
      expect(allowedOf(text)).toEqual([]);
      expect(problemsOf(text)).toEqual([]);
    },
  );

  it('has one entry for a role that is there twice', () => {
    const text = writeStarter([role([allowSub(GROUP)]), role([allowSub(GROUP)])]);
    expect(allowedOf(text)).toEqual([A]);
  });

  it('passes over a statement for everybody but GitLab, and knows an instance in any case', () => {
    const { Principal: provider, ...rest } = allow(undefined);
    expect(allowedOf(writeStarter([role([{ ...rest, NotPrincipal: provider }])]))).toEqual([]);
    const spelled = allow(onSub('StringLike', GROUP), {
      Principal: { Federated: providerArn('GitLab.com') },
    });
    expect(allowedOf(writeStarter([role([spelled])]))).toEqual([A]);
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

  it('leaves out what it cannot read, and says so', () => {
    const text = writeStarter([{ arn: `${ARN}\u202e`, trustPolicy: '{' }, role([allow(undefined)], 'x')]);
    expect(parse(text).roles).toEqual([]);
    expect(text).toContain(`# Left out, since its trust policy cannot be read: ${ARN}\\u202e\n`);
    expect(text).toContain('# Left out, since its ARN is no pattern of this role alone: x\n');
    expect(problemsOf(text)).toEqual([]);
  });

  it('has a comment for each key, and keys behind comments that are right once these are taken off', () => {
    const text = writeStarter([role([allowSub('project_path:a/b:*')])]);
    for (const key of ['mode', 'unlisted', 'issuers', 'defaults', 'roles'])
      expect(text).toMatch(new RegExp(`\n# [^\n]+\n${key}:`));
    const whole = text.replaceAll(/^#(?! )/gm, '').replaceAll(/^#( {2}- )/gm, '$1');
    expect(problemsOf(whole.replace('mode: dry-run', 'mode: enforce'))).toEqual([]);
    expect(Object.keys(parse(whole))).toEqual([...Object.keys(parse(text)), 'limits', 'exempt']);
  });

  it('is valid and stays as it is read, whatever the trust policies hold', () => {
    holdsAlways(fc.tuple(caseArb, fc.string()), ([{ document }, noise]) => {
      const statement = allowSub(`project_path:a/b:ref_type:branch:ref:${noise}`);
      const text = writeStarter([
        { arn: ARN, trustPolicy: JSON.stringify(document) },
        role([statement], `${ARN}-2`),
      ]);
      expectEqual({ problems: problemsOf(text), text }, { problems: [], text });
    });
  });
});
