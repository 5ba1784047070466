import type { Boxes, BoxesOf } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import { decide } from '../acceptance/evaluate.ts';
import { GITLAB_COM } from '../claims/keys.ts';
import { DEFAULT_SHAPE } from '../claims/subject.ts';
import type { Claims } from '../claims/token.ts';
import { isAllowed } from '../intent/allowed.ts';
import type { AllowEntry, Intent, Issuer } from '../intent/intent.ts';
import { oncePerIntent } from '../intent/once.ts';
import { sampleOf } from '../intent/owed.ts';
import { audiencesFor, claimsOf } from './keep-alive.ts';
import { isOnId } from './with-ids.ts';

/**
 * Says in words what the intent allows and a rewrite takes away all the same: subjects in another shape than those
 * that are owed, which a project may have chosen for itself, an id under another path, where a statement asked for it,
 * and audiences besides those of the configuration.
 *
 * Looks at some subjects of each entry and shape, so that the line has an example; what no example shows is not
 * listed.
 */
export function describeLost(earlierOf: BoxesOf, laterOf: BoxesOf, intent: Intent): string[] {
  const shaped: Lost[] = [];
  const moved: Lost[] = [];
  const unheard: Lost[] = [];
  for (const issuer of intent.issuers) {
    const usual = usualSubjects(intent, issuer);
    const earlier = earlierOf(issuer.name);
    if (earlier.allows.length === 0) continue;
    const heard = audiencesFor(earlier, issuer);
    const audiences =
      issuer.audiences === undefined || issuer.audiences.length === 0 ? heard : issuer.audiences;
    const others = heard.filter((aud) => !audiences.includes(aud));
    const around = { earlier, later: laterOf(issuer.name) };
    const paths = pathsBesideIds(earlier);
    for (const { entry, projectId, subjects } of usual) {
      const isGone = (sub: string, aud: string): boolean => isLost(claimsOf(sub, aud, projectId), around);
      const isGoneWithAny = (sub: string): boolean => audiences.some((aud) => isGone(sub, aud));
      const example = subjects.find(isGoneWithAny);
      if (example !== undefined) shaped.push({ entry, what: otherShape(entry), example });
      const audience = others.find((aud) => subjects.some((sub) => isGone(sub, aud) && !isGoneWithAny(sub)));
      if (audience !== undefined) unheard.push({ entry, what: otherAudience(audiences), example: audience });
      if (projectId === undefined) continue;
      const elsewhere = paths
        .map((path) => usualSubject(entry, path))
        .find((sub) => isGoneWithAny(sub) && isWanted(sub, projectId, intent, issuer));
      if (elsewhere !== undefined)
        moved.push({ entry, what: 'tokens with its id under another path', example: elsewhere });
    }
  }
  return [shaped, moved, unheard].flatMap(describe);
}

/** What an entry loses, by an example. */
interface Lost {
  readonly entry: AllowEntry;
  readonly what: string;
  readonly example: string;
}

/**
 * Returns a path, or what could be one, for each value of the subject in the statements that ask for ids.
 *
 * WHY: a project may have moved there.
 */
function pathsBesideIds({ allows }: Boxes): string[] {
  const paths: string[] = [];
  for (const box of allows) {
    if (!box.conditions.some(isOnId)) continue;
    for (const { condition } of subjectConditions(box))
      for (const value of condition.values)
        paths.push(sampleOf(/^project_path:([^:]*)/.exec(value)?.[1] ?? ''));
  }
  return paths;
}

/** Tells whether a token got in and does no more. */
function isLost(
  claims: Claims,
  { earlier, later }: { readonly earlier: Boxes; readonly later: Boxes },
): boolean {
  return decide(later, claims).outcome === 'no' && decide(earlier, claims).outcome === 'yes';
}

/** WHY: the intent asks for no audience, so that one stands for all. */
function isWanted(sub: string, projectId: string | undefined, intent: Intent, { name }: Issuer): boolean {
  return isAllowed(intent, name, claimsOf(sub, `https://${name}`, projectId));
}

/** An entry, and subjects of its project in several shapes, which the intent allows. */
interface Usual {
  readonly entry: AllowEntry;
  /** The id that its tokens show to AWS. */
  readonly projectId: string | undefined;
  readonly subjects: readonly string[];
}

const once = oncePerIntent<readonly Usual[]>();

function usualSubjects(intent: Intent, issuer: Issuer): readonly Usual[] {
  const { name } = issuer;
  return once(intent, name, () => {
    const entries = intent.entries.filter((entry) => entry.issuer === name);
    return entries.map((entry) => {
      const projectId = name === GITLAB_COM ? entry.id : undefined;
      const subjects = usualShapes(entry).filter((sub) => isWanted(sub, projectId, intent, issuer));
      return { entry, projectId, subjects };
    });
  });
}

/** Returns subjects of an entry's project in several shapes. */
function usualShapes(entry: AllowEntry): string[] {
  const path = entry.kind === 'project' ? entry.path : `${entry.path}/a`;
  const { type, ref } = usualRef(entry);
  return [
    ...(entry.id === undefined ? [] : [`project_id:${entry.id}:ref_type:${type}:ref:${ref}`]),
    usualSubject(entry, path),
    `project_path:${path}:ref:${ref}:ref_type:${type}`,
    `project_path:${path}:ref_type:${type}:ref:${ref}:ref_protected:true`,
    `job_project_path:${path}:project_path:${path}:ref_type:${type}:ref:${ref}`,
  ];
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

function otherAudience(audiences: readonly string[]): string {
  return `tokens for another audience than ${audiences.map((aud) => `\`${aud}\``).join(' and ')}`;
}

/** Says in one line what the entries lose of one kind, with the first example. */
function describe(lost: readonly Lost[]): string[] {
  const [first, ...others] = lost;
  if (first === undefined) return [];
  const { entry, what, example } = first;
  const more = others.length === 0 ? '' : ` (and of ${others.length} more)`;
  return [
    `of ${entry.kind} \`${entry.path}\`${more}, ${what} lose access although the configuration allows them, for example \`${example}\``,
  ];
}
