import { GITLAB_COM } from '../claims/keys.ts';
import { DEFAULT_SHAPE, parseSubject } from '../claims/subject.ts';
import { wildcardPattern, type Pattern } from '../patterns/pattern.ts';
import type { AllowEntry, Intent, Issuer } from './intent.ts';
import { oncePerIntent } from './once.ts';

/** A condition value that a rewrite may write for the subject. */
export interface OwedValue {
  /** As it is written, with what has to be escaped. */
  readonly text: string;
  /** Without escapes. */
  readonly plain: string;
  readonly pattern: Pattern;
  /** Whether it has wildcards, so that it needs `StringLike`. */
  readonly isPattern: boolean;
}

/** Tokens that a rewrite must keep: the subjects of one value, with the claims that go with them. */
export interface OwedTokens {
  readonly entry: AllowEntry;
  readonly value: OwedValue;
  /** The components of the subjects, in their order. */
  readonly shape: readonly string[];
  /** The `project_id` that they have, where AWS looks at it and the configuration gives it. */
  readonly projectId: string | undefined;
  /** The audiences of which they have one, where the configuration names some. */
  readonly audiences: readonly string[] | undefined;
  /** One of the subjects, which anybody would think of; `undefined` where none comes to mind. */
  readonly sample: string | undefined;
}

/** What an entry owes. */
export interface OwedByEntry {
  readonly entry: AllowEntry;
  readonly tokens: readonly OwedTokens[];
}

interface Owed {
  readonly byEntry: readonly OwedByEntry[];
  readonly tokens: readonly OwedTokens[];
}

/** By whether the document has variables. */
const valuesOnce = [oncePerIntent<readonly OwedValue[]>(), oncePerIntent<readonly OwedValue[]>()] as const;
/** By the same, and by whether tokens have the ids of projects. */
const tokensOnce = [
  [oncePerIntent<Owed>(), oncePerIntent<Owed>()],
  [oncePerIntent<Owed>(), oncePerIntent<Owed>()],
] as const;

/**
 * Returns the subjects that an intent owes to an issuer, as condition values in the shapes of its entries; GitLab's
 * default is `project_path`, `ref_type`, `ref`.
 *
 * @param hasVariables - whether `${` has a meaning in the document and so has to be escaped
 */
export function owedValues(intent: Intent, issuer: string, hasVariables: boolean): readonly OwedValue[] {
  return valuesOnce[hasVariables ? 1 : 0](intent, issuer, () => {
    const values = entriesOf(intent, issuer).flatMap((entry) => valuesOf(entry, hasVariables));
    return [...new Map(values.map((value) => [value.text, value])).values()];
  });
}

/** Returns the tokens that an intent owes to an issuer in one role, by entry and value. */
export function owedTokens(
  intent: Intent,
  issuer: Issuer,
  role: string,
  hasVariables: boolean,
): readonly OwedTokens[] {
  return owedOf(intent, issuer, role, hasVariables).tokens;
}

/** Returns the tokens that an intent owes to an issuer in one role, for each entry of the issuer. */
export function owedByEntry(
  intent: Intent,
  issuer: Issuer,
  role: string,
  hasVariables: boolean,
): readonly OwedByEntry[] {
  return owedOf(intent, issuer, role, hasVariables).byEntry;
}

function owedOf(intent: Intent, issuer: Issuer, role: string, hasVariables: boolean): Owed {
  const hasIds = hasProjectIds(issuer, role);
  return tokensOnce[hasVariables ? 1 : 0][hasIds ? 1 : 0](intent, issuer.name, () => {
    const byEntry = [...new Set(entriesOf(intent, issuer.name))].map((entry) => ({
      entry,
      tokens: tokensOf(entry, issuer, hasIds, hasVariables),
    }));
    return { byEntry, tokens: byEntry.flatMap(({ tokens }) => tokens) };
  });
}

function entriesOf({ entries }: Intent, issuer: string): readonly AllowEntry[] {
  return entries.filter((entry) => entry.issuer === issuer);
}

function tokensOf(entry: AllowEntry, issuer: Issuer, hasIds: boolean, hasVariables: boolean): OwedTokens[] {
  return shapedTexts(entry).map(({ shape, text }) => ({
    entry,
    value: valueOf(text, hasVariables),
    shape,
    projectId: hasIds ? entry.id : undefined,
    audiences: issuer.audiences,
    sample: sampleIn(shape, text),
  }));
}

/**
 * Returns a subject that anybody would think of on seeing a condition value; `undefined` where none comes to mind.
 *
 * WHY: a project gets no subject of another shape.
 */
export function sampleIn(shape: readonly string[], text: string): string | undefined {
  const sub = sampleSubject(text);
  return [...(parseSubject(sub)?.keys() ?? [])].join() === shape.join() ? sub : undefined;
}

function sampleSubject(value: string): string {
  if (value.includes(':ref_type:')) return sampleOf(value);
  const project = sampleOf(value.endsWith(':*') ? value.slice(0, -2) : value);
  return `${project}:ref_type:branch:ref:main`;
}

/** Returns a text that a pattern matches. */
export function sampleOf(pattern: string): string {
  return pattern.replaceAll('*', 'a').replaceAll('?', 'a');
}

/** AWS: the key is there for `gitlab.com` and, so far, in the standard partition only (condition-keys-wif). */
export function hasProjectIds({ name }: Pick<Issuer, 'name'>, role: string): boolean {
  return name === GITLAB_COM && role.startsWith('arn:aws:');
}

/** Returns the subjects of one entry as condition values, not escaped. */
export function owedTexts(entry: AllowEntry): string[] {
  return shapedTexts(entry).map(({ text }) => text);
}

function shapedTexts(entry: AllowEntry): { readonly shape: readonly string[]; readonly text: string }[] {
  const { branches, tags } = entry.refs ?? {};
  const refs = [
    ...(branches ?? []).map((ref) => ({ ref_type: 'branch', ref })),
    ...(tags ?? []).map((ref) => ({ ref_type: 'tag', ref })),
  ];
  const project = {
    project_path: entry.kind === 'project' ? entry.path : `${entry.path}/*`,
    ...(entry.id === undefined ? {} : { project_id: entry.id }),
  };
  return (entry.shapes ?? [DEFAULT_SHAPE]).flatMap((shape) =>
    (entry.refs === undefined ? [project] : refs.map((ref) => ({ ...project, ...ref }))).map((known) => ({
      shape,
      text: subjectOf(shape, new Map(Object.entries(known))),
    })),
  );
}

/** WHY: a `*` at the end stands for all components that are not known, and one below a group is there already. */
function subjectOf(shape: readonly string[], known: ReadonlyMap<string, string>): string {
  const last = shape.findLastIndex((name) => known.has(name));
  const text = shape
    .slice(0, last + 1)
    .map((name) => `${name}:${known.get(name) ?? '*'}`)
    .join(':');
  return last === shape.length - 1 || text.endsWith('/*') ? text : `${text}:*`;
}

function valuesOf(entry: AllowEntry, hasVariables: boolean): OwedValue[] {
  return owedTexts(entry).map((text) => valueOf(text, hasVariables));
}

function valueOf(text: string, hasVariables: boolean): OwedValue {
  return {
    text: hasVariables ? text.replaceAll('${', '${$}{') : text,
    plain: text,
    pattern: wildcardPattern(text),
    isPattern: text.includes('*') || text.includes('?'),
  };
}
