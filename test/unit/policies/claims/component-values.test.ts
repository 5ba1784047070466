import { describe, expect, it } from '@jest/globals';
import { VALUE_LANGUAGES, type ValueKind } from '../../../../policies/claims/component-values.ts';
import { isValue } from '../../../../policies/claims/subject.ts';
import { holdsIn, stateAfter } from './value-walk.ts';

const ACCEPTED: readonly [ValueKind, readonly string[]][] = [
  [
    'path',
    [
      'a/b',
      'A/B',
      '0/_',
      'a/b/c',
      'a-b/c.d',
      'a/b-',
      'a-/b',
      '_/_',
      '.a/b',
      'a.b/c',
      'a/b.',
      'a/.b',
      'a/..',
      'a/b.gi',
      'a/b.gitx',
      'a/b.atom1',
      'a/b.ato',
      'a/b..gitt',
      'a/b.gix',
      'a.gitx/b',
      'a/git',
      'a/.g',
      'a/b.g.ito',
      'a/b_git',
      'a.-/b',
      'a.g/b',
      'a.at/b',
      'a._/b',
    ],
  ],
  ['id', ['1', '9', '10', '67890', '1234567890123']],
  [
    'ref',
    [
      'main',
      'feature/x',
      'a@b',
      '@',
      '@x{',
      'a{b',
      'a.b',
      'a-',
      '-a',
      'a.lockx',
      'a.loc',
      'a.lo/b',
      'lock',
      'a/lock',
      'a.lock.b',
      'a.l.lockk',
      '$',
      '{}',
      '!"#%&\'()+,;<=>`|]',
      'é',
      '\u0080',
      '\u{1F642}',
      'A/B/c',
      'a@/b',
      'a@.b',
      'a.@',
      'a./b',
    ],
  ],
  ['ref-type', ['branch', 'tag']],
  ['boolean', ['true', 'false']],
  ['tier', ['production', 'staging', 'testing', 'development', 'other']],
];

const REJECTED: readonly [ValueKind, readonly string[]][] = [
  [
    'path',
    [
      '',
      'a',
      '/',
      'a/',
      '/a',
      'a//b',
      '-a/b',
      'a/-b',
      'a./b',
      './b',
      '../b',
      'a/b./c',
      'a/b.git',
      'a/b.atom',
      'a.git/b',
      'a.atom/b',
      'a/.git',
      'a/b..git',
      'a/b.x.git',
      'a/b.g.git',
      'a b/c',
      'a/b:c',
      'a/é',
      'a/b@',
      'a/b.git/c',
      'a/$',
    ],
  ],
  ['id', ['', '0', '01', 'a', '1a', '1.0', '-1', ' 1', '1 ']],
  [
    'ref',
    [
      '',
      '/',
      '/a',
      'a/',
      'a//b',
      '.a',
      'a/.b',
      'a.',
      'a..b',
      'a.lock',
      'a.lock/b',
      'a/b.lock',
      '.lock',
      'a..lock',
      'a.l.lock',
      'a@{b',
      'a b',
      'a~b',
      'a^',
      'a:b',
      'a?',
      'a*',
      'a[b',
      'a\\b',
      'a\u0000',
      'a\u001F',
      'a\u007F',
      'a\uD800',
      'a\uDFFF',
      '@{',
    ],
  ],
  ['ref-type', ['', 'branches', 'Branch', 'tags', 't', 'merge_request', 'xbranch']],
  ['boolean', ['', 'True', 'falsee', 'x']],
  ['tier', ['', 'prod', 'Production', 'others', 'review']],
];

const cases = (lists: readonly [ValueKind, readonly string[]][]): [ValueKind, string][] =>
  lists.flatMap(([kind, texts]) => texts.map((text): [ValueKind, string] => [kind, text]));

describe('the values of a component', () => {
  it.each(cases(ACCEPTED))('%s: %j is one', (kind, text) => {
    expect(holdsIn(VALUE_LANGUAGES[kind], text)).toBe(true);
    expect(isValue(kind, text)).toBe(true);
  });

  it.each(cases(REJECTED))('%s: %j is none', (kind, text) => {
    expect(holdsIn(VALUE_LANGUAGES[kind], text)).toBe(false);
    expect(isValue(kind, text)).toBe(false);
  });

  it.each<[ValueKind, string]>([
    ['ref', 'a//'],
    ['ref', '/'],
    ['ref', 'a.lock/'],
    ['ref', '..'],
    ['path', 'a//'],
    ['path', '/'],
    ['path', 'a./'],
    ['path', 'a.git/'],
    ['path', 'a/-'],
    ['id', '0'],
    ['boolean', 'x'],
  ])('gives a %s up as soon as %j was read', (kind, text) => {
    expect(stateAfter(VALUE_LANGUAGES[kind], text)).toBeUndefined();
  });
});
