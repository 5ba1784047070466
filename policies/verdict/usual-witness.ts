import { costOf, DEFAULT_SHAPE, isValue, parseSubject } from '../claims/subject.ts';
import type { Claims } from '../claims/token.ts';
import type { CompiledIntent } from '../intent/compiled.ts';
import { grantsBy, refPatternsOf } from '../intent/grants.ts';
import { matchesPattern } from '../patterns/match.ts';
import { foldAscii } from '../patterns/pattern.ts';
import { isAbove, severityOf, type Whose } from './severity.ts';
import type { UsualValue } from './usual.ts';
import type { JudgedUsual } from './judged-usual.ts';

/** A piece of a subject: all of it, or its beginning. */
interface Piece {
  readonly text: string;
  readonly isOpen: boolean;
}

/** A value in GitLab's default shape. */
interface Template {
  readonly path: Piece;
  readonly type: 'branch' | 'tag' | undefined;
  readonly ref: Piece;
}

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');
/** What is tried behind the text of a piece, in this order. */
const CLOSED: readonly string[] = [''];
const OPEN: readonly string[] = ['', ...LETTERS];
const BEHIND_ROOT: readonly string[] = ['/a', ...LETTERS.map((letter) => `${letter}/a`)];
const ANYTHING: Piece = { text: '', isOpen: true };

/**
 * Finds the token to show for a statement of the usual form that lets too many in: of the gravest there are, the
 * shortest.
 *
 * @returns `undefined` where it takes the automata to find it
 */
export function usualWitness(
  { statement: usual, outcomes }: JudgedUsual,
  intent: CompiledIntent,
  whose: Whose,
): Claims | undefined {
  let best: string | undefined;
  for (const [index, value] of usual.values.entries()) {
    if (outcomes[index] !== 'unproved') continue;
    const found = value.isOpen ? witnessFor(value, intent, whose) : value.text;
    if (found === undefined) return undefined;
    if (best === undefined || isBetter(found, best, whose)) best = found;
  }
  if (best === undefined) return undefined;
  return usual.audience === undefined ? { sub: best } : { sub: best, aud: usual.audience };
}

/** WHY: the gravest first, then the default shape, then the shortest. */
function isBetter(one: string, other: string, whose: Whose): boolean {
  const [first, second] = [severityOf({ sub: one }, whose), severityOf({ sub: other }, whose)];
  if (first !== second) return isAbove(first, second);
  if (isDefaultShape(one) !== isDefaultShape(other)) return isDefaultShape(one);
  return costOf(one) < costOf(other);
}

const IN_DEFAULT_SHAPE = DEFAULT_SHAPE.join();

function isDefaultShape(sub: string): boolean {
  const subject = parseSubject(sub) ?? new Map<string, string>();
  return [...subject.keys()].join() === IN_DEFAULT_SHAPE;
}

/**
 * Returns the witness of one pattern, `undefined` where that takes the automata.
 *
 * WHY: the first that is found is the shortest; a tag costs one more than a branch, and no ref is longer by more than
 * one letter than another.
 */
function witnessFor(value: UsualValue, intent: CompiledIntent, whose: Whose): string | undefined {
  const template = templateOf(value);
  if (template === undefined) return undefined;
  const path = pathFor(template.path, intent, whose);
  if (path === undefined) return undefined;
  const types = template.type === undefined ? (['branch', 'tag'] as const) : [template.type];
  const grants = grantsBy(intent, path);
  for (const type of types) {
    const ref = refFor(template.ref, refPatternsOf(intent, grants, type));
    if (ref !== undefined) return `project_path:${path}:ref_type:${type}:ref:${ref}`;
  }
  return undefined;
}

function templateOf({ text, beginning }: UsualValue): Template | undefined {
  if ('project_path:'.startsWith(beginning) && text.length === beginning.length + 1) {
    return { path: ANYTHING, type: undefined, ref: ANYTHING };
  }
  const parts = text.split(':');
  const [leader, path, typeName, type, refName, ref] = parts;
  if (path === undefined) return undefined;
  const pathPiece = pieceOf(path);
  if (leader !== 'project_path' || parts.length > 6) return undefined;
  if (typeName === undefined)
    return pathPiece.isOpen ? { path: pathPiece, type: undefined, ref: ANYTHING } : undefined;
  if (typeName === '*' && type === undefined) return { path: pathPiece, type: undefined, ref: ANYTHING };
  if (typeName !== 'ref_type' || refName !== 'ref' || ref === undefined) return undefined;
  if (type !== 'branch' && type !== 'tag' && type !== '*') return undefined;
  return { path: pathPiece, type: type === '*' ? undefined : type, ref: pieceOf(ref) };
}

/** WHY: no path and no ref has a `*`, so that nothing is found for a piece with one further in front. */
function pieceOf(text: string): Piece {
  return text.endsWith('*') ? { text: text.slice(0, -1), isOpen: true } : { text, isOpen: false };
}

/** Returns the shortest path of the gravest severity that there is. */
function pathFor(piece: Piece, intent: CompiledIntent, whose: Whose): string | undefined {
  for (const ending of piece.isOpen ? pathEndings(piece.text) : CLOSED) {
    const path = piece.text + ending;
    if (isValue('path', path) && (!piece.isOpen || isGravest(path, piece.text, intent, whose))) return path;
  }
  return undefined;
}

/** Returns what may follow the beginning of a path: the shortest first, then other root namespaces. */
function pathEndings(beginning: string): readonly string[] {
  return beginning.includes('/') ? OPEN : BEHIND_ROOT;
}

/** Tells whether no other path with the same beginning is graver. */
function isGravest(path: string, beginning: string, intent: CompiledIntent, whose: Whose): boolean {
  // WHY: below one root all are as strange, and graver than a path that is granted something.
  if (beginning.includes('/')) return grantsBy(intent, path).length === 0;
  const root = foldAscii(path).slice(0, path.indexOf('/'));
  const isCritical = whose.issuer.isPublic && whose.isUnhindered;
  return !(isCritical ? whose.acquaintances.roots : whose.intent.knownRoots).includes(root);
}

/** Returns the shortest ref that no pattern takes. */
function refFor({ text, isOpen }: Piece, patterns: readonly string[]): string | undefined {
  for (const ending of isOpen ? OPEN : CLOSED) {
    const ref = text + ending;
    if (isValue('ref', ref) && !patterns.some((pattern) => matchesPattern(pattern, ref))) return ref;
  }
  return undefined;
}
