import { describe, expect, it } from '@jest/globals';
import {
  describeDeath,
  describeToken,
  describeUntested,
  describeVoid,
  UNPINNED,
} from '../../../../policies/verdict/explain.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { allowSub, group, intentOf, project, SELF_MANAGED } from '../parts.ts';
import { judged } from './judged.ts';

describe('describeToken', () => {
  it.each([
    ['project_path:a/b:ref_type:branch:ref:main', '`a/b` on branch `main`'],
    ['project_path:a/b:ref_type:tag:ref:v1', '`a/b` on tag `v1`'],
    ['project_path:a/b:ref:v1', '`a/b` on ref `v1`'],
    ['project_path:a/b:ref_type:tag', '`a/b`'],
    ['project_id:1:ref:x', '`project_id:1:ref:x`'],
    ['x', '`x`'],
  ])('%s: %s', (sub, text) => {
    expect(describeToken({ sub })).toBe(text);
  });

  it('has nothing to say of no subject', () => {
    expect(describeToken({})).toBe('``');
  });
});

describe('describeDeath', () => {
  it.each([
    ['misbound-key', 'nobody gets in: a a.b token never has `E`, write `a.b:sub`'],
    ['unfilled-claim', 'nobody gets in: AWS does not fill `E`, test `a.b:sub` instead'],
    [
      'literal-wildcard',
      'nobody gets in: wildcards in `E` are literal under this operator, which needs the exact subject',
    ],
    ['missing-prefix', 'nobody gets in: `E` lacks the leading `project_path:`'],
    ['unminted-ref-type', 'nobody gets in: the ref type in `E` is never minted, only `branch` and `tag` are'],
    ['denied', 'nobody gets in: a Deny keeps out whatever this statement lets in'],
    ['no-such-subject', 'nobody gets in: no a.b project can get a token like that'],
  ] as const)('%s', (cause, text) => {
    expect(describeDeath({ cause, evidence: 'E' }, 'a.b')).toBe(text);
  });
});

describe('advice', () => {
  it('says what restricts nobody, and what is not tested', () => {
    expect(describeVoid('k:x', 'a.b')).toBe(
      'the condition on `k:x` restricts nobody: a a.b token never has that key',
    );
    expect(describeUntested('a.b')).toBe('`a.b:aud` is not tested');
    expect(UNPINNED).toBe(
      'the project is named by its path only; `gitlab.com:project_id` would outlive a rename',
    );
  });
});

/** The ids of the findings on the first statement, of which some say what is let in that should not be. */
function foundOn(values: readonly string[], ...entries: readonly AllowEntry[]): readonly string[] {
  return judged([allowSub([...values])], intentOf(...entries)).findings.map(({ id }) => id);
}

describe('what is let in', () => {
  it.each<[readonly string[], string]>([
    [['project_path:my*'], 'subject/group-prefix'],
    [['project_path:MY*'], 'subject/group-prefix'],
    [['project_path:my*:ref_type:branch:*'], 'subject/group-prefix'],
    [['project_path:my?/*'], 'subject/open'],
    [['project_path:*'], 'subject/open'],
    [['job_project_path:my*'], 'subject/open'],
    [['project_path:quitelong*', 'project_path:?/*'], 'subject/open'],
    [['project_path:my/*'], 'project/unlisted'],
  ])('by %j is %s', (values, id) => {
    expect(foundOn(values, project('my/app'))).toContain(id);
  });

  it('is a project without its id where an entry for its issuer requires one', () => {
    const path = ['project_path:my/app:*'];
    const required = { id: '12', requiresId: true };
    expect(foundOn(path, project('my/app', required))).toContain('project/unproved');
    expect(foundOn(path, group('team'), project('my/app', required))).toContain('project/unproved');
    expect(foundOn(path, project('my/app', { ...required, issuer: SELF_MANAGED }))).toContain(
      'project/unlisted',
    );
    expect(foundOn(path, project('my/other', required))).toContain('project/unlisted');
    expect(foundOn(path, project('my/other'))).toContain('project/unlisted');
  });
});
