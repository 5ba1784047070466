import { CharacterSet } from './character-set.ts';
import {
  ANY,
  ANY_IN_PART,
  foldCodePoint,
  isRun,
  takes,
  unfoldCodePoint,
  type Fold,
  type Pattern,
} from './pattern.ts';

const COLON = 0x3a;

/** A place in a union of patterns: the elements that may follow, shared by all patterns that began alike. */
interface Node {
  /** The literal edges by folded code point, and the wildcard edges by element. */
  readonly edges: Map<number, Node>;
  readonly id: number;
  /** The element whose run this node stays in, or 0. */
  readonly run: number;
  accepting: boolean;
}

/** A nondeterministic automaton: one search keeps one of its positions at a time. */
export interface Union {
  readonly start: number;
  successors(position: number, codePoint: number, into: number[]): void;
  accepts(position: number): boolean;
  labels(position: number, into: CharacterSet): void;
  /** Returns the only characters that lead on, where no wildcard does; `undefined` where any character may. */
  only(position: number): readonly number[] | undefined;
}

/**
 * Builds the automaton of "one of these patterns matches".
 *
 * WHY: not determinised. `*a?????` has exponentially many subsets of positions but few positions; and the
 * common beginnings and endings of a list are one path here, so that two lists of n values do not start n² searches.
 *
 * @param patterns - all with the same fold; none means that nothing matches
 */
export function unionOf(patterns: readonly Pattern[]): Union {
  const fold: Fold = patterns[0]?.fold ?? 'none';
  const nodes: Node[] = [];
  const newNode = (run: number): Node => {
    const node = { edges: new Map<number, Node>(), id: nodes.length, run, accepting: false };
    nodes.push(node);
    return node;
  };
  const root = newNode(0);
  for (const pattern of patterns) insert(root, pattern, newNode);
  // WHY: one pattern has one ending.
  if (patterns.length > 1) shareEndings(nodes);
  const closures = nodes.map(withEmptyRuns);
  return new PositionsOf(root.id, closures, fold);
}

class PositionsOf implements Union {
  readonly start: number;
  readonly #fold: Fold;
  readonly #closures: readonly (readonly Node[])[];
  readonly #onlyOnes: (readonly number[] | 'any' | undefined)[];
  readonly #labels: (CharacterSet | undefined)[];

  constructor(start: number, closures: readonly (readonly Node[])[], fold: Fold) {
    this.start = start;
    this.#fold = fold;
    this.#closures = closures;
    this.#onlyOnes = closures.map(() => undefined);
    this.#labels = closures.map(() => undefined);
  }

  successors(position: number, codePoint: number, into: number[]): void {
    const folded = foldCodePoint(codePoint, this.#fold);
    for (const node of this.#closures[position] as Node[]) stepNode(node, folded, into);
  }

  accepts(position: number): boolean {
    return (this.#closures[position] as Node[]).some((node) => node.accepting);
  }

  only(position: number): readonly number[] | undefined {
    const only = (this.#onlyOnes[position] ??= onlyCharacters(
      this.#closures[position] as Node[],
      this.#fold,
    ));
    return only === 'any' ? undefined : only;
  }

  labels(position: number, into: CharacterSet): void {
    let labels = this.#labels[position];
    if (labels === undefined) {
      labels = new CharacterSet();
      for (const node of this.#closures[position] as Node[]) addLabels(node, this.#fold, labels);
      this.#labels[position] = labels;
    }
    into.addAll(labels);
  }
}

function insert(root: Node, pattern: Pattern, newNode: (run: number) => Node): void {
  let node = root;
  for (const element of pattern.elements) {
    let next = node.edges.get(element);
    if (next === undefined) {
      next = newNode(isRun(element) ? element : 0);
      node.edges.set(element, next);
    }
    node = next;
  }
  node.accepting = true;
}

/**
 * Makes nodes one from which the same texts match: lists of projects often end alike.
 *
 * INVARIANT: a node stands behind the one that it was reached from, so the last ones are compared first.
 */
function shareEndings(nodes: readonly Node[]): void {
  const known = new Map<string, Node>();
  const shared = new Map<Node, Node>();
  for (const node of nodes.toReversed()) {
    for (const [element, next] of node.edges) node.edges.set(element, shared.get(next) ?? next);
    const edges = [...node.edges].map(([element, next]) => `${element}>${next.id}`).sort();
    const key = `${node.run} ${node.accepting} ${edges.join()}`;
    const same = known.get(key);
    if (same === undefined) known.set(key, node);
    else shared.set(node, same);
  }
}

function withEmptyRuns(node: Node): Node[] {
  const closure = [node];
  for (const place of closure) {
    for (const [element, next] of place.edges) if (isRun(element)) closure.push(next);
  }
  return closure;
}

function stepNode(node: Node, folded: number, into: number[]): void {
  if (node.run !== 0 && takes(node.run, folded)) into.push(node.id);
  const literal = node.edges.get(folded);
  if (literal !== undefined) into.push(literal.id);
  for (const element of [ANY, ANY_IN_PART]) {
    const next = node.edges.get(element);
    if (next !== undefined && takes(element, folded)) into.push(next.id);
  }
}

function onlyCharacters(closure: readonly Node[], fold: Fold): readonly number[] | 'any' {
  const only: number[] = [];
  for (const { run, edges } of closure) {
    if (run !== 0) return 'any';
    for (const element of edges.keys()) {
      if (element < 0) return 'any';
      only.push(...unfoldCodePoint(element, fold));
    }
  }
  return only;
}

function addLabels(node: Node, fold: Fold, into: CharacterSet): void {
  if (node.run !== 0) into.add(COLON);
  for (const element of node.edges.keys()) {
    if (element < 0) into.add(COLON);
    else for (const codePoint of unfoldCodePoint(element, fold)) into.add(codePoint);
  }
}
