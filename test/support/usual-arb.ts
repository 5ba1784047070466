import * as fc from 'fast-check';
import type { Intent, JsonObject } from '../../policies/index.ts';
import { GITLAB, intentArb, subjectsOf } from './intent-arb.ts';
import { subjectPatternArb, widerSubjectArb } from './subject-arb.ts';
import { providerOf } from './trust-policy-arb.ts';

/** An intent and a policy near it. */
export interface Given {
  readonly intent: Intent;
  readonly document: JsonObject;
}

/** Values as people write them: a subject near the intent, whole or cut off with a `*`, or with one in the middle. */
const valueArb = (intent: Intent): fc.Arbitrary<string> => {
  const near = subjectsOf(intent, GITLAB);
  const cut = fc
    .tuple(fc.oneof(fc.constantFrom(...near), subjectPatternArb(near)), fc.nat(90))
    .map(([subject, length]) => `${subject.replaceAll('?', 'x').slice(0, length)}*`);
  const loose = fc.constantFrom(
    '*',
    'p*',
    'project_path:*',
    'project_path:*:ref_type:*:ref:*',
    'project_id:*',
    'repo:x/y:*',
  );
  return fc.oneof(fc.constantFrom(...near), cut, cut, subjectPatternArb(near), widerSubjectArb(near), loose);
};

/** Policies of the usual forms, and such that merely look like it. */
export const usualArb: fc.Arbitrary<Given> = intentArb.chain((intent) =>
  fc
    .record({
      operator: fc.constantFrom('StringLike', 'StringLike', 'StringEquals', 'ForAnyValue:StringLike'),
      values: fc.array(valueArb(intent), { minLength: 1, maxLength: 3 }),
      audience: fc.constantFrom(undefined, 'https://gitlab.com', ['https://gitlab.com', 'x'], 'https://*'),
      hasSubject: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
    })
    .map(({ operator, values, audience, hasSubject }) => ({
      intent,
      document: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: providerOf(GITLAB) },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            ...(hasSubject ? { [operator]: { 'gitlab.com:sub': values } } : {}),
            ...(audience === undefined ? {} : { 'ForAnyValue:StringEquals': { 'gitlab.com:aud': audience } }),
          },
        },
      },
    })),
);
