import { describe, expect, it } from '@jest/globals';
import { GITLAB_COM, isPickedFreely, keyKind } from '../../../../policies/claims/keys.ts';

const SELF_MANAGED = 'gitlab.example.com/gitlab';
const CLAIMS = [
  'project_id',
  'namespace_id',
  'user_id',
  'user_login',
  'user_email',
  'user_access_level',
  'ref_protected',
  'pipeline_source',
  'runner_environment',
];

describe('keyKind', () => {
  it.each([
    ['gitlab.com:sub', 'gitlab.com'],
    ['GitLab.com:SUB', 'gitlab.com'],
    ['gitlab.com:sub', 'GitLab.com'],
    ['gitlab.example.com/gitlab:sub', SELF_MANAGED],
    ['gitlab.example.com:8443:sub', 'gitlab.example.com:8443'],
  ])('%s is the subject of %s', (key, issuer) => {
    expect(keyKind(key, issuer)).toEqual({ kind: 'subject' });
  });

  it.each([
    ['gitlab.com:aud', 'gitlab.com'],
    ['gitlab.com:AUD', 'gitlab.com'],
    [`${SELF_MANAGED}:aud`, SELF_MANAGED],
  ])('%s is the audience of %s, which every token has', (key, issuer) => {
    expect(keyKind(key, issuer)).toEqual({ kind: 'claim', name: 'aud', optional: false });
  });

  it.each(CLAIMS)('%s is a claim of gitlab.com that a token may have, and of no other issuer', (name) => {
    const claim = { kind: 'claim', name, optional: true };
    expect(keyKind(`gitlab.com:${name}`, GITLAB_COM)).toEqual(claim);
    expect(keyKind(`GITLAB.com:${name.toUpperCase()}`, GITLAB_COM)).toEqual(claim);
    expect(keyKind(`${SELF_MANAGED}:${name}`, SELF_MANAGED)).toEqual({ kind: 'absent' });
  });

  it.each(['amr', 'email', 'oaud'])('nobody knows %s', (name) => {
    expect(keyKind(`gitlab.com:${name}`, GITLAB_COM)).toEqual({ kind: 'unknown' });
    expect(keyKind(`${SELF_MANAGED}:${name}`, SELF_MANAGED)).toEqual({ kind: 'unknown' });
  });

  it.each([
    'gitlab.com:subject',
    'gitlab.com:project_path',
    'gitlab.com:ref',
    'gitlab.com:environment',
    'gitlab.com:',
    'gitlab.com',
    'gitlab.example.com:sub',
    'token.actions.githubusercontent.com:sub',
    'xgitlab.com:sub',
    'gitlab.com:sub:x',
    'https://gitlab.com:sub',
    'sub',
    ':sub',
    '',
    'awsx:SourceIp',
    'saml:aud',
  ])('no token of gitlab.com has %j', (key) => {
    expect(keyKind(key, GITLAB_COM)).toEqual({ kind: 'absent' });
  });

  it.each([
    'sts:RoleSessionName',
    'aws:CurrentTime',
    'aws:EpochTime',
    'aws:SecureTransport',
    'aws:UserAgent',
    'aws:Referer',
    'AWS:RequestedRegion',
  ])('%s is the caller’s', (key) => {
    expect(keyKind(key, GITLAB_COM)).toEqual({ kind: 'callers' });
  });

  it.each([
    'aws:SourceIp',
    'AWS:sourceVpc',
    'aws:PrincipalOrgID',
    'sts:RoleAuthorizedByIdp',
    'STS:ExternalId',
    'aws:',
  ])('nobody knows %s', (key) => {
    expect(keyKind(key, GITLAB_COM)).toEqual({ kind: 'unknown' });
  });
});

describe('isPickedFreely', () => {
  it.each([
    ['sts:RoleSessionName', true],
    ['AWS:UserAgent', true],
    ['aws:Referer', true],
    ['aws:requestedregion', true],
    ['aws:CurrentTime', false],
    ['aws:EpochTime', false],
    ['aws:SecureTransport', false],
    ['aws:SourceIp', false],
    ['gitlab.com:sub', false],
  ])('%s: %s', (key, isPicked) => {
    expect(isPickedFreely(key)).toBe(isPicked);
  });
});
