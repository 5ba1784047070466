import { describe, expect, it } from '@jest/globals';
import { keyKind } from '../../../../policies/claims/keys.ts';
import type { Doubt } from '../../../../policies/conditions/doubt.ts';
import { readValue, type Value } from '../../../../policies/conditions/values.ts';
import { ANY, codePointsOf, RUN } from '../../../../policies/patterns/pattern.ts';

const READER = {
  hasVariables: true,
  hasWildcards: true,
  key: 'gitlab.com:sub',
  kindOf: (key: string) => keyKind(key, 'gitlab.com'),
};

const LITERAL = { ...READER, hasWildcards: false };
const OLD = { ...READER, hasVariables: false };

function elements(text: string): Value {
  return { kind: 'elements', elements: codePointsOf(text), doubt: undefined, variables: [] };
}

function inDoubt(doubt: Doubt, variables: readonly string[], value: readonly number[] = [RUN]): Value {
  return { kind: 'elements', elements: value, doubt, variables };
}

describe('readValue', () => {
  it('reads wildcards where the operator has them', () => {
    expect(readValue('a*?', READER)).toEqual({ ...elements(''), elements: [97, RUN, ANY] });
    expect(readValue('a*?', LITERAL)).toEqual(elements('a*?'));
    expect(readValue('', READER)).toEqual(elements(''));
  });

  it.each([
    ['${*}', '*'],
    ['${?}', '?'],
    ['${$}', '$'],
    ['a${*}b', 'a*b'],
    ['${$}{x}', '${x}'],
  ])('reads the escape in %s, with and without wildcards', (text, literal) => {
    expect(readValue(text, READER)).toEqual(elements(literal));
    expect(readValue(text, LITERAL)).toEqual(elements(literal));
  });

  it('reads wildcards around an escape', () => {
    expect(readValue('*${*}?', READER)).toEqual({ ...elements(''), elements: [RUN, 42, ANY] });
  });

  it.each(['${gitlab.com:sub}', '${*}', '${x', 'a$b', "${gitlab.com:ref, 'x'}"])(
    'takes %s by the letter in an old document',
    (text) => {
      expect(readValue(text.replace('*', '+'), OLD)).toEqual(elements(text.replace('*', '+')));
    },
  );

  it.each(['a$b', '$', '{x}', '$ {x}'])('takes %s by the letter, which is no variable', (text) => {
    expect(readValue(text, READER)).toEqual(elements(text));
  });

  it.each(['${gitlab.com:sub}', '${GitLab.com:Sub}', '${ gitlab.com:sub }', '*${gitlab.com:sub}**'])(
    'knows that %s is the key itself',
    (text) => {
      expect(readValue(text, READER)).toEqual({ kind: 'always' });
    },
  );

  it.each(["${gitlab.com:sub, 'x'}", '${gitlab.com:sub}'])(
    'needs no default for the key itself: %s',
    (text) => {
      expect(readValue(text, LITERAL)).toEqual({ kind: 'always' });
    },
  );

  it.each([
    'a${gitlab.com:sub}',
    '${gitlab.com:sub}?',
    '${gitlab.com:sub}${gitlab.com:sub}',
    '${gitlab.com:sub}${*}',
  ])('knows that %s is longer than the key', (text) => {
    expect(readValue(text, READER)).toEqual({ kind: 'never' });
  });

  it('takes a star beside the key itself by the letter where it is no wildcard', () => {
    expect(readValue('${gitlab.com:sub}*', LITERAL)).toEqual({ kind: 'never' });
  });

  it('knows nothing where the key itself stands beside something unknown', () => {
    const unknown = inDoubt('unknown', []);
    expect(readValue('${gitlab.com:sub}${aws:x}', READER)).toEqual(unknown);
    expect(readValue('${gitlab.com:sub}${', READER)).toEqual(unknown);
  });

  it.each<[string, Doubt, readonly string[], readonly number[]]>([
    ['${aws:username}', 'requires', ['aws:username'], [RUN]],
    ['${sts:RoleSessionName}', 'requires', ['sts:RoleSessionName'], [RUN]],
    ['a${ aws:x }b', 'requires', ['aws:x'], [97, RUN, 98]],
    ["${aws:x, 'd'}", 'requires', ['aws:x'], [RUN]],
    ['${aws:x}${aws:y}', 'requires', ['aws:x', 'aws:y'], [RUN, RUN]],
    ['${gitlab.com:aud}', 'unknown', ['gitlab.com:aud'], [RUN]],
    ['${gitlab.com:project_id}', 'unknown', ['gitlab.com:project_id'], [RUN]],
    ['${aws:x}${gitlab.com:aud}', 'unknown', ['aws:x', 'gitlab.com:aud'], [RUN, RUN]],
    ['${gitlab.com:aud}${aws:x}', 'unknown', ['gitlab.com:aud', 'aws:x'], [RUN, RUN]],
    ['${nobody:knows}', 'unknown', ['nobody:knows'], [RUN]],
    ['${}', 'unknown', [''], [RUN]],
    ['a${x', 'unknown', [''], [RUN]],
    ['a${*}${x', 'unknown', [''], [42, RUN]],
  ])('is in doubt about %s', (text, doubt, variables, value) => {
    const read = readValue(text, READER);
    expect(read).toMatchObject({ kind: 'elements', doubt, variables });
    expect(read.kind === 'elements' && read.elements.slice(-value.length)).toEqual(value);
  });

  it.each([
    ["${other:key, 'x'}", 'x'],
    ["${other:key,'x'}", 'x'],
    ["${other:key,  'x' }", 'x'],
    ["${other:key, ''}", ''],
    ["${other:key, ''x''}", "'x'"],
    ["a${other:key, 'x,y'}b", 'ax,yb'],
    ["${gitlab.com:ref, 'main'}", 'main'],
  ])('takes the default in %s', (text, literal) => {
    expect(readValue(text, READER)).toEqual(elements(literal));
  });

  it.each(['${o:k, x}', "${o:k, 'x}", "${o:k, x'}", "${o:k, '}", '${o:k,}', '${o:k, "x"}', '${o:k}'])(
    'takes no default from %s',
    (text) => {
      expect(readValue(text, READER)).toEqual(inDoubt('unknown', ['o:k']));
    },
  );

  it.each(["${o:k, '*'}", "${o:k, 'a?'}"])('is in doubt about wildcards in the default of %s', (text) => {
    expect(readValue(text, READER)).toEqual(inDoubt('unknown', ['o:k']));
    expect(readValue(text, LITERAL)).toMatchObject({ doubt: undefined });
  });
});
