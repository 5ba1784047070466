import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { changeAsCode } from '../../../../policies/as-code/change-as-code.ts';
import { yamlLines } from '../../../../policies/as-code/yaml.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { allow } from '../parts.ts';

describe('yamlLines', () => {
  it.each<[string, Json, readonly string[]]>([
    ['text that looks like something else', '2012-10-17', ['"2012-10-17"']],
    ['a number', 1.5, ['1.5']],
    ['a boolean', true, ['true']],
    ['nothing', null, ['null']],
    ['an empty object', {}, ['{}']],
    ['an empty list', [], ['[]']],
    ['an empty text', '', ['""']],
    ['a list of lists', [[1, [2]], []], ['- - 1', '  - - 2', '- []']],
    ['objects in a list', [{ a: 1, b: { c: [] } }], ['- a: 1', '  b:', '    c: []']],
    ['a plain key', { Bool2: 1 }, ['Bool2: 1']],
    ['an empty key', { '': 1 }, ['"": 1']],
    ['a key with a colon', { 'a:b': 1 }, ['"a:b": 1']],
    ['a key that begins with a digit', { '1a': 1 }, ['"1a": 1']],
    ['a key that ends with a line break', { 'a\n': 1 }, ['"a\\n": 1']],
    ['the operator Null', { Null: { Yes: 1 } }, ['"Null":', '  "Yes": 1']],
    ['words that only begin like reserved ones', { Nully: 1, Anon: 2 }, ['Nully: 1', 'Anon: 2']],
  ])('writes %s', (_, value, lines) => {
    expect(yamlLines(value)).toEqual(lines);
    expect(parse(lines.join('\n'))).toEqual(value);
  });

  it.each([998, 999, 1025, 5000])('writes a key of %i characters that YAML can read', (length) => {
    const [key, other] = ['-'.repeat(length), '+'.repeat(length)];
    const value: Json = { a: [{ [key]: 'x', [other]: { b: ['y'] } }] };
    const lines = yamlLines(value);
    expect(parse(lines.join('\n'))).toEqual(value);
    expect(lines.some((line) => line.trim().startsWith('- ? '))).toBe(length > 998);
  });
});

/** The comments above a new statement, but the one that says that it is new. */
function commentsOf(statement: JsonObject): string[] {
  const { cloudFormation } = changeAsCode({ Statement: [] }, { Statement: statement });
  const lines = cloudFormation.split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('#')).slice(1);
}

describe('what CloudFormation would act on', () => {
  it.each<[string, JsonObject, string]>([
    ['a dynamic reference', allow({ A: { k: '{{resolve:ssm:x}}' } }), '{{resolve:'],
    ['a reference', allow({ A: { Ref: 'x' } }), 'Ref'],
    ['a function', allow({ 'Fn::Sub': { k: 'x' } }), 'Fn::Sub'],
  ])('is named: %s', (_, statement, name) => {
    expect(commentsOf(statement)).toEqual([
      `# CloudFormation acts on "${name}" in this statement: do not deploy it as it is`,
    ]);
  });

  it.each<[string, JsonObject]>([
    ['a variable', allow({ A: { k: '${AWS::Region}' } })],
    ['text that looks like a key', allow({ A: { k: ['Ref', '"Ref":', '"Fn::Sub":'] } })],
    ['another key', allow({ A: { aRef: 'x', Reference: 'x', 'Fn::': 'x' } })],
  ])('is not %s', (_, statement) => {
    expect(commentsOf(statement)).toEqual([]);
  });
});
