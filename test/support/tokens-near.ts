import type { Claims, Intent, Json, JsonObject, Token } from '../../policies/index.ts';
import { AUDIENCES, CLAIMS } from './condition-arb.ts';
import type { Dice } from './dice.ts';
import { IDS, ISSUERS, PROJECTS, subjectsOf } from './intent-arb.ts';
import { mintable } from './oracle-tokens.ts';

const RUNS_OF_STAR = [
  '',
  'x',
  'm',
  'main',
  'v1.0',
  'evil',
  'a/b',
  '/x',
  'x/y',
  '-evil/x',
  '1',
  ':ref_type:branch:ref:main',
  'a/b:ref_type:branch:ref:main',
  'evil/x:ref_type:tag:ref:v1.0',
  'project_path:evil/x:ref_type:branch:ref:',
  'project_path:evil/x:ref:',
  'ref_type:branch:ref:main',
  'ref_type:tag:ref:v1.0:ref_protected:true',
];
const ONES = ['a', 'm', '/', ':', '1', 'M', '-', '.'];
const REFS = [
  'main',
  'Main',
  'release/1',
  'v1',
  'v1.0',
  'x',
  'mygroup/myproject',
  'f/x',
  'x${y',
  'maan',
  '\u00e9',
];
const PATHS = [
  ...PROJECTS,
  'evil/x',
  'mygroup-evil/x',
  'evil/mygroup/myproject',
  'mygroup/myproject-evil',
  'MYGROUP/myproject',
  'platform/x',
  'a/c',
  'platform/infra',
];

/** The values of each claim that are no patterns. */
const VALUES = Object.entries(CLAIMS).map(([name, values]): [string, string[]] => [
  name,
  values.map(String).filter((each) => !/[*?]/.test(each)),
]);

interface Test {
  readonly key: string;
  readonly value: string;
}

const list = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value];

/** Returns every condition value of a document with its key, whatever the operator. */
function testsOf(document: JsonObject): Test[] {
  return list(document['Statement']).flatMap((statement) => {
    const blocks = ((statement as JsonObject)['Condition'] ?? {}) as JsonObject;
    return Object.values(blocks).flatMap((block) =>
      Object.entries(block as JsonObject).flatMap(([key, values]) =>
        (list(values).length === 0 ? [''] : list(values)).map((value) => ({
          key: key.toLowerCase(),
          value: typeof value === 'string' ? value : JSON.stringify(value),
        })),
      ),
    );
  });
}

/** Replaces the wildcards of a pattern by characters. */
function fill(pattern: string, dice: Dice): string {
  const unescaped = pattern
    .replace(/\$\{([*?$])\}/g, '$1')
    .replace(/\$\{[^}]*\}/g, () => dice.pick(['m', 'main', 'a/b']));
  return unescaped.replace(/[*?]/g, (wildcard) => dice.pick(wildcard === '*' ? RUNS_OF_STAR : ONES));
}

function change(sub: string, dice: Dice): string {
  const parts = sub.split(':');
  const pairs = parts.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, parts[index + 1] ?? '']] : [],
  );
  const at = dice.below(pairs.length);
  const [name, value] = pairs[at] as [string, string];
  const put = (pair: [string, string]): string => pairs.with(at, pair).flat().join(':');
  const letter = dice.below(value.length + 1);
  switch (dice.below(9)) {
    case 0:
      return put([
        name,
        name.endsWith('path') ? dice.pick(PATHS) : name.endsWith('id') ? dice.pick(IDS) : dice.pick(REFS),
      ]);
    case 1:
      return put([name, value.slice(0, letter) + dice.pick(['', ...ONES]) + value.slice(letter + 1)]);
    case 2:
      return put([name, value.slice(0, letter) + dice.pick(ONES) + value.slice(letter)]);
    case 3:
      return put([
        name,
        dice.oneIn(2) ? value.toUpperCase() : value.replace(/[a-z]/, (each) => each.toUpperCase()),
      ]);
    case 4:
      return dice.shuffled(pairs).flat().join(':');
    case 5:
      return pairs.toSpliced(at, 1).flat().join(':');
    case 6:
      return [
        ...pairs,
        dice.pick<[string, string]>([
          ['ref_protected', 'true'],
          ['project_id', dice.pick(IDS)],
          ['job_project_path', dice.pick(PATHS)],
          ['project_path', dice.pick(PATHS)],
          ['deployment_tier', 'production'],
          ['ref', dice.pick(REFS)],
          ['ref_type', dice.pick(['branch', 'tag'])],
        ]),
      ]
        .flat()
        .join(':');
    case 7:
      return put([
        dice.pick(['project_path', 'project_id', 'job_project_path', 'source_project_path', 'ref']),
        value,
      ]);
    default:
      return put([
        name,
        name === 'ref_type'
          ? dice.pick(['branch', 'tag'])
          : `${dice.pick(['evil/', 'x', ''])}${value}${dice.pick(['', '-evil', '/x'])}`,
      ]);
  }
}

/** What tokens are looked for near to, besides the policy. */
export interface Neighbourhood {
  readonly intent: Intent;
  readonly witnesses: readonly Claims[];
  readonly dice: Dice;
}

/** GITLAB: ids are decimal numbers from 1, and `ref_protected` is `true` or `false` (lib/gitlab/ci/jwt.rb). */
function asGitLabFillsThem(claims: Record<string, string>, dice: Dice): Record<string, string> {
  for (const name of ['project_id', 'namespace_id', 'user_id']) {
    if (name in claims && !/^[1-9][0-9]*$/.test(claims[name] ?? '')) delete claims[name];
  }
  const { ref_protected: isProtected = 'true' } = claims;
  if ('ref_protected' in claims && !['true', 'false'].includes(isProtected)) {
    claims['ref_protected'] = dice.pick(['true', 'false']);
  }
  return claims;
}

/** A source of tokens that lie along the boundary of a policy and of an intent. */
export class TokensNear {
  readonly #tests: readonly Test[];
  readonly #near: Neighbourhood;
  /** The issuers and subjects that the policy and the intent are about, the latter by issuer. */
  readonly #tested: readonly string[];
  readonly #named: readonly string[];
  readonly #testedSubjects: readonly string[];
  readonly #subjects: ReadonlyMap<string, readonly string[]>;

  constructor(document: JsonObject, near: Neighbourhood) {
    const { intent } = near;
    this.#tests = testsOf(document);
    this.#near = near;
    this.#tested = this.#tests.flatMap(({ key }) => ISSUERS.filter((issuer) => key.startsWith(`${issuer}:`)));
    this.#named = [...intent.entries.map((entry) => entry.issuer), ...ISSUERS];
    this.#testedSubjects = this.#tests.filter(({ key }) => key.endsWith(':sub')).map(({ value }) => value);
    this.#subjects = new Map([...new Set(this.#named)].map((issuer) => [issuer, subjectsOf(intent, issuer)]));
  }

  /** Returns a token; one that some project can get, where asked for. */
  next(isMintable: boolean): Token {
    const { dice } = this.#near;
    const issuer = this.#issuer();
    let sub = this.#subject(issuer);
    const isWanted = (): boolean => !isMintable || mintable(sub);
    for (let tries = 0; tries < 8 && !isWanted(); tries++) sub = this.#subject(issuer);
    if (!isWanted()) sub = `project_path:${dice.pick(PATHS)}:ref_type:branch:ref:${dice.pick(REFS)}`;
    const claims: Record<string, string> = { sub, aud: this.#claim(issuer, 'aud', AUDIENCES) };
    for (const [name, values] of VALUES) if (!dice.oneIn(3)) claims[name] = this.#claim(issuer, name, values);
    if (isMintable && 'project_id' in claims && !mintable(sub, claims['project_id'])) {
      const shown = /(?:^|:)project_id:(\d+)/.exec(sub)?.[1];
      claims['project_id'] = shown !== undefined && !sub.startsWith('job') ? shown : dice.pick(IDS);
      if (!mintable(sub, claims['project_id'])) delete claims['project_id'];
    }
    return { issuer, claims: isMintable ? asGitLabFillsThem(claims, dice) : claims };
  }

  #issuer(): string {
    const { dice } = this.#near;
    return dice.pick(dice.oneIn(3) || this.#tested.length === 0 ? this.#named : this.#tested);
  }

  #claim(issuer: string, name: string, usual: readonly string[]): string {
    const { dice } = this.#near;
    const tested = this.#tests.filter(({ key }) => key === `${issuer}:${name}`);
    if (tested.length > 0 && !dice.oneIn(3)) return fill(dice.pick(tested).value, dice);
    return dice.pick(usual);
  }

  #subject(issuer: string): string {
    const { witnesses, dice } = this.#near;
    const choice = dice.below(8);
    let sub: string;
    if (choice < 4 && this.#testedSubjects.length > 0) sub = fill(dice.pick(this.#testedSubjects), dice);
    else if (choice === 4 && witnesses.length > 0) sub = dice.pick(witnesses)['sub'] ?? '';
    else if (choice === 5)
      sub = `project_path:${dice.pick(PATHS)}:ref_type:${dice.pick(['branch', 'tag'])}:ref:${dice.pick(REFS)}`;
    else sub = fill(dice.pick(this.#subjects.get(issuer) ?? []), dice);
    for (let changes = dice.below(3); changes > 0; changes--) sub = change(sub, dice);
    return sub;
  }
}

const CALLERS = new Set([
  'sts:rolesessionname',
  'aws:currenttime',
  'aws:epochtime',
  'aws:securetransport',
  'aws:useragent',
  'aws:referer',
  'aws:requestedregion',
]);

/** The keys of a document that neither a token nor their absence settles, and values worth trying for each. */
export interface Unsettled {
  readonly callers: ReadonlyMap<string, readonly string[]>;
  readonly unknown: ReadonlyMap<string, readonly string[]>;
  /** How many conditions ask for each of the callers' keys. */
  readonly uses: ReadonlyMap<string, number>;
}

/** Finds the keys of a document whose value is the caller's or that nobody knows. */
export function unsettledKeys(document: JsonObject, dice: Dice): Unsettled {
  const callers = new Map<string, string[]>();
  const unknown = new Map<string, string[]>();
  const uses = new Map<string, number>();
  const text = JSON.stringify(document).toLowerCase();
  for (const { key, value } of testsOf(document)) {
    const into = kindOf(key, callers, unknown);
    if (into !== undefined)
      into.set(key, [...(into.get(key) ?? ['~other~', '0', '99']), value, fill(value, dice)]);
  }
  for (const [, key = ''] of text.matchAll(/\$\{([^},]*)/g)) {
    const into = kindOf(key, callers, unknown);
    if (into !== undefined) into.set(key, [...(into.get(key) ?? []), 'm', 'main', 'mygroup']);
  }
  for (const key of callers.keys())
    uses.set(key, text.split(`"${key}"`).length + text.split(`\${${key}`).length - 2);
  return { callers, unknown, uses };
}

function kindOf<T>(key: string, callers: T, unknown: T): T | undefined {
  if (CALLERS.has(key)) return callers;
  if (key.startsWith('aws:') || key.startsWith('sts:')) return unknown;
  return ISSUERS.some((issuer) => ['amr', 'email', 'oaud'].some((name) => key === `${issuer}:${name}`))
    ? unknown
    : undefined;
}

/** Fills in what is unsettled. */
export function surroundingsOf({ callers, unknown }: Unsettled, dice: Dice): Map<string, string> {
  return new Map([...assign(callers, dice), ...assign(unknown, dice)]);
}

/** Fills in what is unsettled in several ways; in one, where nothing is, since all would be the same. */
export function someSurroundings(unsettled: Unsettled, count: number, dice: Dice): Map<string, string>[] {
  const isSettled = unsettled.callers.size + unsettled.unknown.size === 0;
  return Array.from({ length: isSettled ? 1 : count }, () => surroundingsOf(unsettled, dice));
}

/** Gives each key one of its values, or leaves it out. */
export function assign(keys: ReadonlyMap<string, readonly string[]>, dice: Dice): Map<string, string> {
  const values = new Map<string, string>();
  for (const [key, choices] of keys) if (!dice.oneIn(4)) values.set(key, dice.pick(choices));
  return values;
}
