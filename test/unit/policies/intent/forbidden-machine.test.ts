import { describe, expect, it } from '@jest/globals';
import { compileIntent } from '../../../../policies/intent/compiled.ts';
import { forbiddenSubjects } from '../../../../policies/intent/forbidden-machine.ts';
import { CharacterSet } from '../../../../policies/patterns/character-set.ts';
import { DEAD } from '../../../../policies/patterns/machine.ts';
import { labelsAfter, stateAfter } from '../../../support/walk.ts';
import { group, intentOf, ISSUER, project } from '../parts.ts';

const compiled = compileIntent(
  intentOf(
    project('a/b', { id: '12' }),
    group('c'),
    project('d/e', { refs: { branches: ['m*', 'x'], tags: ['v'] } }),
    project('d/F', { id: '134' }),
  ),
  ISSUER,
);
const machine = forbiddenSubjects(compiled, undefined);

describe('forbiddenSubjects', () => {
  it.each([
    'project_path:c/',
    'project_path:C/',
    'project_path:a/b:',
    'project_id:12:',
    'ref:x:project_id:134:',
    'project_path:d/e:ref_type:branch:ref:x:',
    'project_path:d/e:ref:v:ref_type:tag:',
    'ref_type:tag:ref:v:project_path:d/E:',
  ])('is dead as soon as enough is proved: after %s', (text) => {
    expect(stateAfter(machine, text.slice(0, -1))).not.toBe(DEAD);
    expect(stateAfter(machine, text)).toBe(DEAD);
  });

  it.each(['project_path:a/b', 'project_id:12', 'project_path:d/e:ref_type:branch:ref:mx'])(
    'does not accept %s, which may still go on',
    (text) => {
      expect(machine.accepts(stateAfter(machine, text))).toBe(false);
      expect(machine.accepts(stateAfter(machine, `${text}y`))).toBe(!text.endsWith('mx'));
    },
  );

  it('is used again for the same tokens, until it is large', () => {
    const paths = Array.from({ length: 9 }, (_, number) => `g/${number}${'x'.repeat(500)}`);
    const many = compileIntent(intentOf(...paths.map((path) => project(path))), ISSUER);
    const used = forbiddenSubjects(many, undefined);
    expect(forbiddenSubjects(many, undefined)).toBe(used);
    expect(forbiddenSubjects(many, '12')).not.toBe(used);
    const again = forbiddenSubjects(many, undefined);
    for (const path of paths) stateAfter(again, `project_path:${path}`);
    expect(forbiddenSubjects(many, undefined)).not.toBe(again);
  });

  it('forbids nothing where the claim is enough', () => {
    const nothing = forbiddenSubjects(compiled, '12');
    expect(nothing.accepts(nothing.start)).toBe(false);
    expect(nothing.step(nothing.start, 112)).toBe(DEAD);
    expect(nothing.size(nothing.start)).toBe(0);
    const into = new CharacterSet();
    nothing.labels(nothing.start, into);
    expect(into.toNicest()).toEqual([]);
  });

  it.each([
    ['', ''],
    ['project_path', ''],
    ['project_path:', 'acdACD/'],
    ['project_path:d/', 'efEF/'],
    ['project_path:zz', '/'],
    ['project_id:', '1'],
    ['project_id:1', '23'],
    ['project_id:13', '4'],
    ['project_id:134', ''],
    ['project_id:2', ''],
    ['ref_type:', ''],
    ['ref:', 'mvx'],
    ['ref:m', ':'],
    ['ref:x', ''],
    ['job_project_path:', ''],
  ])('tells apart after %j the characters %j', (text, labels) => {
    expect(labelsAfter(machine, text)).toBe(labels);
  });

  it.each([
    ['', 1],
    ['project_path:d', 1],
    ['project_id:1', 1],
    ['ref:', 3],
    ['ref:m', 2],
    ['ref_type:branch:ref:', 2],
    ['ref_type:tag:ref:', 1],
    ['ref:q', 0],
    ['ref:q:project', 1],
  ])('moves after %j as many positions as %d', (text, size) => {
    expect(machine.size(stateAfter(machine, text))).toBe(size);
  });

  it.each([
    ['project_id:2', 'project_id:99'],
    ['project_id:2', 'project_id:14'],
    ['job_project_path:x', 'deployment_tier:y'],
    ['project_path:zz', 'project_path:yyy'],
    ['ref_protected:', 'environment_protected:'],
    ['x', 'unknown'],
    ['ref:mx', 'ref:my'],
    ['project_path:q/r:', 'project_id:3:'],
    ['project_id:135:', ''],
    ['ref_type:branch:ref:q:', 'ref:q:ref_type:branch:'],
    ['ref:x:', 'ref:m:'],
    ['ref_type:branch:ref:v', 'ref_type:branch:ref:q'],
  ])('is in one state after %j and after %j', (one, other) => {
    expect(stateAfter(machine, one)).toBe(stateAfter(machine, other));
  });

  it.each([
    ['project_id:1', 'project_id:2'],
    ['project_path:d', 'project_path:a'],
    ['ref_type:branch:', 'ref_type:tag:'],
    ['ref:x:', 'ref:v:'],
    ['ref:x:', 'ref:q:'],
    ['ref:x', 'ref:m'],
    ['project_path:d/e:', 'project_path:d/x:'],
    ['project_', 'ref'],
  ])('is in two states after %j and after %j', (one, other) => {
    expect(stateAfter(machine, one)).not.toBe(stateAfter(machine, other));
  });

  it('tells a ref that satisfies no rule from none', () => {
    const refs = { branches: ['m'], tags: ['t'] };
    const states = forbiddenSubjects(compileIntent(intentOf(project('a/b', { refs })), ISSUER), undefined);
    const after = (text: string): number => stateAfter(states, text);
    expect(after('ref:q:ref_type:branch:')).not.toBe(after('ref_type:branch:'));
    expect(states.accepts(after('ref_type:branch:ref:q:project_path:a/b'))).toBe(true);
    expect(states.accepts(after('ref_type:branch:ref:m:project_path:a/b'))).toBe(false);
  });

  it.each(['ref:x:ref', 'ref_type:tag:ref_type', 'ref_type:branch:ref:q:ref'])(
    'is dead after %j and a colon, since no subject has that twice',
    (text) => {
      expect(stateAfter(machine, text)).not.toBe(DEAD);
      expect(stateAfter(machine, `${text}:`)).toBe(DEAD);
    },
  );

  it('does not care in which order grants were proved', () => {
    const refs = { branches: ['m'], tags: [] };
    const two = compileIntent(
      intentOf(project('a/b', { refs }), project('c/d', { id: '1', refs: { ...refs, tags: ['t'] } })),
      ISSUER,
    );
    const states = forbiddenSubjects(two, undefined);
    const after = (text: string): number => stateAfter(states, text);
    expect(after('project_path:a/b:project_id:1:')).toBe(after('project_id:1:project_path:a/b:'));
    expect(after('project_path:a/b:project_id:1:')).not.toBe(after('project_id:1:'));
  });
});
