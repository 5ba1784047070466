import * as fc from 'fast-check';
import type { Intent, Json, JsonObject } from '../../policies/index.ts';
import { conditionArb, widerConditionArb, soundConditionArb } from './condition-arb.ts';
import { GITLAB, intentArb, SELF_MANAGED } from './intent-arb.ts';

/** The account of every role that is generated. */
export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;

/** Returns the ARN of the OIDC provider of an issuer in the role's account. */
export function providerOf(issuer: string): string {
  return `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`;
}

export const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
export const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
export const ACTIONS_ROLE_ISSUER = 'token.actions.githubusercontent.com';

const issuerArb = fc.oneof(
  { weight: 4, arbitrary: fc.constant(GITLAB) },
  { weight: 1, arbitrary: fc.constant(SELF_MANAGED) },
);

const oneOrMany = (values: readonly string[]): Json => (values.length === 1 ? (values[0] as string) : values);

const listArb = (values: readonly string[]): fc.Arbitrary<Json> =>
  fc
    .tuple(fc.subarray([...values], { minLength: 1 }), fc.boolean())
    .map(([some, asList]) => (asList ? some : oneOrMany(some)));

const PROVIDERS = [
  providerOf(GITLAB),
  providerOf(SELF_MANAGED),
  providerOf('gitlab.example.com'),
  providerOf(ACTIONS_ROLE_ISSUER),
  providerOf('GitLab.com'),
  `arn:aws-cn:iam::${ACCOUNT}:oidc-provider/gitlab.com`,
  'arn:aws:iam::999900001111:oidc-provider/gitlab.com',
  `arn:aws:iam::${ACCOUNT}:oidc-provider/*`,
  'gitlab.com',
  'accounts.google.com',
  SAML,
  '*',
];

const principalArb = (issuer: string): fc.Arbitrary<JsonObject> =>
  fc.oneof(
    { weight: 16, arbitrary: fc.constant({ Principal: { Federated: providerOf(issuer) } }) },
    {
      weight: 2,
      arbitrary: listArb(PROVIDERS.slice(0, 4)).map((Federated) => ({ Principal: { Federated } })),
    },
    { weight: 1, arbitrary: listArb(PROVIDERS).map((Federated) => ({ Principal: { Federated } })) },
    { weight: 3, arbitrary: mixedPrincipalArb(issuer) },
    { weight: 1, arbitrary: fc.constant({ Principal: '*' }) },
    { weight: 1, arbitrary: fc.constant({ Principal: { AWS: '*' } }) },
    { weight: 1, arbitrary: listArb(PROVIDERS).map((Federated) => ({ NotPrincipal: { Federated } })) },
    { weight: 1, arbitrary: fc.constant({ NotPrincipal: { AWS: USER } }) },
  );

const mixedPrincipalArb = (issuer: string): fc.Arbitrary<JsonObject> =>
  fc
    .record(
      {
        Federated: listArb([providerOf(issuer), SAML]),
        AWS: listArb([USER, ACCOUNT, '*']),
        Service: listArb(['ec2.amazonaws.com', 'lambda.amazonaws.com']),
      },
      { requiredKeys: ['Federated'], noNullPrototype: true },
    )
    .map((Principal) => ({ Principal: Principal as JsonObject }));

const WEB = 'sts:AssumeRoleWithWebIdentity';

const actionArb: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 14, arbitrary: fc.constant({ Action: WEB }) },
  { weight: 2, arbitrary: listArb([WEB, 'sts:TagSession', 'sts:AssumeRole']).map((Action) => ({ Action })) },
  {
    weight: 4,
    arbitrary: listArb([
      'sts:*',
      'STS:assumerolewithwebidentity',
      'sts:AssumeRole*',
      'sts:AssumeRoleWith???Identity',
      'sts:AssumeRole',
      '*',
    ]).map((Action) => ({ Action })),
  },
  {
    weight: 1,
    arbitrary: listArb(['sts:TagSession', 'sts:assumerolewithweb*', 'sts:AssumeRole']).map((NotAction) => ({
      NotAction,
    })),
  },
);

const sidArb = fc.option(fc.constantFrom('One', 'Two'), { nil: undefined });

const putTogether = (parts: {
  Sid: string | undefined;
  Effect: string;
  principal: JsonObject;
  action: JsonObject;
  Condition: JsonObject | undefined;
}): JsonObject => ({
  ...(parts.Sid === undefined ? {} : { Sid: parts.Sid }),
  Effect: parts.Effect,
  ...parts.principal,
  ...parts.action,
  ...(parts.Condition === undefined ? {} : { Condition: parts.Condition }),
});

/** Statements that let in what the intent allows, and perhaps less. */
const soundStatementArb = (intent: Intent): fc.Arbitrary<JsonObject> =>
  fc
    .constantFrom(...(intent.entries.length > 0 ? intent.entries.map((entry) => entry.issuer) : [GITLAB]))
    .chain((issuer) =>
      fc
        .record({
          Sid: sidArb,
          Effect: fc.constant('Allow'),
          principal: fc.oneof(
            { weight: 8, arbitrary: fc.constant({ Principal: { Federated: providerOf(issuer) } }) },
            { weight: 1, arbitrary: mixedPrincipalArb(issuer) },
          ),
          action: fc.oneof(
            { weight: 8, arbitrary: fc.constant({ Action: WEB }) },
            { weight: 1, arbitrary: actionArb },
          ),
          Condition: soundConditionArb(intent, issuer),
        })
        .map(putTogether),
    );

/** Statements with one pattern that lets in a little more than the intent. */
const widerStatementArb = (intent: Intent): fc.Arbitrary<JsonObject> =>
  issuerArb.chain((issuer) =>
    widerConditionArb(intent, issuer).map((Condition) => ({
      Effect: 'Allow',
      Principal: { Federated: providerOf(issuer) },
      Action: WEB,
      Condition,
    })),
  );

/** Statements of every kind, near the boundary of the intent. */
const statementArb = (intent: Intent): fc.Arbitrary<JsonObject> =>
  issuerArb.chain((issuer) =>
    fc
      .record({
        Sid: sidArb,
        Effect: fc.oneof(
          { weight: 3, arbitrary: fc.constant('Allow') },
          { weight: 1, arbitrary: fc.constant('Deny') },
        ),
        principal: principalArb(issuer),
        action: actionArb,
        Condition: fc.option(conditionArb(intent, issuer), { nil: undefined, freq: 12 }),
      })
      .map(putTogether),
  );

/** Statements that are about somebody else. */
const foreignStatementArb: fc.Arbitrary<JsonObject> = fc.constantFrom<JsonObject>(
  { Effect: 'Allow', Principal: { AWS: USER }, Action: 'sts:AssumeRole' },
  { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  {
    Effect: 'Allow',
    Principal: { Federated: SAML },
    Action: 'sts:AssumeRoleWithSAML',
    Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
  },
  {
    Sid: 'Denied',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sts:AssumeRole',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  },
);

const versionArb = fc.oneof(
  { weight: 8, arbitrary: fc.constant('2012-10-17') },
  { weight: 1, arbitrary: fc.constantFrom('2008-10-17', undefined) },
);

/** Trust policies made of everything that a trust policy can hold, near the boundary of an intent. */
export const trustPolicyArb = (intent: Intent): fc.Arbitrary<JsonObject> =>
  fc
    .record({
      Version: versionArb,
      statements: fc.oneof(
        { weight: 5, arbitrary: fc.array(soundStatementArb(intent), { minLength: 1, maxLength: 2 }) },
        {
          weight: 3,
          arbitrary: fc
            .tuple(soundStatementArb(intent), fc.oneof(statementArb(intent), foreignStatementArb))
            .map((both) => [...both]),
        },
        { weight: 3, arbitrary: widerStatementArb(intent).map((one) => [one]) },
        { weight: 6, arbitrary: fc.array(statementArb(intent), { minLength: 1, maxLength: 3 }) },
      ),
      asObject: fc.boolean(),
    })
    .map(({ Version, statements, asObject }) => ({
      ...(Version === undefined ? {} : { Version }),
      Statement: asObject && statements.length === 1 ? (statements[0] as JsonObject) : statements,
    }));

/** One thing to judge: an intent, a policy near it, and the number that its tokens follow from. */
export interface Case {
  readonly intent: Intent;
  readonly document: JsonObject;
  readonly luck: number;
}

/** Intents with a policy near them. */
export const caseArb: fc.Arbitrary<Case> = intentArb.chain((intent) =>
  fc.record(
    { intent: fc.constant(intent), document: trustPolicyArb(intent), luck: fc.nat() },
    { noNullPrototype: true },
  ),
);
