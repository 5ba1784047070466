import { DEFAULT_ISSUERS } from './document.ts';
import { allowItemsOf, fieldOf, hasWrongKey, itemsAt, rolePatternsOf, textOf } from './draft.ts';
import type { Draft, Placed } from './draft.ts';
import { formatPath } from './problem.ts';
import type { Complaint } from './problem.ts';
import { show } from './show.ts';
import { suggest } from './suggest.ts';

/** One rule over several fields: what the schema cannot say. It passes over what the schema refuses anyway. */
export type Rule = (draft: Draft) => readonly Complaint[];

/** Of how many issuers the nearest is looked for. */
const FEW_ISSUERS = 100;

/** Complains of an entry whose issuer is not one of `issuers`. */
export const listsEveryIssuer: Rule = (draft) => {
  const listed = issuersOf(draft).map(({ value }) => value);
  // WHY: a mistake in the list is one mistake, not one for each entry that names an issuer rightly.
  if (draft.complaints.some(({ path }) => path[0] === 'issuers')) return [];
  if (listed.length === 0 && hasWrongKey(draft, { path: [] })) return [];
  const known = new Set(listed.length > 0 ? listed : DEFAULT_ISSUERS);
  // WHY: each wrong name is compared with each of them.
  const names = known.size <= FEW_ISSUERS ? [...known] : [];
  return allowItemsOf(draft).flatMap((item) => {
    const { path, value } = fieldOf(item, 'issuer');
    if (typeof value !== 'string' || known.has(value)) return [];
    const near = suggest(value, names);
    const end = near === undefined ? 'add it there' : `did you mean ${show(near)}, or add it there`;
    return [{ path, message: `${show(value)} is not one of \`issuers\`, ${end}` }];
  });
};

/**
 * Complains of an issuer that is listed twice, which may call it public and private.
 *
 * AWS: condition keys compare without case, so that two issuers that differ only there have the same statements.
 */
export const listsEachIssuerOnce: Rule = (draft) =>
  repeated(issuersOf(draft), (name) => name.toLowerCase()).map(({ path, value, first }) => ({
    path,
    message: `issuer ${show(value)} is listed already as \`${formatPath(first)}\`, remove one`,
  }));

/** Complains where `gitlab.com`, at which anyone can register, is called private. */
export const keepsGitlabComPublic: Rule = (draft) =>
  itemsAt(draft, 'issuers').flatMap((item) => {
    const { path, value } = fieldOf(item, 'public');
    if (value !== false || textOf(item, 'issuer')?.value !== 'gitlab.com') return [];
    return [{ path, message: 'anyone can register at `gitlab.com`, remove `public` or set it to `true`' }];
  });

/** Complains of a role pattern that an earlier entry has: the later one can never win. */
export const namesEachRoleOnce: Rule = (draft) =>
  repeated(rolePatternsOf(draft)).map(({ path, value, first }) => ({
    path,
    message: `role pattern ${show(value)} stands already as \`${formatPath(first)}\` and the first that matches wins, make one entry of the two`,
  }));

/** Complains where something is enforced and nothing says when to stop. */
export const limitsWhatItEnforces: Rule = (draft) => {
  const document = { path: [], value: draft.value };
  if (fieldOf(document, 'limits').value !== undefined || hasWrongKey(draft, document)) return [];
  const enforced = [document, ...itemsAt(draft, 'roles')]
    .map((holder) => fieldOf(holder, 'mode'))
    .find(({ value }) => value === 'enforce');
  const message =
    '`enforce` needs limits, add `limits: { changesPerRole: { max: 3, per: 1h }, changesPerAccount: { max: 20, per: 1h }, shareOfRoles: 0.1 }`';
  return enforced === undefined ? [] : [{ path: enforced.path, message }];
};

/** Every rule about the document and its issuers that refuses a configuration. */
export const RULES: readonly Rule[] = [
  listsEveryIssuer,
  listsEachIssuerOnce,
  keepsGitlabComPublic,
  namesEachRoleOnce,
  limitsWhatItEnforces,
];

/** Returns the issuer that is meant where a line names none. */
export function homeOf(draft: Draft): string {
  return issuersOf(draft)[0]?.value ?? (DEFAULT_ISSUERS[0] as string);
}

export type PlacedText = Placed & { readonly value: string };

/** Lists the issuers as they are named. */
export function issuersOf(draft: Draft): readonly PlacedText[] {
  return itemsAt(draft, 'issuers').flatMap((item) => textOf(item, 'issuer') ?? []);
}

function repeated(
  texts: readonly PlacedText[],
  nameOf: (text: string) => string = (text) => text,
): readonly (PlacedText & { readonly first: Placed['path'] })[] {
  const firsts = new Map<string, Placed['path']>();
  return texts.flatMap((text) => {
    const name = nameOf(text.value);
    const first = firsts.get(name);
    if (first !== undefined) return [{ ...text, first }];
    firsts.set(name, text.path);
    return [];
  });
}
