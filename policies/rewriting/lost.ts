import { boxesFor, type Boxes } from '../acceptance/boxes.ts';
import { decide } from '../acceptance/evaluate.ts';
import { GITLAB_COM } from '../claims/keys.ts';
import type { Claims } from '../claims/token.ts';
import { DEFAULT_SHAPE, parseSubject } from '../claims/subject.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import { isAllowed } from '../intent/allowed.ts';
import type { AllowEntry, Intent, Issuer } from '../intent/intent.ts';
import { oncePerIntent } from '../intent/once.ts';
import { sampleOf } from '../intent/owed.ts';
import { accountOf } from '../verdict/judge.ts';
import { audiencesFor } from './keep-alive.ts';

/**
 * Says in words what the intent allows and a rewrite takes away all the same: subjects in another shape than those
 * that are owed, which a project may have chosen for itself.
 *
 * Looks at some subjects of each entry and shape, so that the line has an example; what no example shows is not
 * listed.
 */
export function describeLost(
  before: TrustPolicy,
  laterBoxesOf: (issuer: string) => Boxes,
  intent: Intent,
  role: string,
): string[] {
  const account = accountOf(role);
  const lost = intent.issuers.flatMap((issuer) => {
    const earlier = boxesFor(before, issuer.name, account);
    if (earlier.allows.length === 0) return [];
    const later = laterBoxesOf(issuer.name);
    const around = { intent, issuer, earlier, later, audiences: audiencesFor(earlier, issuer) };
    return usualSubjects(intent, issuer).flatMap(({ entry, subjects }) => {
      const sub = subjects.find((each) => isLost(each, entry, around));
      return sub === undefined ? [] : [{ entry, sub }];
    });
  });
  const [first, ...others] = lost;
  return first === undefined ? [] : [describe(first.entry, first.sub, others.length)];
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
  const ids = entry.id === undefined || issuer.name !== GITLAB_COM ? {} : { project_id: entry.id };
  return audiences.some((aud) => {
    const claims: Claims = { sub, aud, ...ids };
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
  const { branches, tags } = entry.refs ?? { branches: ['main'], tags: [] };
  const ref = sampleOf(branches[0] ?? tags[0] ?? '');
  const type = branches.length > 0 ? 'branch' : 'tag';
  const shapes = [
    ...(entry.id === undefined ? [] : [`project_id:${entry.id}:ref_type:${type}:ref:${ref}`]),
    `project_path:${path}:ref_type:${type}:ref:${ref}`,
    `project_path:${path}:ref:${ref}:ref_type:${type}`,
    `project_path:${path}:ref_type:${type}:ref:${ref}:ref_protected:true`,
    `job_project_path:${path}:project_path:${path}:ref_type:${type}:ref:${ref}`,
  ];
  return shapes.filter((sub) => parseSubject(sub) !== undefined);
}

function describe(entry: AllowEntry, sub: string, others: number): string {
  const more = others === 0 ? '' : ` (and of ${others} more)`;
  const shapes = (entry.shapes ?? [DEFAULT_SHAPE]).map((shape) => `\`${shape.join(':…:')}:…\``);
  return `of ${entry.kind} \`${entry.path}\`${more}, subjects in another shape than ${shapes.join(' and ')} lose access although the configuration allows them, for example \`${sub}\``;
}
