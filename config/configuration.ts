import { createHash } from 'node:crypto';
import type { AllowEntry, Issuer, QuarantineOrder, RefPatterns } from '../policies/index.ts';
import { DEFAULT_ISSUERS, GITLAB_COM, nameOfIssuer } from './document.ts';
import type {
  AllowItem,
  ConfigurationDocument,
  Exemption,
  IssuerItem,
  LimitsItem,
  Mode,
  OnRefusal,
  QuarantineItem,
  RateItem,
  LineOptions,
  RoleItem,
  Undecided,
  Unfixable,
  Unlisted,
} from './document.ts';

export type { Exemption, Mode, OnRefusal, Undecided, Unfixable, Unlisted } from './document.ts';

/** What a quarantine does, and what happens where IAM refuses a change. */
export interface QuarantineRules extends QuarantineOrder {
  readonly onRefusal: OnRefusal;
}

/** An entry of `roles` with its defaults filled in. */
export interface RoleEntry {
  /** The ARN of the role, with `*` and `?`. */
  readonly role: string;
  readonly mode: Mode;
  readonly allow: readonly AllowEntry[];
  readonly quarantine: QuarantineRules;
}

/** How many changes there may be within some time. */
export interface Rate {
  readonly max: number;
  /** Milliseconds. */
  readonly per: number;
}

/** Beyond what nothing is written any more. */
export interface Limits {
  readonly changesPerRole: Rate;
  readonly changesPerAccount: Rate;
  /** Above 0, at most 1. */
  readonly shareOfRoles: number;
}

/** A valid configuration with every default filled in. */
export interface Configuration {
  /** The mode of a role whose entry names none, and of a role that no entry names. */
  readonly mode: Mode;
  readonly unlisted: Unlisted;
  readonly unfixable: Unfixable;
  readonly undecided: Undecided;
  /** The quarantine of a role that no entry names. */
  readonly quarantine: QuarantineRules;
  /** There wherever anything is enforced. */
  readonly limits?: Limits;
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
  const reading = { home, requiresId: document.requireProjectId ?? false };
  const defaults = (document.defaults?.allow ?? []).map((item) => compileAllow(item, reading));
  const roles = (document.roles ?? []).map((item) => compileRole(item, document, reading));
  return {
    mode: document.mode,
    unlisted: document.unlisted,
    unfixable: document.unfixable ?? 'quarantine',
    undecided: document.undecided ?? 'report',
    quarantine: compileQuarantine(document.quarantine),
    ...(document.limits && { limits: compileLimits(document.limits) }),
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
  const { public: isPublic, audiences } = typeof item === 'string' ? {} : item;
  return { name, isPublic: name === GITLAB_COM || isPublic === true, ...(audiences && { audiences }) };
}

function compileRole(item: RoleItem, document: ConfigurationDocument, reading: Reading): RoleEntry {
  return {
    role: item.role,
    mode: item.mode ?? document.mode,
    allow: item.allow.map((line) => compileAllow(line, reading)),
    quarantine: compileQuarantine(item.quarantine ?? document.quarantine),
  };
}

function compileQuarantine(item: QuarantineItem = {}): QuarantineRules {
  const { level = 'isolate', revokeSessions = false, onRefusal = 'freeze' } = item;
  return { level, revokeSessions, onRefusal };
}

function compileLimits({ changesPerRole, changesPerAccount, shareOfRoles }: LimitsItem): Limits {
  return {
    changesPerRole: compileRate(changesPerRole),
    changesPerAccount: compileRate(changesPerAccount),
    shareOfRoles,
  };
}

const MILLISECONDS: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3_600e3, d: 86_400e3 };

function compileRate({ max, per }: RateItem): Rate {
  return { max, per: Number(per.slice(0, -1)) * (MILLISECONDS[per.slice(-1)] ?? 0) };
}

/** How the lines of all allowlists are read. */
interface Reading {
  /** The issuer of a line that names none. */
  readonly home: string;
  readonly requiresId: boolean;
}

function compileAllow(item: AllowItem, { home, requiresId }: Reading): AllowEntry {
  if (typeof item === 'string') return { kind: 'project', path: item, issuer: home };
  const refs = compileRefs(item);
  const issuer = item.issuer ?? home;
  const rest = { issuer, ...(refs && { refs }), ...(item.subject && { shapes: item.subject }) };
  if ('group' in item) return { kind: 'group', path: item.group, ...rest };
  if (item.id === undefined) return { kind: 'project', path: item.project, ...rest };
  const isRequired = requiresId && issuer === GITLAB_COM;
  return {
    kind: 'project',
    path: item.project,
    id: String(item.id),
    ...rest,
    ...(isRequired && { requiresId: true }),
  };
}

function compileRefs({ branches, tags }: LineOptions): RefPatterns | undefined {
  if (branches === undefined && tags === undefined) return undefined;
  return { branches: branches ?? [], tags: tags ?? [] };
}

function rootsOf(entries: readonly AllowEntry[]): readonly string[] {
  const roots = entries.map(({ path }) => (path.split('/', 1)[0] ?? '').toLowerCase());
  return [...new Set(roots)].sort();
}
