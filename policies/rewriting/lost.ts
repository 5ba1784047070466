import type { Boxes, BoxesOf } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import { decide } from '../acceptance/evaluate.ts';
import { GITLAB_COM } from '../claims/keys.ts';
import { DEFAULT_SHAPE, isValue, parseSubject } from '../claims/subject.ts';
import { isAllowed } from '../intent/allowed.ts';
import type { AllowEntry, Intent, Issuer } from '../intent/intent.ts';
import { oncePerIntent } from '../intent/once.ts';
import { sampleOf } from '../intent/owed.ts';
import { audiencesFor, claimsOf } from './keep-alive.ts';
import { isOnId } from './with-ids.ts';

/**
 * Says in words what the intent allows and a rewrite takes away all the same: subjects in another shape than those
 * that are owed, which a project may have chosen for itself, and an id under another path, where a statement asked for it.
 *
 * Looks at some subjects of each entry and shape, so that the line has an example; what no example shows is not
 * listed.
 */
export function describeLost(earlierOf: BoxesOf, laterOf: BoxesOf, intent: Intent): string[] {
  const lost = intent.issuers.flatMap((issuer) => {
    const usual = usualSubjects(intent, issuer);
    const earlier = earlierOf(issuer.name);
    if (usual.length === 0 || earlier.allows.length === 0) return [];
    const later = laterOf(issuer.name);
    const around = { intent, issuer, earlier, later, audiences: audiencesFor(earlier, issuer) };
    const paths = pathsBesideIds(earlier);
    return usual.map(({ entry, subjects }) => ({
      entry,
      shaped: subjects.find((each) => isLost(each, entry, around)),
      moved:
        entry.id === undefined
          ? undefined
          : paths.map((path) => usualSubject(entry, path)).find((each) => isLost(each, entry, around)),
    }));
  });
  return [
    ...describe(lost, ({ shaped }) => shaped, otherShape),
    ...describe(
      lost,
      ({ moved }) => moved,
      () => 'tokens with its id under another path',
    ),
  ];
}

/** What an entry loses, by an example of each kind. */
interface Lost {
  readonly entry: AllowEntry;
  readonly shaped: string | undefined;
  readonly moved: string | undefined;
}

/** Returns a path for each value of the subject in the statements that ask for ids. WHY: a project may have moved there. */
function pathsBesideIds({ allows }: Boxes): string[] {
  const values = allows
    .filter(({ conditions }) => conditions.some(isOnId))
    .flatMap((box) => subjectConditions(box).flatMap(({ condition }) => condition.values));
  const paths = values.map((value) => sampleOf(/^project_path:([^:]*)/.exec(value)?.[1] ?? ''));
  return paths.filter((path) => isValue('path', path));
}

interface Around {
  readonly intent: Intent;
  readonly issuer: Issuer;
  readonly audiences: readonly string[];
  readonly earlier: Boxes;
  readonly later: Boxes;
}

function isLost(sub: string, entry: AllowEntry, around: Around): boolean {
  const { intent, issuer, audiences, earlier, later } = around;
  const projectId = issuer.name === GITLAB_COM ? entry.id : undefined;
  return audiences.some((aud) => {
    const claims = claimsOf(sub, aud, projectId);
    return (
      decide(later, claims).outcome === 'no' &&
      decide(earlier, claims).outcome === 'yes' &&
      isAllowed(intent, issuer.name, claims)
    );
  });
}

/** An entry, and subjects of its project in several shapes. */
interface Usual {
  readonly entry: AllowEntry;
  readonly subjects: readonly string[];
}

const once = oncePerIntent<readonly Usual[]>();

function usualSubjects(intent: Intent, { name }: Issuer): readonly Usual[] {
  return once(intent, name, () => {
    const entries = intent.entries.filter((entry) => entry.issuer === name);
    return entries.map((entry) => ({ entry, subjects: usualShapes(entry) }));
  });
}

/** Returns subjects of an entry's project in several shapes. */
function usualShapes(entry: AllowEntry): string[] {
  const path = entry.kind === 'project' ? entry.path : `${entry.path}/a`;
  const { type, ref } = usualRef(entry);
  const shapes = [
    ...(entry.id === undefined ? [] : [`project_id:${entry.id}:ref_type:${type}:ref:${ref}`]),
    usualSubject(entry, path),
    `project_path:${path}:ref:${ref}:ref_type:${type}`,
    `project_path:${path}:ref_type:${type}:ref:${ref}:ref_protected:true`,
    `job_project_path:${path}:project_path:${path}:ref_type:${type}:ref:${ref}`,
  ];
  return shapes.filter((sub) => parseSubject(sub) !== undefined);
}

function usualSubject(entry: AllowEntry, path: string): string {
  const { type, ref } = usualRef(entry);
  return `project_path:${path}:ref_type:${type}:ref:${ref}`;
}

function usualRef({ refs }: AllowEntry): { readonly type: string; readonly ref: string } {
  const { branches, tags } = refs ?? { branches: ['main'], tags: [] };
  return { type: branches.length > 0 ? 'branch' : 'tag', ref: sampleOf(branches[0] ?? tags[0] ?? '') };
}

function otherShape({ shapes = [DEFAULT_SHAPE] }: AllowEntry): string {
  const names = shapes.map((shape) => `\`${shape.join(':…:')}:…\``);
  return `subjects in another shape than ${names.join(' and ')}`;
}

/** Says in one line what the entries lose of one kind, with the first example. */
function describe(
  lost: readonly Lost[],
  exampleOf: (each: Lost) => string | undefined,
  what: (entry: AllowEntry) => string,
): string[] {
  const [first, ...others] = lost.filter((each) => exampleOf(each) !== undefined);
  if (first === undefined) return [];
  const { entry } = first;
  const more = others.length === 0 ? '' : ` (and of ${others.length} more)`;
  return [
    `of ${entry.kind} \`${entry.path}\`${more}, ${what(entry)} lose access although the configuration allows them, for example \`${exampleOf(first)}\``,
  ];
}
