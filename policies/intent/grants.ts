import type { Subject } from '../claims/subject.ts';
import { matches } from '../patterns/match.ts';
import { foldAscii, type Pattern } from '../patterns/pattern.ts';
import type { CompiledIntent, Grant } from './compiled.ts';

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
    const rule = intent.rules[grant];
    const patterns = (type === 'branch' ? rule?.branches : rule?.tags) ?? [];
    return patterns.some((number) => matches(intent.patterns[number] as Pattern, ref));
  });
}

/** Returns what the path and the id of a subject are granted. */
export function grantsOf(intent: CompiledIntent, subject: Subject): readonly Grant[] {
  const path = foldAscii(subject.get('project_path') ?? '');
  return [
    ...(intent.byPath.projects.get(path) ?? []),
    ...groupGrants(intent, path),
    ...(intent.ids.get(subject.get('project_id') ?? '') ?? []),
  ];
}

/** Returns what every project is granted whose path begins like this, by the groups that it names up to a slash. */
export function groupGrants(intent: CompiledIntent, path: string): Grant[] {
  if (intent.byPath.groups.size === 0) return [];
  const grants: Grant[] = [];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    grants.push(...(intent.byPath.groups.get(path.slice(0, slash)) ?? []));
  }
  return grants;
}

/** Returns the patterns of the refs of one type that some grants allow. */
export function refPatternsOf(
  intent: CompiledIntent,
  grants: readonly Grant[],
  type: string,
): readonly string[] {
  return grants.flatMap((grant) => {
    if (grant === 'any-ref') return ['*'];
    const texts = intent.rules[grant]?.texts;
    return (type === 'branch' ? texts?.branches : texts?.tags) ?? [];
  });
}
