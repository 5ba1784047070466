import { matchesPattern } from '../policies/index.ts';
import { endOf, isDay } from './day.ts';
import { allowItemsOf, fieldOf, itemsAt, itemsOf, refListsOf, textOf } from './draft.ts';
import type { Placed } from './draft.ts';
import type { Complaint } from './problem.ts';
import { overlapsNoEntry } from './role-rules.ts';
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

/** Warns of an issuer that no line names while others are named. */
export const usesEveryIssuer: Rule = (draft) => {
  const lines = allowItemsOf(draft);
  const used = new Set(lines.map((item) => fieldOf(item, 'issuer').value ?? homeOf(draft)));
  if (lines.length === 0) return [];
  return issuersOf(draft).flatMap(({ path, value }) => {
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
  .add('changeme');

/** Warns of a path below a group that looks like one of an example. */
export const replacesPlaceholders: Rule = (draft) =>
  allowItemsOf(draft).flatMap((item) => {
    const placed = textOf(item, 'project') ?? textOf(item, 'group');
    const root = placed?.value.split('/', 1)[0] ?? '';
    if (placed === undefined || root === '' || !PLACEHOLDERS.has(root.toLowerCase())) return [];
    const message = `${show(root)} looks like a group of an example, and on a public instance it is somebody's: write your own`;
    return [{ path: placed.path, message }];
  });

/** Warns of a quarantine that this version does not carry out. */
export const isCarriedOut: Rule = (draft) =>
  [{ path: [], value: draft.value }, ...itemsAt(draft, 'roles')].flatMap((holder) => {
    const { path, value } = fieldOf(fieldOf(holder, 'quarantine'), 'level');
    if (value !== 'freeze' && value !== 'freeze-all') return [];
    const message = `\`${value}\` is only proposed: this version writes no policy into a role, choose \`isolate\` to have it closed`;
    return [{ path, message }];
  });

/** How long before its end an exemption is announced, in days. */
const NOTICE = 14;
const DAY = 24 * 60 * 60 * 1000;

/** Warns of an exemption that has ended, or is about to. */
export const announcesEndsOfExemptions: Rule = (draft) =>
  itemsAt(draft, 'exempt').flatMap((item) => {
    const { path, value } = fieldOf(item, 'until');
    if (typeof value !== 'string' || !isDay(value)) return [];
    const days = Math.ceil((endOf(value) - draft.now.getTime()) / DAY);
    if (days > NOTICE) return [];
    const message =
      days <= 0
        ? `the exemption ended on ${value} and no longer counts, remove it or give a later day`
        : `the exemption ends on ${value}, ${days === 1 ? 'today' : `in ${days} days`}: give a later day if it shall go on`;
    return [{ path, message }];
  });

/** AWS: characters of a trust policy in an account that never asked for more. */
const QUOTA = 2048;
/** What every trust policy for GitLab holds besides the values, at least. */
const FRAME =
  '{"Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/"},' +
  '"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{":sub":[]}}}]}';

/** Warns of an entry whose trust policy cannot fit, however it is written. */
export const fitsIntoTrustPolicies: Rule = (draft) =>
  itemsAt(draft, 'roles').flatMap((entry) => {
    const size = smallestSize(itemsOf(fieldOf(entry, 'allow')));
    if (size <= QUOTA) return [];
    const message = `a trust policy for this list has ${size} characters at least, and ${QUOTA} are allowed unless the account's quota was raised: split the role or allow a group`;
    return [{ path: [...entry.path, 'allow'], message }];
  });

/** WHY: each path and each ref has to stand somewhere at least once, however much else is shared. */
function smallestSize(lines: readonly Placed[]): number {
  const paths = new Set(
    lines.map((line) => (textOf(line, 'project') ?? textOf(fieldOf(line, 'group'), ''))?.value ?? ''),
  );
  const refs = [
    ...new Set(
      lines
        .flatMap(refListsOf)
        .flatMap(itemsOf)
        .map(({ value }) => String(value)),
    ),
  ];
  const values = [...paths].map((path) => `"project_path:${path}",`.length);
  return lengthOf(refsToWrite(refs)) + values.reduce((sum, length) => sum + length, FRAME.length);
}

/** What comparing the refs of one entry may take: the characters of all patterns by those of all refs. */
const COMPARISONS = 20_000_000;

/** Returns the refs that no pattern among them covers; none where it would take too long to find out. */
function refsToWrite(refs: readonly string[]): readonly string[] {
  const patterns = refs.filter((ref) => /[*?]/.test(ref));
  if (lengthOf(patterns) * lengthOf(refs) > COMPARISONS) return [];
  return refs.filter((ref) => !patterns.some((other) => other !== ref && matchesPattern(other, ref)));
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** Every rule that warns about a configuration and lets it pass. */
export const WARNINGS: readonly Rule[] = [
  allowsSomeRef,
  namesShortRefs,
  overlapsNoEntry,
  usesEveryIssuer,
  replacesPlaceholders,
  announcesEndsOfExemptions,
  isCarriedOut,
  fitsIntoTrustPolicies,
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
