import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { Statement } from '../../../../policies/document/trust-policy.ts';
import { compileIntent } from '../../../../policies/intent/compiled.ts';
import {
  exampleOf,
  outcomeOfUsual,
  readUsual,
  usualValue,
  type UsualStatement,
} from '../../../../policies/verdict/usual.ts';
import { allow, group, intentOf, ISSUER, onSub, policyOf, project } from '../parts.ts';

function usual(condition: Json | undefined, hasVariables = true): UsualStatement | undefined {
  return readUsual(policyOf(allow(condition)).statements[0] as Statement, ISSUER, hasVariables);
}

const aud = (operator: string, values: Json): JsonObject => ({ [operator]: { 'gitlab.com:aud': values } });

describe('readUsual', () => {
  it.each(['StringEquals', 'ForAnyValue:StringEquals'])('reads literals under %s', (operator) => {
    expect(usual(onSub(operator, ['a', 'b*?']))).toEqual({
      values: [
        { text: 'a', beginning: 'a', isOpen: false },
        { text: 'b*?', beginning: 'b*?', isOpen: false },
      ],
      audience: undefined,
    });
  });

  it.each(['StringLike', 'ForAnyValue:StringLike'])('reads patterns under %s', (operator) => {
    expect(usual(onSub(operator, ['a', 'b*c*', '*']))?.values).toEqual([
      { text: 'a', beginning: 'a', isOpen: false },
      { text: 'b*c*', beginning: 'b', isOpen: true },
      { text: '*', beginning: '', isOpen: true },
    ]);
  });

  it('reads no condition on the subject as any subject', () => {
    const any = [{ text: '*', beginning: '', isOpen: true }];
    expect(usual(undefined)).toEqual({ values: any, audience: undefined });
    expect(usual({ StringEquals: {} })).toEqual({ values: any, audience: undefined });
    expect(usual(aud('StringEquals', 'x'))).toEqual({ values: any, audience: 'x' });
  });

  it('reads the first audience that is literal', () => {
    expect(usual({ ...aud('StringEquals', ['x*', 'y']), ...onSub('StringLike', 'a') })?.audience).toBe('x*');
    expect(usual(aud('StringLike', ['x*', '?', 'y', 'z']))?.audience).toBe('y');
    expect(usual(aud('ForAnyValue:StringEquals', ['x*', 'y']))?.audience).toBe('x*');
    expect(usual(aud('ForAnyValue:StringLike', ['x*', 'y']))?.audience).toBe('y');
  });

  it.each<[string, JsonObject]>([
    ['a question mark', onSub('StringLike', ['a', 'b?'])],
    ['an empty list', onSub('StringEquals', [])],
    ['another operator', onSub('StringNotEquals', 'a')],
    ['an odd case', onSub('stringlike', 'a')],
    ['IfExists', onSub('StringLikeIfExists', 'a')],
    ['ForAllValues', onSub('ForAllValues:StringLike', 'a')],
    ['an operator of the prototype', onSub('toString', 'a')],
    ['a variable', onSub('StringEquals', '${gitlab.com:sub}')],
    ['an escape', onSub('StringEquals', '${*}')],
    ['a key in another case', { StringEquals: { 'GitLab.com:sub': 'a' } }],
    ['another claim', { StringEquals: { 'gitlab.com:project_id': '1' } }],
    ['a claim that ends alike', { StringEquals: { 'gitlab.com:my_sub': 'a' } }],
    ['an issuer that begins alike', { StringEquals: { 'gitlab.community:sub': 'a' } }],
    ['a key without a colon', { StringEquals: { 'gitlab.com/sub': 'a' } }],
    ['another issuer', { StringEquals: { 'gitlab.org:sub': 'a' } }],
    ['two lists of subjects', { ...onSub('StringLike', 'a'), ...onSub('StringEquals', 'a') }],
    ['two lists of audiences', { ...aud('StringLike', 'a'), ...aud('StringEquals', 'a') }],
    ['no literal audience', aud('StringLike', ['a*', 'b?'])],
    ['an empty audience', aud('StringEquals', '')],
  ])('does not read %s', (_, condition) => {
    expect(usual(condition)).toBeUndefined();
  });

  it('reads a dollar sign by the letter in an old document', () => {
    expect(usual(onSub('StringEquals', '${x}'), false)?.values[0]?.text).toBe('${x}');
  });
});

const REFS = { branches: ['main', 'rel/*', 'a*b', 'q?*', 'no..ref*'], tags: ['*'] };
const compiled = compileIntent(
  intentOf(
    project('my/app', { id: '12' }),
    group('team'),
    group('lim', { refs: { branches: ['main'], tags: [] } }),
    project('my/refs', { refs: REFS }),
    project('my/none', { refs: { branches: [''], tags: [] } }),
    project(''),
  ),
  ISSUER,
);

function outcomeOf(text: string, isOpen = text.includes('*')): string {
  const beginning = isOpen ? text.slice(0, text.indexOf('*')) : text;
  return outcomeOfUsual({ text, beginning, isOpen }, compiled);
}

describe('outcomeOfUsual of a literal', () => {
  it.each([
    ['project_path:my/app', 'contained'],
    ['project_path:MY/App:ref_type:branch:ref:x', 'contained'],
    ['project_id:12', 'contained'],
    ['project_path:team/x', 'contained'],
    ['project_path:my/refs:ref_type:branch:ref:main', 'contained'],
    ['project_path:my/refs:ref_type:branch:ref:x', 'unproved'],
    ['project_path:my/refs', 'unproved'],
    ['project_path:evil/x', 'unproved'],
    ['project_path:my/app:*', 'dead'],
    ['my/app', 'dead'],
    ['', 'dead'],
    ['project_path:my/app:ref_type:merge_request', 'dead'],
  ])('%s: %s', (text, outcome) => {
    expect(outcomeOf(text, false)).toBe(outcome);
  });
});

describe('outcomeOfUsual of a pattern', () => {
  it.each([
    'project_path:my/app:*',
    'project_path:MY/APP:ref_type:branch:ref:*',
    'project_path:my/app:ref_type:*',
    'project_path:my/app:ref_type:*:ref:a',
    'project_path:my/app:*:ref:a',
    'project_path:my/app:ref_type:branch:ref:x*',
    'project_path:my/app:ref_type:branch:ref:x*a',
    'project_path:my/app:*:ref:*',
    'project_path:my/app:ref:x*',
    'project_path:team/*',
    'project_path:TEAM/x*',
    'project_path:team/x/*',
    'project_path:team/*:ref_type:branch:ref:a',
    'project_path:my/refs:ref_type:branch:ref:rel/*',
    'project_path:my/refs:ref_type:branch:ref:rel/x*',
    'project_path:my/refs:ref_type:tag:ref:*',
    'project_path:my/refs:ref_type:tag:ref:v*',
    'project_path:my/refs:ref_type:branch:ref:main:*',
  ])('contains %s', (text) => {
    expect(outcomeOf(text)).toBe('contained');
  });

  it.each([
    '*',
    ':*',
    'project_path:*',
    'project_path:my/app*',
    'project_path:my/*',
    'project_path:team*',
    'project_path:teams/*',
    'project_path:lim/*',
    'project_path:lim/x:*',
    'project_path:my/refs:*',
    'project_path:my/refs:ref_type:branch:ref:*',
    'project_path:my/refs:ref_type:branch:ref:main*',
    'project_path:my/refs:ref_type:branch:ref:rel*',
    'project_path:my/refs:ref_type:branch:ref:rel/*x*',
    'project_path:my/refs:ref_type:branch:ref:rel/*a',
    'project_path:my/refs:ref_type:tag:*',
    'project_path:my/none:ref_type:branch:ref:*',
    'project_path:my/none:ref_type:branch:ref:a*',
    'project_path:my/refs:ref_type:branch:ref:a*',
    'project_path:my/refs:ref_type:branch:ref:q?*',
    'project_path:my/refs:ref_type:*',
    'project_path:my/refs:ref:rel/*',
    'project_id:12*',
    'project_id:12:ref_protected:tr*',
    'project_path:evil/x:*',
    'project_path:my/app:ref_type:b*',
    'project_path:my/app:re*',
    'project_path:my/app:ref_type:branch:ref:/*',
    'project_path:my/app:*:nothing:*',
    'project_path:my/app:ref_type:branch:ref_type:*',
    'project_path:team//*',
    'project_path:team/$*',
    'project_path:team/x.git*',
    'project_path:evil/x:ref_type:branch:ref:team/*',
    'project_path:evil:ref_type:*',
    'project_path:my/app:*a:ref_type:branch:ref:a',
    'project_path:my/app:ref_type:branch:ref:a:deployment_tier:other:*',
  ])('does not prove %s', (text) => {
    expect(outcomeOf(text)).toBe('unproved');
  });

  it.each([
    'my/app:*',
    'x*',
    'mygroup/app*',
    'refs*',
    'ref*',
    'Project_path:my/app:*',
    'project_path:my/app:nothing:*',
    'project_path:my/app:x*',
    'project_paths:*',
    'project_path:my:*',
    'ref_type:branch:*',
    'project_path:my/app.git:*',
    'project_path:my/refs:ref_type:branch:ref:no..ref*',
  ])('knows that nobody gets %s', (text) => {
    expect(outcomeOf(text)).toBe('dead');
  });

  it.each(['p*', 'project_*', 'job_*', 'project_path:my/app:r*', 'project_path:my/app:deployment_*'])(
    'leaves %s, which begins a name, to the automata',
    (text) => {
      expect(outcomeOf(text)).toBe('unproved');
    },
  );
});

describe('exampleOf', () => {
  it.each([
    ['project_path:evil/x:ref_type:*', 'branch:ref:a'],
    ['project_path:evil/*:ref_type:*', 'a:ref_type:branch:ref:a'],
    ['project_path:*:ref_type:*', 'a/a:ref_type:branch:ref:a'],
    ['project_path:evil/x:*', 'ref_type:branch:ref:a'],
    ['project_path:evil/x:ref_type:branch:ref:*a', 'a'],
    ['project_path:team*:ref_type:*', 'a/a:ref_type:branch:ref:a'],
  ])('goes on from %s with %s', (text, ending) => {
    const value = usualValue(text, true);
    expect(exampleOf(value, compiled)).toBe(value.beginning + ending);
  });

  it.each(['project_path:team/*', 'project_path:my/app:*', 'x*', 'project_path:evil/x:*:nothing:*'])(
    'finds none of %s',
    (text) => {
      expect(exampleOf(usualValue(text, true), compiled)).toBeUndefined();
    },
  );
});
