import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { changeAsCode } from '../../../../policies/as-code/change-as-code.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { Statement } from '../../../../policies/document/trust-policy.ts';
import { anyTextArb } from '../../../support/any-text-arb.ts';
import { holdsAlways } from '../../../support/property-runs.ts';
import { allow, decoded } from '../parts.ts';
import { readHcl, type HclBlock } from './read-hcl.ts';

const HOSTILE = [
  '${file("/etc/passwd")}',
  '$${file("/etc/passwd")}',
  '%{ for x in y }',
  '%%{if true}',
  '" }\n\nresource "x" "y" {',
  'a\\',
  '\\"',
  'a\nb\r\n# c',
  '# x',
  '// x',
  '*/',
  '\u202E\u2066gpj.exe',
  '\u0085\u2028- Effect: Allow',
  '\u0000\u001B[2J\u007F\uFEFF',
  '\u{E0041}🙂',
  'null',
  '~',
  '<<',
  '!Sub ${x}',
  '*alias &anchor',
  '? - : ,',
  '{{resolve:ssm:x}}',
  '',
];

/** Reads the statements of both snippets back; the provider writes `&{` in values and principals as `${`. */
function readBack(document: JsonObject): { readonly hcl: unknown; readonly yaml: unknown } {
  const { terraform, cloudFormation } = changeAsCode({ Statement: [] }, document);
  const data = readHcl(terraform);
  const template = parse(cloudFormation) as { AssumeRolePolicyDocument: { Statement: unknown } };
  return { hcl: data.blocks.map(fromHcl), yaml: template.AssumeRolePolicyDocument.Statement };
}

function provided(texts: string | string[] | undefined): string[] {
  return (texts as string[]).map((text) => text.replaceAll('&{', '${'));
}

function fromHcl({ values, blocks }: HclBlock): object {
  return {
    sid: values['sid'],
    effect: values['effect'],
    action: { negated: 'not_actions' in values, patterns: values['actions'] ?? values['not_actions'] },
    principals: blocks
      .filter(({ header }) => header.endsWith('principals'))
      .flatMap((block) =>
        provided(block.values['identifiers']).map((value) => [
          block.header === 'not_principals',
          block.values['type'],
          value,
        ]),
      ),
    conditions: blocks
      .filter(({ header }) => header === 'condition')
      .map((block) => ({
        operator: block.values['test'],
        key: block.values['variable'],
        values: provided(block.values['values']),
      })),
  };
}

function asHcl({ sid, effect, action, principal, conditions }: Statement): object {
  const principals = principal.principals.map(({ type, value }) => [principal.negated, type, value]);
  return { sid, effect, action, principals, conditions };
}

describe('hostile text', () => {
  it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))('%s stays text everywhere', (_, text) => {
    const statement = {
      Sid: text,
      Effect: 'Allow',
      Principal: { [text]: [text, 'x'] },
      Action: [text, 'x'],
      Condition: { [text]: { [text]: text, x: [text] } },
    };
    const document = { Version: '2012-10-17', Statement: [statement] };
    const { hcl, yaml } = readBack(document);
    expect(hcl).toEqual(decoded(document).statements.map(asHcl));
    expect(JSON.stringify(yaml)).toBe(JSON.stringify([statement]));
  });

  it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))('%s ends no comment', (_, Sid) => {
    const before = { Statement: [allow({}, { Sid }), allow(undefined, { Sid })] };
    const { terraform, cloudFormation } = changeAsCode(before, { Statement: [allow({}, { Sid })] });
    expect(readHcl(terraform)).toEqual({
      header: 'data "aws_iam_policy_document "trust',
      values: { version: '2008-10-17' },
      blocks: [],
    });
    expect(parse(cloudFormation)).toEqual({ AssumeRolePolicyDocument: { Statement: null } });
  });

  it('is shown in a comment as it is in a string', () => {
    const before = { Version: '2012-10-17', Statement: [allow({}, { Sid: '${a}\n\u202E"' })] };
    const { terraform, cloudFormation } = changeAsCode(before, { ...before, Statement: [] });
    const [escaped, indent] = [String.raw`\n\u202e\"`, '  # remove statement 0 (Sid "'];
    expect(terraform.split('\n')[1]).toBe(`${indent}$\${a}${escaped}")`);
    expect(cloudFormation.split('\n')[3]).toBe(`  ${indent}\${a}${escaped}")`);
  });
});

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE, '$', '%', '{', '}', '"', '\\', '\n', '#', ' ', ':') },
  { weight: 1, arbitrary: anyTextArb(4) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'x'.repeat(1020)) },
);

/** WHY: without the one notation that the provider's data source cannot express. */
const textArb = fc
  .array(piece, { maxLength: 5 })
  .map((pieces) => pieces.join(''))
  .filter((text) => !text.includes('&{'));

const objectArb = (value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  fc
    .array(fc.tuple(textArb, value), { minLength: 1, maxLength: 3 })
    .map((entries) => Object.fromEntries(entries));

const listArb = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof(value, fc.array(value, { maxLength: 3 }));

const scalarArb = fc.oneof(
  textArb,
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
);

const otherJsonArb: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);

const statementArb: fc.Arbitrary<JsonObject> = fc
  .record({
    Sid: fc.option(textArb, { nil: undefined }),
    Effect: fc.constantFrom('Allow', 'Deny'),
    principalName: fc.constantFrom('Principal', 'NotPrincipal'),
    principal: fc.oneof(fc.constant('*'), objectArb(listArb(textArb))),
    actionName: fc.constantFrom('Action', 'NotAction'),
    action: listArb(textArb),
    Condition: fc.option(objectArb(objectArb(listArb(scalarArb))), { nil: undefined }),
    other: fc.option(otherJsonArb, { nil: undefined, freq: 9 }),
  })
  .map(({ Sid, Effect, principalName, principal, actionName, action, Condition, other }) => ({
    ...(Sid === undefined ? {} : { Sid }),
    Effect,
    [principalName]: principal,
    [actionName]: action,
    ...(Condition === undefined ? {} : { Condition }),
    ...(other === undefined ? {} : { Other: other }),
  }));

const documentArb = fc
  .record({
    Version: fc.constantFrom('2012-10-17', '2008-10-17'),
    Statement: fc.array(statementArb, { minLength: 1, maxLength: 3 }),
  })
  .map((document): JsonObject => document);

const PROPERTY_RUNS = 200;

describe('any statements', () => {
  it('come back from both snippets unchanged', () => {
    holdsAlways(
      documentArb,
      (document) => {
        const { hcl, yaml } = readBack(document);
        expect(hcl).toEqual(decoded(document).statements.map(asHcl));
        expect(JSON.stringify(yaml)).toBe(JSON.stringify(document['Statement']));
      },
      PROPERTY_RUNS,
    );
  });

  it('hide no character', () => {
    holdsAlways(
      fc.tuple(documentArb, documentArb),
      ([before, after]) => {
        const { terraform, cloudFormation } = changeAsCode(before, after);
        expect(`${terraform}${cloudFormation}`).not.toMatch(/[^\n\P{C}]|[\p{Zl}\p{Zp}]/u);
      },
      PROPERTY_RUNS,
    );
  });
});
