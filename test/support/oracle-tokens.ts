import type { AllowEntry, Intent, Token } from '../../policies/index.ts';
import { globMatches, plain } from './oracle-glob.ts';

// GITLAB: lib/gitlab/path_regex.rb, the older rule: a leading dot or underscore, specials in a row; only a
// namespace may not end with a dot.
const SLUG = /^(?!.*\.(?:git|atom)$)[A-Za-z0-9_.][A-Za-z0-9_.-]*$/;

const VALUES: Readonly<Record<string, (value: string) => boolean>> = {
  path: (value) =>
    value.includes('/') && !value.includes('./') && value.split('/').every((slug) => SLUG.test(slug)),
  id: (value) => /^[1-9][0-9]*$/.test(value),
  ref: isRef,
  type: (value) => ['branch', 'tag'].includes(value),
  flag: (value) => ['true', 'false'].includes(value),
  tier: (value) => ['production', 'staging', 'testing', 'development', 'other'].includes(value),
};

/** GITLAB: app/models/project_ci_cd_setting.rb; the upper six may lead. */
const KINDS: readonly (readonly [name: string, kind: string])[] = [
  ['project_path', 'path'],
  ['project_id', 'id'],
  ['job_project_path', 'path'],
  ['job_project_id', 'id'],
  ['source_project_path', 'path'],
  ['source_project_id', 'id'],
  ['ref_type', 'type'],
  ['ref', 'ref'],
  ['ref_protected', 'flag'],
  ['environment_protected', 'flag'],
  ['deployment_tier', 'tier'],
];

const KIND_OF = new Map(KINDS);
const LEADING = KINDS.slice(0, 6).map(([name]) => name);

const isControl = (unit: string): boolean => unit <= ' ' || unit === '\u007f';

/** GITLAB: git-check-ref-format, for a name below `refs/heads/` or `refs/tags/`. */
function isRef(value: string): boolean {
  if (value === '' || /[~^:?*[\\]/.test(value) || value.split('').some(isControl)) return false;
  if (/\.\.|@\{|\/\/|\.$/.test(value)) return false;
  if (/\p{Surrogate}/u.test(value)) return false;
  return value.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}

/** Returns the components of a subject, or `undefined` where a text is not even made of pairs. */
export function components(sub: string): Map<string, string> | undefined {
  const parts = sub.split(':');
  if (parts.length % 2 === 1) return undefined;
  const found = new Map<string, string>();
  for (let index = 0; index < parts.length; index += 2) {
    if (found.has(parts[index] as string)) return undefined;
    found.set(parts[index] as string, parts[index + 1] as string);
  }
  return found;
}

/** Tells whether some project of an issuer can get a token with this subject and, where given, this `project_id`. */
export function mintable(sub: string, projectId?: string): boolean {
  const found = components(sub);
  if (found === undefined) return false;
  const [first = ''] = found.keys();
  if (!LEADING.includes(first)) return false;
  const subjectId = found.get('project_id');
  if (projectId !== undefined && subjectId !== undefined && subjectId !== projectId) return false;
  if (projectId !== undefined && VALUES['id']?.(projectId) !== true) return false;
  return [...found].every(([name, value]) => VALUES[KIND_OF.get(name) ?? '']?.(value) === true);
}

/** Tells whether some entry, read as widely as it can be, allows a token. */
export function allows(entries: readonly AllowEntry[], token: Token): boolean {
  const found = components(token.claims['sub'] ?? '');
  if (found === undefined) return false;
  return entries.some(
    (entry) => entry.issuer === token.issuer && isOf(entry, found, token) && hasRef(entry, found),
  );
}

function isOf(entry: AllowEntry, found: ReadonlyMap<string, string>, token: Token): boolean {
  const ids = [found.get('project_id'), token.claims['project_id']];
  if (entry.id !== undefined && ids.includes(entry.id)) return true;
  if (entry.id !== undefined && entry.requiresId === true) return false;
  const shown = found.get('project_path')?.toLowerCase().split('/') ?? [];
  const named = entry.path.toLowerCase().split('/');
  if (entry.kind === 'project' ? shown.length !== named.length : shown.length <= named.length) return false;
  return named.every((slug, index) => slug === shown[index]);
}

function hasRef(entry: AllowEntry, found: ReadonlyMap<string, string>): boolean {
  if (entry.refs === undefined) return true;
  const ref = found.get('ref');
  if (ref === undefined) return false;
  const lists: Readonly<Record<string, readonly string[]>> = {
    branch: entry.refs.branches,
    tag: entry.refs.tags,
  };
  return (lists[found.get('ref_type') ?? ''] ?? []).some((pattern) => globMatches(plain(pattern), ref));
}

/**
 * Tells whether a rewrite has to keep a token: a shape of an entry that allows it, or GitLab's default; the path in
 * the exact case of the entry, its id where AWS looks at it, and one of the audiences where the issuer has some.
 */
export function owes({ entries, issuers }: Intent, token: Token): boolean {
  const found = components(token.claims['sub'] ?? '');
  if (found === undefined) return false;
  const audiences = issuers.find(({ name }) => name === token.issuer)?.audiences;
  if (audiences !== undefined && !audiences.includes(token.claims['aud'] ?? '')) return false;
  const [path, subjectId, claimedId] = [
    found.get('project_path'),
    found.get('project_id'),
    token.claims['project_id'],
  ];
  // GITLAB: both come from one project, so nobody has a token in which they differ.
  if (subjectId !== undefined && claimedId !== undefined && subjectId !== claimedId) return false;
  return entries.some((entry) => {
    const shapes = entry.shapes ?? [['project_path', 'ref_type', 'ref']];
    if (!shapes.some((shape) => shape.join() === [...found.keys()].join())) return false;
    if (!allows([entry], token)) return false;
    // AWS: `project_id` is there for gitlab.com; the roles here are in partition `aws`.
    if (entry.id !== undefined && entry.issuer === 'gitlab.com' && claimedId !== entry.id) return false;
    if (path === undefined) return true;
    return entry.kind === 'project' ? path === entry.path : path.startsWith(`${entry.path}/`);
  });
}
