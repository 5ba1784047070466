import type { Subject } from '../claims/subject.ts';
import { matches } from '../patterns/match.ts';
import { foldAscii, type Pattern } from '../patterns/pattern.ts';
import type { CompiledIntent, Grant, RefRule } from './compiled.ts';

/**
 * Tells whether the components of a subject prove enough, whatever other components follow.
 *
 * Equivalent to: `isAllowed`, for tokens without a `project_id` claim. Cost: some look-ups by path and id.
 */
export function provesEnough(intent: CompiledIntent, subject: Subject): boolean {
  const type = subject.get('ref_type');
  const ref = subject.get('ref');
  return grantsOf(intent, subject).some((grant) => {
    if (grant === 'any-ref') return true;
    if (type === undefined || ref === undefined) return false;
    const { branches, tags } = intent.rules[grant] as RefRule;
    const patterns = type === 'branch' ? branches : tags;
    return patterns.some((number) => matches(intent.patterns[number] as Pattern, ref));
  });
}

/** Returns what the path and the id of a subject are granted. */
export function grantsOf(intent: CompiledIntent, subject: Subject): readonly Grant[] {
  return grantsBy(intent, subject.get('project_path') ?? '', subject.get('project_id'));
}

/** Returns what a path and an id are granted. */
export function grantsBy(intent: CompiledIntent, path: string, id?: string): readonly Grant[] {
  const folded = foldAscii(path);
  const own = intent.byPath.projects.get(folded) ?? NO_GRANTS;
  const byGroups = groupGrants(intent, folded);
  const byId = (id === undefined ? undefined : intent.ids.get(id)) ?? NO_GRANTS;
  return byGroups.length + byId.length === 0 ? own : [...own, ...byGroups, ...byId];
}

const NO_GRANTS: readonly Grant[] = [];

/**
 * Tells whether a token belongs to a project that is granted something.
 *
 * Equivalent to: `provesProject` of some entry. Cost: some look-ups by path and id.
 */
export function isGranted(intent: CompiledIntent, subject: Subject, projectId: string | undefined): boolean {
  return (projectId !== undefined && intent.ids.has(projectId)) || grantsOf(intent, subject).length > 0;
}

/** Returns what every project is granted whose path begins like this, by the groups that it names up to a slash. */
export function groupGrants(intent: CompiledIntent, path: string): readonly Grant[] {
  if (intent.byPath.groups.size === 0) return NO_GRANTS;
  const grants: Grant[] = [];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    grants.push(...(intent.byPath.groups.get(path.slice(0, slash)) ?? []));
  }
  return grants;
}

const ANY_REF = { branches: ['*'], tags: ['*'] };

/** Returns the patterns of the refs of one type that some grants allow. */
export function refPatternsOf(
  intent: CompiledIntent,
  grants: readonly Grant[],
  type: string,
): readonly string[] {
  const patterns: string[] = [];
  for (const grant of grants) {
    const texts = grant === 'any-ref' ? ANY_REF : intent.rules[grant]?.texts;
    patterns.push(...((type === 'branch' ? texts?.branches : texts?.tags) ?? []));
  }
  return patterns;
}
