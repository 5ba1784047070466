import { createHash } from 'node:crypto';
import type { AllowEntry, Issuer, RefPatterns } from '../policies/index.ts';
import { DEFAULT_ISSUERS, nameOfIssuer } from './document.ts';
import type {
  AllowItem,
  ConfigurationDocument,
  Exemption,
  IssuerItem,
  Mode,
  RefLists,
  RoleItem,
  Unlisted,
} from './document.ts';

export type { Exemption, Mode, Unlisted } from './document.ts';

/** An entry of `roles` with its defaults filled in. */
export interface RoleEntry {
  /** The ARN of the role, with `*` and `?`. */
  readonly role: string;
  readonly mode: Mode;
  readonly allow: readonly AllowEntry[];
}

/** A valid configuration with every default filled in. */
export interface Configuration {
  /** The mode of a role whose entry names none, and of a role that no entry names. */
  readonly mode: Mode;
  readonly unlisted: Unlisted;
  readonly issuers: readonly Issuer[];
  /** What a role that no entry names may let in. */
  readonly defaults: readonly AllowEntry[];
  /** In the order of the text: the first that matches wins. */
  readonly roles: readonly RoleEntry[];
  readonly exempt: readonly Exemption[];
  /** The first segments of all project and group paths, in lower case, sorted. */
  readonly knownRoots: readonly string[];
  /** SHA-256 of the text, in hexadecimal. */
  readonly digest: string;
}

/**
 * Fills in what a valid document leaves out.
 *
 * @param document - holds to the schema and to every rule
 * @param text - what the document was read from; only its digest is kept
 */
export function compileConfiguration(document: ConfigurationDocument, text: string): Configuration {
  const issuers = (document.issuers ?? DEFAULT_ISSUERS).map(compileIssuer);
  const home = issuers[0]?.name ?? '';
  const defaults = (document.defaults?.allow ?? []).map((item) => compileAllow(item, home));
  const roles = (document.roles ?? []).map((item) => compileRole(item, document.mode, home));
  return {
    mode: document.mode,
    unlisted: document.unlisted,
    issuers,
    defaults,
    roles,
    exempt: (document.exempt ?? []).map(({ role, reason, until }) => ({ role, reason, until })),
    knownRoots: rootsOf([...defaults, ...roles.flatMap((entry) => entry.allow)]),
    digest: createHash('sha256').update(text, 'utf8').digest('hex'),
  };
}

function compileIssuer(item: IssuerItem): Issuer {
  const name = nameOfIssuer(item);
  return { name, isPublic: name === 'gitlab.com' || (typeof item !== 'string' && item.public === true) };
}

function compileRole(item: RoleItem, mode: Mode, home: string): RoleEntry {
  const allow = item.allow.map((line) => compileAllow(line, home));
  return { role: item.role, mode: item.mode ?? mode, allow };
}

function compileAllow(item: AllowItem, home: string): AllowEntry {
  if (typeof item === 'string') return { kind: 'project', path: item, issuer: home };
  const refs = compileRefs(item);
  const rest = { issuer: item.issuer ?? home, ...(refs && { refs }) };
  if ('group' in item) return { kind: 'group', path: item.group, ...rest };
  const id = item.id === undefined ? {} : { id: String(item.id) };
  return { kind: 'project', path: item.project, ...id, ...rest };
}

function compileRefs({ branches, tags }: RefLists): RefPatterns | undefined {
  if (branches === undefined && tags === undefined) return undefined;
  return { branches: branches ?? [], tags: tags ?? [] };
}

function rootsOf(entries: readonly AllowEntry[]): readonly string[] {
  const roots = entries.map(({ path }) => (path.split('/', 1)[0] ?? '').toLowerCase());
  return [...new Set(roots)].sort();
}
