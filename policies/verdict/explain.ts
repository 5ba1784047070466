import type { Box } from '../acceptance/boxes.ts';
import { isStranger } from '../claims/namespace-machine.ts';
import type { Claims } from '../claims/token.ts';
import { parseSubject } from '../claims/subject.ts';
import { provesProject } from '../intent/allowed.ts';
import { needsId } from '../intent/intent.ts';
import { foldAscii, RUN } from '../patterns/pattern.ts';
import type { Death } from './dead.ts';
import type { IntruderFindingId, Severity } from './finding.ts';
import type { Scene } from './scene.ts';
import { isUnconstrained, positivePatterns } from './written.ts';

/** Names the finding that a witness shows. */
export function classify(scene: Scene, claims: Claims, severity: Severity): IntruderFindingId {
  if (severity === 'low') return 'ref/unlisted';
  if (isUnconstrained(scene.allow)) return 'subject/unconstrained';
  const sub = claims['sub'] ?? '';
  if (beginsLikeGroup(scene.allow, sub)) return 'subject/group-prefix';
  if (isStranger(sub, scene.acquaintances) && !scene.isPinned) return 'subject/open';
  return showsAllowedPath(scene, claims) ? 'project/unproved' : 'project/unlisted';
}

/** Tells whether the path would be enough, were it not for an entry that requires the id. */
function showsAllowedPath({ intent, issuer }: Scene, claims: Claims): boolean {
  const subject = parseSubject(claims['sub'] ?? '') ?? new Map<string, string>();
  return intent.entries.some(
    (entry) =>
      entry.issuer === issuer.name &&
      needsId(entry) &&
      provesProject({ ...entry, requiresId: false }, subject, claims),
  );
}

const PATH = 'project_path:';
const SLASH = 0x2f;

/** Tells whether a subject gets in by a pattern such as `project_path:mygroup*`, where a slash is missing. */
function beginsLikeGroup(allow: Box, sub: string): boolean {
  return positivePatterns(allow).some(({ elements }) => {
    const wild = elements.findIndex((element) => element < 0);
    if (elements[wild] !== RUN || wild <= PATH.length || elements.lastIndexOf(SLASH, wild) >= 0) return false;
    const literal = elements
      .slice(0, wild)
      .map((each) => String.fromCodePoint(each))
      .join('');
    return literal.startsWith(PATH) && foldAscii(sub).startsWith(foldAscii(literal));
  });
}

/** Says in one sentence who gets in and should not. */
export function describeIntruder(
  id: IntruderFindingId,
  scene: Scene,
  claims: Claims,
  requires: readonly string[],
  role: string,
): string {
  const who = describeToken(claims);
  const only =
    requires.length === 0 ? '' : `, if ${requires.map((key) => `\`${key}\``).join(' and ')} let it`;
  return `${leadOf(id, scene.issuer.name, role)}, for example ${who}${only}`;
}

function leadOf(id: IntruderFindingId, issuer: string, role: string): string {
  switch (id) {
    case 'subject/unconstrained':
      return `any ${issuer} project can assume ${role}`;
    case 'subject/group-prefix':
      return `the pattern lacks a slash after the group, so groups that merely begin like it can assume ${role}`;
    case 'ref/unlisted':
      return `the project is allowed but not from every ref that can assume ${role}`;
    case 'project/unlisted':
      return `a project that the configuration does not allow can assume ${role}`;
    case 'project/unproved':
      return `whoever holds the path of an allowed project can assume ${role} without its \`project_id\``;
    case 'subject/open':
      return `projects of strangers on ${issuer} can assume ${role}`;
  }
}

/** Describes a token for people: its project and its ref. */
export function describeToken(claims: Claims): string {
  const subject = parseSubject(claims['sub'] ?? '');
  const path = subject?.get('project_path');
  const ref = subject?.get('ref');
  if (path === undefined) return `\`${claims['sub'] ?? ''}\``;
  return ref === undefined ? `\`${path}\`` : `\`${path}\` on ${subject?.get('ref_type') ?? 'ref'} \`${ref}\``;
}

/** Says in one sentence why nobody gets in through a statement. */
export function describeDeath({ cause, evidence }: Death, issuer: string): string {
  switch (cause) {
    case 'misbound-key':
      return `nobody gets in: a ${issuer} token never has \`${evidence}\`, write \`${issuer}:sub\``;
    case 'unfilled-claim':
      return `nobody gets in: AWS does not fill \`${evidence}\`, test \`${issuer}:sub\` instead`;
    case 'literal-wildcard':
      return `nobody gets in: wildcards in \`${evidence}\` are literal under this operator, which needs the exact subject`;
    case 'missing-prefix':
      return `nobody gets in: \`${evidence}\` lacks the leading \`project_path:\``;
    case 'unminted-ref-type':
      return `nobody gets in: the ref type in \`${evidence}\` is never minted, only \`branch\` and \`tag\` are`;
    case 'denied':
      return 'nobody gets in: a Deny keeps out whatever this statement lets in';
    case 'no-such-subject':
      return `nobody gets in: no ${issuer} project can get a token like that`;
  }
}

/** Says that a condition on a key that these tokens never have restricts nobody. */
export function describeVoid(key: string, issuer: string): string {
  return `the condition on \`${key}\` restricts nobody: a ${issuer} token never has that key`;
}

/** Says that the audience is not tested. */
export function describeUntested(issuer: string): string {
  return `\`${issuer}:aud\` is not tested`;
}

/** Says that a project is not named by its id. */
export const UNPINNED =
  'the project is named by its path only; `gitlab.com:project_id` would outlive a rename';
