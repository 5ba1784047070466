import { describe, expect, it } from '@jest/globals';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { countBehindRef, nothingBehindRef } from '../../../../policies/rewriting/behind-ref.ts';
import { intentOf, project, PUBLIC, SELF_MANAGED } from '../parts.ts';

const ONE_BEHIND = ['project_path', 'ref_type', 'ref', 'ref_protected'];
const TWO_BEHIND = ['project_path', 'ref', 'ref_type', 'ref_protected'];

describe('nothingBehindRef', () => {
  it.each<[string, readonly AllowEntry[], string]>([
    ['nothing is owed', [], '*:ref:*:*'],
    ['the default shape is owed', [project('a/b')], '*:ref:*:*'],
    ['a component follows the ref', [project('a/b', { shapes: [ONE_BEHIND] })], '*:ref:*:*:*:*'],
    [
      'more follow it in some shape than in others',
      [project('c/d'), project('a/b', { shapes: [TWO_BEHIND, ONE_BEHIND] }), project('e/f')],
      '*:ref:*:*:*:*:*:*',
    ],
    ['no shape has a ref', [project('a/b', { shapes: [['project_path', 'ref_type']] })], '*:ref:*:*'],
    [
      'another issuer owes a longer shape',
      [project('a/b'), project('a/b', { issuer: SELF_MANAGED, shapes: [TWO_BEHIND] })],
      '*:ref:*:*',
    ],
  ])('asks for one component more than is owed where %s', (_, entries, text) => {
    expect(nothingBehindRef(intentOf(...entries), PUBLIC)).toMatchObject({
      text,
      plain: text,
      isPattern: true,
    });
  });
});

describe('countBehindRef', () => {
  it.each<[readonly string[], number]>([
    [['project_path', 'ref_type', 'ref'], 0],
    [ONE_BEHIND, 1],
    [TWO_BEHIND, 2],
    [['project_path', 'ref_type'], 0],
    [[], 0],
  ])('of %j: %d', (shape, count) => {
    expect(countBehindRef(shape)).toBe(count);
  });
});
