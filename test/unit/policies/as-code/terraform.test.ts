import { describe, expect, it } from '@jest/globals';
import { changeAsCode } from '../../../../policies/as-code/change-as-code.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { allow } from '../parts.ts';

/** The lines of the one statement that is new, without indentation. */
function linesOf(statement: JsonObject, Version = '2012-10-17'): string[] {
  const { terraform } = changeAsCode({ Version, Statement: [] }, { Version, Statement: statement });
  const lines = terraform.split('\n').map((line) => line.trim());
  return lines.slice(lines.indexOf('# new statement') + 1).filter((line) => line !== '' && line !== '}');
}

describe('elements that are negated', () => {
  it('have arguments of their own', () => {
    expect(
      linesOf({ Effect: 'Deny', NotPrincipal: { AWS: 'a' }, NotAction: ['sts:A', 'sts:B', 'sts:C'] }),
    ).toEqual([
      'statement {',
      'effect = "Deny"',
      'not_actions = [',
      '"sts:A",',
      '"sts:B",',
      '"sts:C",',
      ']',
      'not_principals {',
      'type        = "AWS"',
      'identifiers = ["a"]',
    ]);
  });
});

describe('principals', () => {
  it.each<[string, JsonObject | string, readonly string[]]>([
    ['everybody', '*', ['type        = "*"', 'identifiers = ["*"]']],
    ['every account', { AWS: '*' }, ['type        = "AWS"', 'identifiers = ["*"]']],
    ['a list', { AWS: ['1', '2'] }, ['type = "AWS"', 'identifiers = [', '"1",', '"2",', ']']],
  ])('may be %s', (_, Principal, lines) => {
    expect(linesOf(allow(undefined, { Principal })).slice(4)).toEqual(lines);
  });

  it('of several types have a block each', () => {
    expect(linesOf(allow(undefined, { Principal: { Service: ['s'], AWS: 'a' } })).slice(3)).toEqual([
      'principals {',
      'type        = "Service"',
      'identifiers = ["s"]',
      'principals {',
      'type        = "AWS"',
      'identifiers = ["a"]',
    ]);
  });
});

/** The lines of the values of a condition. */
function valuesOf(values: Json, version?: string): string[] {
  return linesOf(allow({ StringLike: { k: values } }), version).slice(9);
}

describe('conditions', () => {
  it('have a block for each operator and key', () => {
    const conditions = { Bool: { a: 'true', b: 'false' }, Null: { a: 'x' } };
    const lines = linesOf(allow(conditions)).filter((line) => /^(condition|test|variable)/.test(line));
    expect(lines).toEqual([
      'condition {',
      'test     = "Bool"',
      'variable = "a"',
      'condition {',
      'test     = "Bool"',
      'variable = "b"',
      'condition {',
      'test     = "Null"',
      'variable = "a"',
    ]);
  });

  it.each<[string, Json, readonly string[]]>([
    ['a number', 12, ['values   = ["12"]']],
    ['a boolean', [true], ['values   = ["true"]']],
    ['a mixed list', [1.5, false, 'x'], ['values = [', '"1.5",', '"false",', '"x",', ']']],
    ['an empty list', [], ['values   = []']],
  ])('take %s for text', (_, values, lines) => {
    expect(valuesOf(values)).toEqual(lines);
  });

  it.each([
    ['a variable', '${aws:username}/*', '&{aws:username}/*'],
    ['an escape', '${*}${?}${$}', '&{*}&{?}&{$}'],
    ['a dollar before a variable', '$${a}', '$&{a}'],
    ['a dollar alone', '$ $$ {', '$ $$ {'],
    ['a directive', '%{ for x in y }%%{', '%%{ for x in y }%%%{'],
  ])("write %s in the provider's notation", (_, value, text) => {
    expect(valuesOf(value)).toEqual([`values   = ["${text}"]`]);
  });

  it('have no variables in an old document', () => {
    expect(valuesOf('${aws:username}', '2008-10-17')).toEqual(['values   = ["$${aws:username}"]']);
  });

  it('escape only for HCL where the provider reads nothing into the text', () => {
    const statement = allow({ '${o}': { '%{k}': 'v' } }, { Sid: '${s}', Action: '${a}' });
    const lines = linesOf({ ...statement, Principal: { '${t}': '${i}' } });
    expect(lines.filter((line) => line.includes('{') && line.includes('"'))).toEqual([
      'sid     = "$${s}"',
      'actions = ["$${a}"]',
      'type        = "$${t}"',
      'identifiers = ["&{i}"]',
      'test     = "$${o}"',
      'variable = "%%{k}"',
    ]);
  });
});

/** The comments above a new statement, but the one that says that it is new. */
function commentsOf(statement: JsonObject): string[] {
  return linesOf(statement).filter((line) => line.startsWith('#'));
}

describe('what the data source cannot express', () => {
  it('is named: an element that a trust policy does not have', () => {
    expect(commentsOf(allow(undefined, { Resource: '*', 'a\n"b': 1 }))).toEqual([
      '# "Resource" is left out here: write this statement with jsonencode',
      '# "a\\n\\"b" is left out here: write this statement with jsonencode',
    ]);
  });

  it.each<[string, JsonObject]>([
    ['a condition value', allow({ StringLike: { k: ['x', 'a&{b}'] } })],
    ['a principal', allow(undefined, { Principal: { AWS: '&{a' } })],
  ])('is named: the notation of the provider in %s', (_, statement) => {
    expect(commentsOf(statement)).toEqual([
      '# the provider takes "&{" for "${": write this statement with jsonencode',
    ]);
  });

  it('is not where the provider leaves the text alone', () => {
    expect(commentsOf(allow({ '&{o}': { '&{k}': '& {' } }, { Sid: '&{s}', Action: '&{a}' }))).toEqual([]);
  });
});
