import { describe, expect, it } from '@jest/globals';
import { subjectGrammar, type SubjectScope } from '../../../../policies/claims/subject-grammar.ts';
import { COMPONENTS, DEFAULT_SHAPE } from '../../../../policies/claims/subject.ts';
import { CharacterSet } from '../../../../policies/patterns/character-set.ts';
import { wildcardPattern, type Pattern } from '../../../../policies/patterns/pattern.ts';
import { search } from '../../../../policies/patterns/search.ts';
import { candidatesIn, machineAccepts, stateAfter } from '../../../support/walk.ts';

const ANY: SubjectScope = { shape: 'any', once: Object.keys(COMPONENTS) };
const DEFAULT: SubjectScope = { shape: DEFAULT_SHAPE, once: [] };
const LOOSE: SubjectScope = { shape: 'any', once: [] };

const isIn = (scope: SubjectScope, text: string): boolean => machineAccepts(subjectGrammar(scope), text);

const SUBJECTS = [
  'project_path:a/b',
  'project_id:12',
  'project_path:a/b:ref_type:branch:ref:main',
  'project_path:a/b:ref:main:ref_type:tag',
  'source_project_path:a/b:project_id:1:deployment_tier:other:ref_protected:true',
];
const NONE = [
  '',
  'project_path',
  'project_path:',
  'project_path:a',
  'ref:main',
  'ref_type:tag:project_id:1',
  'project_path:a/b:',
  'project_path:a/b:ref',
  'project_path:a/b:ref:',
  'project_path:a/b.git:ref:x',
  'project_path:a/:ref:x',
  'x:y',
];

describe('subjectGrammar of any shape', () => {
  it('holds the subjects that the parser takes', () => {
    expect(SUBJECTS.filter((text) => !isIn(ANY, text) || !isIn(LOOSE, text))).toEqual([]);
  });

  it('holds no others', () => {
    expect(NONE.filter((text) => isIn(ANY, text) || isIn(LOOSE, text))).toEqual([]);
  });

  it.each(['project_path:a/b:ref:x:ref:y', 'project_id:1:ref:x:project_id:1'])(
    'holds %s only where names may come twice',
    (text) => {
      expect(isIn(ANY, text)).toBe(false);
      expect(isIn(LOOSE, text)).toBe(true);
    },
  );
});

describe('subjectGrammar with some names once', () => {
  it.each([
    ['project_path:a/b:ref:x:ref:y', false],
    ['project_path:a/b:project_path:a/b', true],
    ['project_path:a/b:ref_type:tag:ref_type:tag:ref:y', true],
    ['project_path:a/b:ref:x:ref_type:tag:ref:y', false],
    ['project_path:a/b:deployment_tier:other:ref:y', true],
    ['project_path:a/b:deployment_tier:other:deployment_tier:other', false],
  ])('%s: %s', (text, isHeld) => {
    expect(isIn({ shape: 'any', once: ['ref', 'deployment_tier'] }, text)).toBe(isHeld);
  });
});

describe('subjectGrammar of the default shape', () => {
  it('holds path, type and ref in this order and nothing else', () => {
    const held = [...SUBJECTS, ...NONE, 'project_path:a/b:ref_type:tag'].filter((text) =>
      isIn(DEFAULT, text),
    );
    expect(held).toEqual(['project_path:a/b:ref_type:branch:ref:main']);
    expect(isIn(DEFAULT, 'project_path:a/b:ref_type:branch:ref:main:project_id:1')).toBe(false);
    expect(isIn(DEFAULT, 'project_path:a/b:ref_type:branch:ref:main:')).toBe(false);
    expect(isIn({ ...DEFAULT, once: ANY.once }, 'project_path:a/b:ref_type:tag:ref:v1')).toBe(true);
  });
});

function sortOf(
  text: string,
  isMatched: boolean,
): { readonly pattern: Pattern; readonly isMatched: boolean } {
  return { pattern: wildcardPattern(text), isMatched };
}

describe('subjectGrammar with a project_id claim', () => {
  it.each<[SubjectScope['projectId'], readonly string[], readonly string[]]>([
    [{ is: '12' }, ['12'], ['1', '123', '2']],
    [{ isNot: ['12'], sort: [] }, ['1', '123', '2'], ['12']],
    [{ isNot: [], sort: [] }, ['1', '12'], ['0']],
    [{ isNot: ['12'], sort: [sortOf('1*', true)] }, ['1', '13', '123'], ['12', '2', '21', '01']],
    [{ isNot: [], sort: [sortOf('1*', false)] }, ['2', '21'], ['1', '12', '0']],
    [{ isNot: ['5'], sort: [sortOf('*9', true), sortOf('1*', false)] }, ['9', '29'], ['19', '2', '5', '1']],
    [{ isNot: [], sort: [sortOf('1*', true), sortOf('*9', true)] }, ['19', '1119'], ['1', '9', '91']],
  ])('%j', (projectId, held, others) => {
    if (projectId === undefined) return;
    const scope = { ...ANY, projectId };
    expect(held.filter((id) => !isIn(scope, `project_id:${id}`))).toEqual([]);
    expect(others.filter((id) => isIn(scope, `project_id:${id}`))).toEqual([]);
    expect(isIn(scope, 'job_project_id:999:project_path:a/b')).toBe(true);
  });
});

describe('the grammars that are shared', () => {
  it('are those that count no names and know no id', () => {
    expect(subjectGrammar(LOOSE)).toBe(subjectGrammar({ ...LOOSE }));
    expect(subjectGrammar(DEFAULT)).toBe(subjectGrammar({ ...DEFAULT }));
    expect(subjectGrammar(DEFAULT)).not.toBe(subjectGrammar(LOOSE));
    expect(subjectGrammar(ANY)).not.toBe(subjectGrammar(ANY));
    const known: SubjectScope = { ...LOOSE, projectId: { is: '1' } };
    expect(subjectGrammar(known)).not.toBe(subjectGrammar(known));
  });
});

function candidates(scope: SubjectScope, text: string, named = '', noOthers = false): string {
  const grammar = subjectGrammar(scope);
  return candidatesIn(grammar, stateAfter(grammar, text), named, noOthers);
}

describe('the candidates', () => {
  it.each([
    ['', 'pjs'],
    ['project_', 'pi'],
    ['project_path', ':'],
    ['project_id:1:', 'pjsred'],
    ['project_id:1:ref', '_:'],
    ['project_id:1:ref_type:', 'bt:'],
    ['project_id:1:ref_type:tag', ':'],
    ['project_id:', '1:'],
    ['project_path:', 'a/:'],
    ['project_path:a/b.', 'b/:'],
    ['project_id:1:ref:', 'a:'],
    ['project_id:1:ref:a.l', 'a:'],
  ])('after %j are %j', (text, expected) => {
    const found = candidates(LOOSE, text);
    expect(found.split('').toSorted().join('')).toBe(expected.split('').toSorted().join(''));
  });

  it('come in the order of the names, and the nicest first inside a value', () => {
    expect(candidates(LOOSE, '')).toBe('pjs');
    expect(candidates(LOOSE, 'project_path:', 'Z')).toBe('aZ/:');
    expect(candidates(LOOSE, 'project_path:', 'ab')).toBe('abc/:');
  });

  it('are the special ones as well where every other is named', () => {
    const others = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_';
    expect(candidates(LOOSE, 'project_path:', others)).toBe(others.replace('_', '-_./:'));
    expect(candidates(LOOSE, 'project_path:a.', others.replaceAll(/[git]/g, ''))).toBe(
      others.replace('_', '-_./:'),
    );
    expect(candidates(LOOSE, 'project_id:1:ref:', `${others}-+=,;!#%&'()<>|"$}`)).toContain('\u4E00');
  });

  it('leave out names that came', () => {
    expect(candidates(ANY, 'project_id:1:ref:x:project_')).toBe('p');
    expect(candidates(LOOSE, 'project_id:1:ref:x:project_')).toBe('pi');
    expect(candidates(DEFAULT, '')).toBe('p');
    expect(candidates(DEFAULT, 'project_path:a/b:')).toBe('r');
  });

  it('are all digits where an id is of a sort', () => {
    const scope: SubjectScope = { ...LOOSE, projectId: { isNot: [], sort: [sortOf('1*', true)] } };
    expect(candidates(scope, 'project_id:', 'x')).toBe('x0123456789:');
  });

  it('are the named ones where there are no others', () => {
    expect(candidates(LOOSE, '', 'xp', true)).toBe('px');
    expect(candidates(LOOSE, 'project_path:', 'x', true)).toBe('x');
  });
});

describe('what a character costs', () => {
  it.each([
    ['project_path:a/b:ref_type:', 't', 3],
    ['project_path:a/b:ref_type:t', 'a', 2],
    ['project_path:a/b:ref_type:ta', 'g', 2],
    ['project_path:a/b:ref_type:', 'b', 1],
    ['project_path:a/b:ref_type', ':', 1],
    ['project_path:a/b:ref_type:branch:ref:', 't', 1],
    ['project_path:a/b:ref_', 't', 1],
  ])('after %j, %s: %d', (text, character, cost) => {
    const grammar = subjectGrammar(DEFAULT);
    expect(grammar.cost(stateAfter(grammar, text), character.charCodeAt(0))).toBe(cost);
  });

  it('makes the nicest subject one on a branch', () => {
    const found = search(
      { grammar: subjectGrammar(DEFAULT), unions: [], machines: [] },
      { states: 10_000, transitions: 100_000 },
    );
    expect(found).toEqual({ kind: 'found', text: 'project_path:a/a:ref_type:branch:ref:a' });
  });
});

describe('a grammar', () => {
  it('tells no characters apart by itself and moves one position', () => {
    const grammar = subjectGrammar(ANY);
    const into = new CharacterSet();
    grammar.labels(grammar.start, into);
    expect(into.toNicest()).toEqual([]);
    expect(grammar.size(grammar.start)).toBe(1);
  });
});
