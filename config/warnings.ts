import { daysUntil, isDay } from './day.ts';
import { allowItemsOf, fieldOf, itemsAt, itemsOf, refListsOf, textOf } from './draft.ts';
import type { Placed } from './draft.ts';
import type { Complaint } from './problem.ts';
import { comparesAllEntries, overlapsNoEntry } from './role-rules.ts';
import { homeOf, issuersOf, type Rule } from './rules.ts';
import { show } from './show.ts';

/** Warns of an entry whose ref lists are empty: it allows nothing, while leaving them out allows every ref. */
export const allowsSomeRef: Rule = (draft) =>
  allowItemsOf(draft).flatMap((item) => {
    const lists = refListsOf(item).filter(({ value }) => value !== undefined);
    const [first] = lists;
    if (first === undefined || lists.some((list) => itemsOf(list).length > 0)) return [];
    const message =
      'no branch and no tag is listed, so that the entry allows nothing: list one or remove the entry';
    return [{ path: first.path, message }];
  });

/** Warns of a ref pattern with the long name of a ref, which no token carries. */
export const namesShortRefs: Rule = (draft) =>
  allowItemsOf(draft).flatMap(refListsOf).flatMap(itemsOf).flatMap(aboutLongRef);

/** Warns of an issuer that no line names, once there is any entry. */
export const usesEveryIssuer: Rule = (draft) => {
  const lines = allowItemsOf(draft);
  if (lines.length === 0 && itemsAt(draft, 'roles').length === 0) return [];
  const used = new Set(lines.map((item) => fieldOf(item, 'issuer').value ?? homeOf(draft)));
  const listed = issuersOf(draft);
  const names = new Set<unknown>(listed.map(({ value }) => value));
  // WHY: an issuer that is not listed is one mistake, and may be meant to be one of these.
  if ([...used].some((name) => !names.has(name))) return [];
  return listed.flatMap(({ path, value }) => {
    if (used.has(value)) return [];
    return [
      { path, message: `no entry allows a project of ${show(value)}, so that all its access is taken away` },
    ];
  });
};

/** Root namespaces that stand in examples. On gitlab.com each of them is somebody's. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  ['my', 'your', 'example', 'some'].flatMap((whose) =>
    ['group', 'org', 'organization', 'company', 'namespace'].flatMap((what) =>
      ['', '-', '_'].map((between) => `${whose}${between}${what}`),
    ),
  ),
)
  .add('example')
  .add('group')
  .add('group-name')
  .add('namespace')
  .add('placeholder')
  .add('changeme')
  .add('change-me')
  .add('todo');

/** Warns of a path below a group that looks like one of an example. */
export const replacesPlaceholders: Rule = (draft) =>
  allowItemsOf(draft).flatMap((item) => {
    const placed = textOf(item, 'project') ?? textOf(item, 'group');
    const root = placed?.value.split('/', 1)[0] ?? '';
    if (placed === undefined || root === '' || !PLACEHOLDERS.has(root.toLowerCase())) return [];
    const message = `${show(root)} looks like a group of an example, and on a public instance it is somebody's: write your own`;
    return [{ path: placed.path, message }];
  });

/** How long before its end an exemption is announced, in days. */
const NOTICE = 14;

/** What the days that are nearest are called. */
const SOON = ['today', 'tomorrow'];

/** Warns of an exemption that has ended, or is about to. */
export const announcesEndsOfExemptions: Rule = (draft) =>
  itemsAt(draft, 'exempt').flatMap((item) => {
    const { path, value } = fieldOf(item, 'until');
    if (typeof value !== 'string' || !isDay(value)) return [];
    const days = daysUntil(value, draft.now);
    if (days > NOTICE) return [];
    const message =
      days < 0
        ? `the exemption ended on ${value} and no longer counts, remove it or give a later day`
        : `the exemption ends on ${value}, ${SOON[days] ?? `in ${days} days`}: give a later day if it shall go on`;
    return [{ path, message }];
  });

/** Every rule that warns about a configuration and lets it pass. */
export const WARNINGS: readonly Rule[] = [
  allowsSomeRef,
  namesShortRefs,
  overlapsNoEntry,
  comparesAllEntries,
  usesEveryIssuer,
  replacesPlaceholders,
  announcesEndsOfExemptions,
];

function aboutLongRef({ path, value }: Placed): readonly Complaint[] {
  // GITLAB: `ref` and the subject carry the short name (https://docs.gitlab.com/ci/secrets/id_token_authentication/).
  const prefix = ['refs/heads/', 'refs/tags/'].find(
    (start) => typeof value === 'string' && value.startsWith(start),
  );
  if (prefix === undefined || typeof value !== 'string') return [];
  const message = `a token carries the short name of a ref, write ${show(value.slice(prefix.length))}`;
  return [{ path, message }];
}
