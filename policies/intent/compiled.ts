import { foldAscii, wildcardPattern, type Pattern } from '../patterns/pattern.ts';
import { needsId, type AllowEntry, type Intent, type RefPatterns } from './intent.ts';
import { oncePerIntent } from './once.ts';
import { owedTexts } from './owed.ts';

/** What an entry grants to the project that it names: any ref, or the refs of a rule by its number. */
export type Grant = 'any-ref' | number;

/** A ref list, as numbers of patterns. */
export interface RefRule {
  readonly branches: readonly number[];
  readonly tags: readonly number[];
  /** The patterns by ref type, as the configuration writes them. */
  readonly texts: RefPatterns;
}

/** A place in the tree of paths: what a project that ends here, or any project below, is granted. */
export interface PathNode {
  readonly id: number;
  readonly next: Map<string, PathNode>;
  readonly project: Grant[];
  readonly below: Grant[];
}

/** What is granted by path, to a project or to all below a group; paths in lower case. */
export interface PathGrants {
  readonly projects: ReadonlyMap<string, readonly Grant[]>;
  readonly groups: ReadonlyMap<string, readonly Grant[]>;
}

/** The entries of one issuer, made ready to be asked about many tokens. */
export interface CompiledIntent {
  readonly paths: PathNode;
  readonly byPath: PathGrants;
  readonly ids: ReadonlyMap<string, readonly Grant[]>;
  readonly rules: readonly RefRule[];
  readonly patterns: readonly Pattern[];
  /** The subjects that are owed, as condition values without escapes. */
  readonly owed: ReadonlySet<string>;
  /** Every id that an entry gives. */
  readonly knownIds: readonly string[];
  /** Whether an entry grants any ref. */
  readonly grantsAnyRef: boolean;
}

const once = oncePerIntent<CompiledIntent>();

/**
 * Compiles the entries of an intent that belong to one issuer; once for each intent and issuer.
 *
 * Cost: linear in the length of all paths and ref patterns.
 */
export function compileIntent(intent: Intent, issuer: string): CompiledIntent {
  return once(intent, issuer, () => compile(intent.entries.filter((entry) => entry.issuer === issuer)));
}

function compile(entries: readonly AllowEntry[]): CompiledIntent {
  const patterns = new Numbered<Pattern>();
  const rules = new Numbered<RefRule>();
  const ids = new Map<string, Grant[]>();
  const byPath = { projects: new Map<string, Grant[]>(), groups: new Map<string, Grant[]>() };
  for (const entry of entries) {
    const grant = grantOf(entry, rules, patterns);
    if (entry.id !== undefined) addGrant(ids, entry.id, grant);
    if (!needsId(entry))
      addGrant(entry.kind === 'project' ? byPath.projects : byPath.groups, foldAscii(entry.path), grant);
  }
  const owed = new Set(entries.flatMap(owedTexts));
  let paths: PathNode | undefined;
  return {
    // WHY: only the automata ask for the tree, and it costs more than all the rest.
    get paths() {
      return (paths ??= treeOf(byPath));
    },
    byPath,
    ids,
    rules: rules.values,
    patterns: patterns.values,
    owed,
    knownIds: [...ids.keys()],
    grantsAnyRef: entries.some(({ refs }) => refs === undefined),
  };
}

function grantOf(entry: AllowEntry, rules: Numbered<RefRule>, patterns: Numbered<Pattern>): Grant {
  if (entry.refs === undefined) return 'any-ref';
  const number = (text: string): number => patterns.numberOf(text, () => wildcardPattern(text));
  const { branches, tags } = entry.refs;
  const rule = { branches: branches.map(number), tags: tags.map(number), texts: { branches, tags } };
  return rules.numberOf(JSON.stringify(rule), () => rule);
}

function addGrant(granted: Map<string, Grant[]>, name: string, grant: Grant): void {
  const grants = granted.get(name) ?? [];
  granted.set(name, grants);
  if (!grants.includes(grant)) grants.push(grant);
}

function treeOf({ projects, groups }: PathGrants): PathNode {
  let nodes = 0;
  const newNode = (): PathNode => ({ id: nodes++, next: new Map(), project: [], below: [] });
  const root = newNode();
  for (const [path, grants] of projects) nodeFor(root, path, newNode).project.push(...grants);
  for (const [path, grants] of groups) nodeFor(root, path, newNode).below.push(...grants);
  return root;
}

function nodeFor(root: PathNode, path: string, newNode: () => PathNode): PathNode {
  let node = root;
  for (const character of path) {
    const next = node.next.get(character) ?? newNode();
    node.next.set(character, next);
    node = next;
  }
  return node;
}

/** Values by number, equal keys once. */
class Numbered<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, make: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.values.push(make()) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}
