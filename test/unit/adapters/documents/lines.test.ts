import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { placesOfJson } from '../../../../adapters/documents/json-places.ts';
import { linesOf, placeAt, repeatedIn } from '../../../../adapters/documents/place.ts';
import { readRoles } from '../../../../adapters/documents/read-roles.ts';
import { createEvent, envelopeOf, updateEvent } from '../../../support/cloudtrail-events.ts';
import { roleOutput } from '../../../support/role-files.ts';
import { deployArn, openPolicy } from '../../../support/samples.ts';

const read = (text: string) => [...readRoles('file.json', text)];
const linesIn = (value: unknown) =>
  read(JSON.stringify(value, null, 2)).map(({ location }) => location?.line);
const role = roleOutput('deploy', openPolicy).Role;

describe('the line of a trust policy', () => {
  it.each([
    ['a document', openPolicy, [1]],
    ['get-role', { Role: role }, [8]],
    ['list-roles', { Roles: [role, role] }, [9, 34]],
    ['a list', [role], [8]],
    ['an event', updateEvent({ requestParameters: { policyDocument: openPolicy } }), expect.anything()],
  ])('in %s is told', (_, value, lines) => {
    expect(linesIn(value)).toEqual(lines);
  });

  it.each([
    ['an event', updateEvent()],
    ['an event of EventBridge', envelopeOf(updateEvent())],
    ['the answer of a call', createEvent({ requestParameters: null })],
  ])('in %s is that of its text', (_, value) => {
    const lines = JSON.stringify(value, null, 2).split('\n');
    const line = lines.findIndex((text) => /olicyDocument"/.test(text)) + 1;
    expect(linesIn(value)).toEqual([line]);
  });

  it('in NDJSON is the line', () => {
    const pair = JSON.stringify({ role: deployArn, policy: openPolicy });
    expect(read(`${pair}\n\noops\n${pair}`).map(({ location }) => location?.line)).toEqual([1, 3, 4]);
  });

  it('counts blank lines, and lines that end in CRLF', () => {
    expect(read(`\r\n\r\n${JSON.stringify(openPolicy)}`)).toMatchObject([{ location: { line: 3 } }]);
  });
});

const twice = (inside: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    ${inside}
  ]
}`;

describe('a key that is given twice', () => {
  it.each([
    ['in a statement', twice('{ "Effect": "Deny",\n "Effect": "Allow" }'), 'Effect', 5],
    [
      'in a condition',
      twice('{"Condition": {"StringLike": {"gitlab.com:sub": "a",\n\n"gitlab.com:sub": "b"}}}'),
      'gitlab.com:sub',
      6,
    ],
    ['with an escape', twice('{"Sid": "a",\n"\\u0053id": "b"}'), 'Sid', 5],
    ['from the prototype', twice('{"__proto__": 1, "__proto__": 2}'), '__proto__', 4],
  ])('%s is refused with its line', (_, text, key, line) => {
    expect(read(text)).toEqual([
      {
        source: 'file.json',
        location: { file: 'file.json', line },
        error: `key \`${key}\` is given twice in the trust policy, again on line ${line}, IAM refuses that, keep one`,
      },
    ]);
  });

  it.each([
    ['text', (text: string) => JSON.stringify(text)],
    ['percent-encoded text', (text: string) => JSON.stringify(encodeURIComponent(text))],
  ])('in a policy that is %s is refused with the line of the text', (_, encode) => {
    const policy = encode(twice('{"Sid": "a", "Sid": "b"}'));
    expect(read(`{"Role": {\n"Arn": "${deployArn}",\n"AssumeRolePolicyDocument": ${policy}}}`)).toMatchObject(
      [{ location: { line: 3 }, error: expect.stringContaining('key `Sid` is given twice') }],
    );
  });

  it('is refused in YAML and in one line of NDJSON only', () => {
    const yaml = `Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: []
        Statement: []
`;
    expect([...readRoles('t.yml', yaml)]).toMatchObject([
      { location: { line: 7 }, error: expect.anything() },
    ]);
    const lines = `{"policy":{"Statement":[],"Statement":[]}}\n{"policy":{"Statement":[]}}`;
    expect(read(lines)).toMatchObject([{ error: expect.anything() }, { policy: { Statement: [] } }]);
  });

  it('outside of the trust policy does not matter', () => {
    expect(read('{"a": 1, "a": 2, "Role": {"x": 1, "x": 2, "AssumeRolePolicyDocument": {}}}')).toMatchObject([
      { policy: {} },
    ]);
  });
});

describe('the places of JSON', () => {
  it('lead to what JSON.parse reads there', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const left = [{ place: placesOfJson(text), value: JSON.parse(text) as unknown }];
        for (let next = left.pop(); next !== undefined; next = left.pop()) {
          const { place, value: expected } = next;
          expect(text.slice(place.offset)).toMatch(beginningOf(expected));
          const entries = typeof expected === 'object' && expected !== null ? Object.entries(expected) : [];
          expect(place.parts.size).toBe(entries.length);
          for (const [key, part] of entries) {
            const inner = place.parts.get(Array.isArray(expected) ? Number(key) : key);
            if (inner !== undefined) left.push({ place: inner, value: part });
          }
        }
      }),
    );
  });

  it('are found in deep texts', () => {
    const place = placesOfJson(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(repeatedIn(place)).toBeUndefined();
    expect(placeAt(place, Array(100_000).fill(0)).offset).toBe(99_999);
  });

  it('are counted in lines from 1', () => {
    const line = linesOf('a\nb\n\nc');
    expect([0, 1, 2, 3, 4, 5].map(line)).toEqual([1, 1, 2, 2, 3, 4]);
  });
});

function beginningOf(value: unknown): RegExp {
  if (Array.isArray(value)) return /^\[/;
  if (typeof value === 'object' && value !== null) return /^\{/;
  return typeof value === 'string' ? /^"/ : /^[-\dtfn]/;
}
