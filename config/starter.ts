import { Document, isMap, isSeq, visit, type Node, type YAMLMap } from 'yaml';
import {
  decodeTrustPolicy,
  isGroupPath,
  isProjectPath,
  mayMatchRef,
  visibleText,
  type Condition,
  type Statement,
  type TrustPolicy,
} from '../policies/index.ts';
import { GITLAB_COM } from './document.ts';
import type { AllowItem } from './document.ts';

/** A role as an account holds it. */
export interface StarterRole {
  readonly arn: string;
  /** The trust policy as text: JSON, or JSON percent-encoded as IAM returns it. */
  readonly trustPolicy: string;
}

/** What a trust policy names today, as far as it can be put into an allowlist. */
interface Named {
  readonly allow: readonly AllowItem[];
  /** What it names besides, in words. */
  readonly remarks: readonly string[];
}

/**
 * Writes a configuration to start from: dry-run, with an entry for each role that lets a GitLab instance in, which
 * allows what its trust policy names today.
 *
 * Guarantees: the text is a valid configuration, whatever the trust policies hold.
 */
export function writeStarter(roles: readonly StarterRole[]): string {
  const read = [...new Map(roles.map((role) => [role.arn, role])).values()]
    .toSorted((one, other) => (one.arn < other.arn ? -1 : 1))
    .map(({ arn, trustPolicy }) => ({ arn, decoded: decodeTrustPolicy(trustPolicy) }));
  const readable = read.flatMap(({ arn, decoded }) => (decoded.ok ? [{ arn, policy: decoded.policy }] : []));
  const issuers = issuersOf(readable.map(({ policy }) => policy));
  const found = readable.flatMap(({ arn, policy }) => {
    const named = namedBy(policy, issuers);
    return named === undefined ? [] : [{ arn, ...named }];
  });
  const leftOut = [
    ...found
      .filter(({ arn }) => !isWritable(arn))
      .map(({ arn }) => `Left out, since its ARN is no pattern of this role alone: ${visibleText(arn)}`),
    ...read
      .filter(({ decoded }) => !decoded.ok)
      .map(({ arn }) => `Left out, since its trust policy cannot be read: ${visibleText(arn)}`),
  ];
  return writeDocument(
    issuers,
    found.filter(({ arn }) => isWritable(arn)),
    leftOut,
  );
}

function writeDocument(
  issuers: readonly string[],
  entries: readonly (Named & { readonly arn: string })[],
  leftOut: readonly string[],
): string {
  const document = new Document({
    version: 1,
    mode: 'dry-run',
    unlisted: 'report',
    issuers,
    defaults: { allow: [] },
    roles: entries.map(({ arn, allow }) => ({ role: arn, allow })),
  });
  document.commentBefore = HEAD;
  document.comment = FOOT;
  comment(document, 'mode', 'Plan and log only. `enforce` also needs `limits`, below.');
  comment(document, 'unlisted', 'A role that lets GitLab in and that no entry names: report, or quarantine.');
  comment(document, 'issuers', 'The instances that the trust policies of the account name.');
  comment(document, 'defaults', 'What a role that no entry names may let in: nothing.');
  comment(
    document,
    'roles',
    'What each trust policy names today: strike out what should not get in. The first entry that matches wins.',
    ...leftOut,
  );
  const items = document.get('roles');
  for (const [index, { remarks }] of entries.entries()) {
    const node = isSeq(items) ? (items.items[index] as Node | undefined) : undefined;
    if (node !== undefined && remarks.length > 0)
      node.commentBefore = remarks.map((remark) => ` ${remark}`).join('\n');
  }
  visit(document, { Map: (_, map) => void (map.items.length > 0 && isLine(map) && (map.flow = true)) });
  return `# yaml-language-server: $schema=./config.schema.json\n${document.toString({ lineWidth: 0 })}`;
}

/** What stands above everything, and what a person may want below it. */
const HEAD = [
  ' For an editor that completes keys: `trustwarden config schema > config.schema.json`, beside this file.',
  '',
  ' Who may assume what. `docs/configuration.md` tells what each key means.',
].join('\n');
const FOOT = [
  ' When to stop and only propose:',
  'limits: { changesPerRole: { max: 3, per: 1h }, changesPerAccount: { max: 20, per: 1h }, shareOfRoles: 0.1 }',
  '',
  ' Roles that are only reported on, each to the end of its last day in UTC:',
  'exempt:',
  "  - { role: 'arn:aws:iam::*:role/break-glass', reason: 'on-call access, SEC-12', until: 2027-03-31 }",
].join('\n');

/** WHY: what the schema refuses would make the whole file invalid. */
const ROLE_ARN = /^arn:aws(?:-[a-z0-9-]+)?:iam::[0-9]{12}:role\/(?:[!-~]*\/)?[A-Za-z0-9_+=,.@-]+$/;
const ISSUER = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:\/[A-Za-z0-9._~%-]+)*$/;

/** The longest ARN, path and ref that the schema takes. */
const MAX_LENGTH = 1024;

/** WHY: the path of a role may hold a `*`, which whoever created it chose, and which would mean other roles too. */
function isWritable(arn: string): boolean {
  return ROLE_ARN.test(arn) && !/[*?]/.test(arn) && arn.length <= MAX_LENGTH;
}

/** Names the GitLab instances: what is called so, and what is asked for a subject of GitLab. */
function issuersOf(policies: readonly TrustPolicy[]): string[] {
  const found = policies
    .flatMap(({ statements }) => statements)
    .flatMap((statement) =>
      providersOf(statement).filter(
        (name) =>
          name.includes('gitlab') ||
          conditionsOn(statement, `${name}:sub`).some(({ values }) =>
            values.some((value) => /^project_(?:path|id):/.test(value)),
          ),
      ),
    );
  const names = [...new Set(found)].filter((name) => name.length <= 255 && ISSUER.test(name)).toSorted();
  return names.length === 0 ? [GITLAB_COM] : names.toSorted(byFame);
}

/** WHY: the first is meant where an entry names none. */
function byFame(one: string, other: string): number {
  return Number(other === GITLAB_COM) - Number(one === GITLAB_COM);
}

function providersOf({ principal }: Statement): string[] {
  if (principal.negated) return [];
  return principal.principals.flatMap(({ type, value }) => {
    const [, name] = type === 'Federated' ? value.split(':oidc-provider/') : [];
    if (type === 'Federated' && value === GITLAB_COM) return [GITLAB_COM];
    return name === undefined ? [] : [name.replace(/^[^/]*/, (host) => host.toLowerCase())];
  });
}

function namedBy({ statements }: TrustPolicy, issuers: readonly string[]): Named | undefined {
  const pairs = statements.flatMap((statement) =>
    providersOf(statement)
      .filter((name) => issuers.includes(name))
      .map((issuer) => ({ issuer, statement })),
  );
  if (!pairs.some(({ statement }) => statement.effect === 'Allow')) return undefined;
  const lines = new Map<string, AllowItem>();
  const remarks = new Set<string>();
  for (const { issuer, statement } of pairs) {
    if (statement.effect === 'Deny') {
      remarks.add(`not taken over: a Deny that is about ${issuer}`);
      continue;
    }
    for (const { line, remark } of readStatement(statement, issuer, issuers)) {
      if (line !== undefined) lines.set(JSON.stringify(line), line);
      if (remark !== undefined) remarks.add(visibleText(remark));
    }
  }
  return { allow: [...lines.values()], remarks: [...remarks] };
}

/** What one value or condition comes to. */
interface Reading {
  readonly line?: AllowItem | undefined;
  readonly remark?: string;
}

/** Reads what an Allow names: the values of its only list on the subject, if it has but one. */
function readStatement(statement: Statement, issuer: string, issuers: readonly string[]): readonly Reading[] {
  const subjects = conditionsOn(statement, `${issuer}:sub`);
  const lists = subjects.filter(({ operator }) => LIST.test(operator));
  const [list] = lists.length === 1 ? lists : [];
  const asides = providersOf(statement).flatMap((name) => [
    ...conditionsOn(statement, `${name}:aud`),
    ...(name === issuer ? [] : conditionsOn(statement, `${name}:sub`)),
  ]);
  const rest = statement.conditions.filter((each) => each !== list && !asides.includes(each));
  const remarks = rest.map(({ operator, key, values }) => ({
    remark: `not taken over: ${operator} ${key} ${values.join(', ')}`,
  }));
  if (subjects.every(({ operator }) => /Not/i.test(operator)))
    remarks.push({ remark: `a statement asks for no subject of ${issuer}, so that all its projects get in` });
  return [...(list === undefined ? [] : readList(list, issuer, issuers)), ...remarks];
}

const LIST = /^(?:ForAnyValue:)?String(?:Equals|Like)$/i;

function readList({ operator, values }: Condition, issuer: string, issuers: readonly string[]): Reading[] {
  return values.map((value): Reading => {
    const line = lineOf(value, issuer, issuers);
    if (line === undefined) return { remark: `not taken over: ${value}` };
    const isDead = /equals$/i.test(operator) && /[*?]/.test(value);
    return isDead
      ? { line, remark: `lets nobody in today, \`*\` is literal under ${operator}: ${value}` }
      : { line };
  });
}

function conditionsOn({ conditions }: Statement, key: string): readonly Condition[] {
  return conditions.filter((condition) => condition.key.toLowerCase() === key.toLowerCase());
}

const SUBJECT = /^project_path:([^:*?]+?)(\/\*)?(?::\*|:ref_type:(branch|tag|\*):ref:([^:]+))?$/;

/** Reads a value as a line of an allowlist; `undefined` where it is none. */
function lineOf(value: string, issuer: string, issuers: readonly string[]): AllowItem | undefined {
  const [, path = '', below, type, ref] = SUBJECT.exec(value) ?? [];
  const isGroup = below !== undefined;
  if (!(isGroup ? isGroupPath(path) : isProjectPath(path))) return undefined;
  if (/\.git$/i.test(path) || path.length > MAX_LENGTH) return undefined;
  if (ref !== undefined && !isRef(ref)) return undefined;
  const rest = {
    ...(issuer === issuers[0] ? {} : { issuer }),
    ...(ref === undefined || type === 'tag' ? {} : { branches: [ref] }),
    ...(ref === undefined || type === 'branch' ? {} : { tags: [ref] }),
  };
  if (isGroup) return { group: path, ...rest };
  return Object.keys(rest).length === 0 ? path : { project: path, ...rest };
}

function isRef(text: string): boolean {
  // WHY: what is not seen misleads whoever reads the file, and a policy variable is no text.
  const isPlain = visibleText(text) === text && !/[\s~^\\[]|\$\{/.test(text);
  return isPlain && text.length <= MAX_LENGTH && mayMatchRef(text);
}

/** Tells whether a map is a line of an allowlist. */
function isLine(map: YAMLMap): boolean {
  return map.has('project') || map.has('group');
}

function comment(document: Document, key: string, ...lines: readonly string[]): void {
  const { contents } = document;
  if (!isMap(contents)) return;
  const pair = contents.items.find((each) => String(each.key) === key);
  const node = pair?.key as Node | undefined;
  if (node !== undefined)
    Object.assign(node, { commentBefore: lines.map((line) => ` ${line}`).join('\n'), spaceBefore: true });
}
