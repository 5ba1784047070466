import * as fc from 'fast-check';
import { OPERATORS } from '../../policies/conditions/operators.ts';
import type { Intent, Json, JsonObject } from '../../policies/index.ts';
import { IDS, subjectsOf } from './intent-arb.ts';
import { subjectPatternArb, widerSubjectArb } from './subject-arb.ts';

interface Triple {
  readonly operator: string;
  readonly key: string;
  readonly values: Json;
}

export const CLAIMS = {
  project_id: [...IDS, '12*', '1?', '', 'abc', '012', 12, 67890],
  namespace_id: ['7', '*', '8'],
  user_id: ['5', '6', '?'],
  user_login: ['alice', 'bob', 'a*', 'ALICE'],
  user_email: ['alice@example.com', '*@example.com'],
  user_access_level: ['owner', 'maintainer', '*'],
  ref_protected: ['true', 'false', true, false, 'TRUE', 't*'],
  pipeline_source: ['push', 'web', 'merge_request_event', 'p*'],
  runner_environment: ['gitlab-hosted', 'self-hosted'],
} as const;

export const AUDIENCES = ['https://gitlab.com', 'https://gitlab.example.com/gitlab', 'sts.amazonaws.com'];

const CALLERS_KEYS = [
  'sts:RoleSessionName',
  'aws:UserAgent',
  'aws:RequestedRegion',
  'aws:CurrentTime',
  'aws:SecureTransport',
];
const UNKNOWN_KEYS = ['aws:SourceIp', 'aws:PrincipalOrgID', 'sts:ExternalId', 'aws:MadeUp'];
const FREE_VALUES = ['deploy', 'deploy-*', 'true', '10.0.0.0/8', '2030-01-01T00:00:00Z', '5', '*', ''];

/** Every way to write an operator: bare, with the suffix, with a set operator, with both. */
const operatorFormArb = fc.oneof(
  { weight: 6, arbitrary: fc.constant((name: string) => name) },
  { weight: 1, arbitrary: fc.constant((name: string) => `${name}IfExists`) },
  { weight: 1, arbitrary: fc.constant((name: string) => `ForAnyValue:${name}`) },
  { weight: 1, arbitrary: fc.constant((name: string) => `ForAllValues:${name}`) },
  { weight: 1, arbitrary: fc.constant((name: string) => `ForAnyValue:${name}IfExists`) },
  { weight: 1, arbitrary: fc.constant((name: string) => `ForAllValues:${name}IfExists`) },
);

const operatorNameArb = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('StringLike', 'StringEquals', 'StringNotLike', 'StringNotEquals') },
  { weight: 4, arbitrary: fc.constantFrom(...OPERATORS.map((row) => row.name)) },
);

const operatorArb = fc.oneof(
  { weight: 30, arbitrary: fc.tuple(operatorNameArb, operatorFormArb).map(([name, form]) => form(name)) },
  // WHY: the only operator that takes no suffix, so that most of its forms above are no operators.
  { weight: 1, arbitrary: fc.constant('Null') },
  { weight: 1, arbitrary: fc.constantFrom('stringlike', 'stringNotLike', 'StringMatches') },
);

const caseArb = fc.oneof(
  { weight: 6, arbitrary: fc.constant((key: string) => key) },
  { weight: 1, arbitrary: fc.constant((key: string) => key.toUpperCase()) },
  { weight: 1, arbitrary: fc.constant((key: string) => key.replace(/^g/, 'G').replace(/:(.)/, ':$1')) },
);

/** A value, a list of values or an empty list. */
const valuesOf = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 6, arbitrary: value },
    { weight: 4, arbitrary: fc.array(value, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  );

const nullable = (operator: string, values: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  operator.includes('Null') ? valuesOf(fc.constantFrom<Json>('true', 'false', true, false)) : values;

interface KeyAndValues {
  readonly key: string;
  readonly values: fc.Arbitrary<Json>;
}

/** Every kind of condition key, with the values that one finds there. */
const keyArb = (intent: Intent, issuer: string): fc.Arbitrary<KeyAndValues> => {
  const subject = valuesOf(subjectPatternArb(subjectsOf(intent, issuer)));
  const claimArb = fc.constantFrom(...Object.entries(CLAIMS)).map(([name, values]) => ({
    key: `${issuer}:${name}`,
    values: valuesOf(fc.constantFrom<Json>(...values, `\${${issuer}:${name}}`)),
  }));
  const audience = valuesOf(
    fc.constantFrom(
      ...AUDIENCES,
      'https://*',
      '*',
      'http?://gitlab.com',
      'https://GITLAB.com',
      `\${${issuer}:aud}`,
    ),
  );
  const free = valuesOf(fc.constantFrom<Json>(...FREE_VALUES, true, 5));
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant({ key: `${issuer}:sub`, values: subject }) },
    { weight: 3, arbitrary: fc.constant({ key: `${issuer}:aud`, values: audience }) },
    { weight: 5, arbitrary: claimArb },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(
          `${issuer}:subject`,
          `${issuer}:environment`,
          'gitlab.example.com:sub',
          'gitlab.com:sub',
          'gitlab.example.com/gitlab:sub',
          'token.actions.githubusercontent.com:sub',
          'sub',
        )
        .map((key) => ({ key, values: subject })),
    },
    { weight: 2, arbitrary: fc.constantFrom(...CALLERS_KEYS).map((key) => ({ key, values: free })) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(...UNKNOWN_KEYS, `${issuer}:amr`, `${issuer}:email`)
        .map((key) => ({ key, values: free })),
    },
  );
};

const tripleArb = (intent: Intent, issuer: string): fc.Arbitrary<Triple> =>
  fc
    .tuple(keyArb(intent, issuer), operatorArb, caseArb)
    .chain(([{ key, values }, operator, inCase]) =>
      nullable(operator, values).map((found) => ({ operator, key: inCase(key), values: found })),
    );

/** Puts conditions together; the same key comes again under the same operator in another spelling. */
function blockOf(triples: readonly Triple[]): JsonObject {
  const blocks: Record<string, Record<string, Json>> = {};
  for (const { operator, key, values } of triples) {
    const block = (blocks[operator] ??= {});
    const spelling = Object.hasOwn(block, key) ? key.replace(/^(.)/, (first) => first.toUpperCase()) : key;
    if (!Object.hasOwn(block, spelling)) block[spelling] = values;
  }
  return blocks;
}

/** Condition blocks of every kind. */
export const conditionArb = (intent: Intent, issuer: string): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(
      fc.option(nearArb(intent, issuer), { nil: undefined, freq: 3 }),
      fc.array(tripleArb(intent, issuer), { maxLength: 3 }),
      fc.constantFrom({}, {}, {}, { StringEquals: {} }),
    )
    .map(([near, triples, empty]) => ({
      ...(empty as JsonObject),
      ...blockOf([...(near === undefined ? [] : [near]), ...triples]),
    }));

/** A condition on the subject with a pattern that lies near what the intent allows. */
const nearArb = (intent: Intent, issuer: string): fc.Arbitrary<Triple> =>
  fc
    .tuple(
      fc.constantFrom('StringLike', 'StringLike', 'StringEquals'),
      subjectPatternArb(subjectsOf(intent, issuer)),
    )
    .map(([operator, values]) => ({ operator, key: `${issuer}:sub`, values }));

/** Condition blocks with nothing but a pattern that lets in a little more than the intent. */
export const widerConditionArb = (intent: Intent, issuer: string): fc.Arbitrary<JsonObject> =>
  widerSubjectArb(subjectsOf(intent, issuer)).map((values) => ({
    StringLike: { [`${issuer}:sub`]: values },
  }));

/** Condition blocks that allow what the intent allows at most, with more conditions beside them. */
export const soundConditionArb = (intent: Intent, issuer: string): fc.Arbitrary<JsonObject> =>
  fc
    .record({
      subjects: fc.uniqueArray(fc.constantFrom(...subjectsOf(intent, issuer)), {
        minLength: 1,
        maxLength: 2,
      }),
      operator: fc.constantFrom('StringLike', 'StringLike', 'ForAnyValue:StringLike', 'StringLikeIfExists'),
      audience: fc.option(
        fc.constant<Triple>({ operator: 'StringEquals', key: `${issuer}:aud`, values: AUDIENCES[0] ?? '' }),
        {
          nil: undefined,
        },
      ),
      more: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(tripleArb(intent, issuer), { maxLength: 1 }) },
      ),
    })
    .map(({ subjects, operator, audience, more }) =>
      blockOf([
        {
          operator,
          key: `${issuer}:sub`,
          values: subjects.map((subject) => subject.replaceAll('${', '${$}{')),
        },
        ...(audience === undefined ? [] : [audience]),
        ...more,
      ]),
    );
