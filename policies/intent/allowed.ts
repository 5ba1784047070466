import type { Claims } from '../claims/token.ts';
import { parseSubject, type Subject } from '../claims/subject.ts';
import { matchesPattern } from '../patterns/match.ts';
import { foldAscii } from '../patterns/pattern.ts';
import { needsId, type AllowEntry, type Intent } from './intent.ts';

/**
 * Tells whether the configuration, read as widely as it can be, allows a token: the slow and obvious way.
 *
 * A project is proved by `project_path` or `project_id` in the subject, wherever it stands, or by the
 * `project_id` claim; only by the latter two where the entry requires the id. Paths compare without case, refs with it.
 */
export function isAllowed(intent: Intent, issuer: string, claims: Claims): boolean {
  const subject = parseSubject(claims['sub'] ?? '');
  if (subject === undefined) return false;
  return intent.entries.some(
    (entry) => entry.issuer === issuer && provesProject(entry, subject, claims) && provesRef(entry, subject),
  );
}

/** Tells whether a token belongs to the project, or to a project of the group, that an entry names. */
export function provesProject(entry: AllowEntry, subject: Subject, claims: Claims): boolean {
  if (entry.id !== undefined) {
    if (claims['project_id'] === entry.id || subject.get('project_id') === entry.id) return true;
  }
  if (needsId(entry)) return false;
  const path = subject.get('project_path') ?? '';
  if (entry.kind === 'project') return isSamePath(path, entry.path);
  const { length } = entry.path;
  return path[length] === '/' && isSamePath(path.slice(0, length), entry.path);
}

function isSamePath(one: string, other: string): boolean {
  return foldAscii(one) === foldAscii(other);
}

function provesRef(entry: AllowEntry, subject: Subject): boolean {
  if (entry.refs === undefined) return true;
  const ref = subject.get('ref');
  const type = subject.get('ref_type');
  if (ref === undefined || type === undefined) return false;
  const patterns = type === 'branch' ? entry.refs.branches : entry.refs.tags;
  return patterns.some((pattern) => matchesPattern(pattern, ref));
}
