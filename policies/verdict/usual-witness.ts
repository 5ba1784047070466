import { costOf, isValue, parseSubject } from '../claims/subject.ts';
import type { Claims } from '../claims/token.ts';
import type { CompiledIntent } from '../intent/compiled.ts';
import { grantsOf, provesEnough, refPatternsOf } from '../intent/grants.ts';
import { matchesPattern } from '../patterns/match.ts';
import { foldAscii } from '../patterns/pattern.ts';
import { isAbove, severityOf, type Whose } from './severity.ts';
import { outcomeOfUsual, type UsualStatement, type UsualValue } from './usual.ts';

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
const ROOTS: readonly string[] = LETTERS.map((letter) => `${letter}/a`);
const BEHIND_ROOT: readonly string[] = ['/a', ...ROOTS];
const ANYTHING: Piece = { text: '', isOpen: true };

/**
 * Finds the token to show for a statement of the usual form that lets too many in: of the gravest there are, the
 * shortest.
 *
 * @returns `undefined` where it takes the automata to find it
 */
export function usualWitness(
  usual: UsualStatement,
  intent: CompiledIntent,
  whose: Whose,
): Claims | undefined {
  let best: string | undefined;
  for (const value of usual.values) {
    const found = value.isOpen ? witnessFor(value, intent, whose) : literalWitness(value, intent);
    if (found === undefined) return undefined;
    if (found !== null && (best === undefined || isBetter(found, best, whose))) best = found;
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

function isDefaultShape(sub: string): boolean {
  return [...(parseSubject(sub)?.keys() ?? [])].join() === 'project_path,ref_type,ref';
}

/** Returns a literal that is forbidden, or `null` for one that no project gets or that is allowed. */
function literalWitness({ text }: UsualValue, intent: CompiledIntent): string | null {
  const subject = parseSubject(text);
  return subject === undefined || provesEnough(intent, subject) ? null : text;
}

/** Returns the witness of one pattern, `null` where it is contained, `undefined` where that takes the automata. */
function witnessFor(value: UsualValue, intent: CompiledIntent, whose: Whose): string | null | undefined {
  const outcome = outcomeOfUsual(value, intent);
  if (outcome !== 'unproved') return null;
  const template = templateOf(value);
  if (template === undefined) return undefined;
  const path = pathFor(template.path, intent, whose);
  if (path === undefined) return undefined;
  const types = template.type === undefined ? (['branch', 'tag'] as const) : [template.type];
  const grants = grantsOf(intent, new Map([['project_path', path]]));
  let best: string | undefined;
  for (const type of types) {
    const patterns = refPatternsOf(intent, grants, type);
    const ref = refFor(template.ref, patterns);
    if (ref === undefined) continue;
    const sub = `project_path:${path}:ref_type:${type}:ref:${ref}`;
    if (best === undefined || costOf(sub) < costOf(best)) best = sub;
  }
  return best;
}

function templateOf({ text, beginning }: UsualValue): Template | undefined {
  if ('project_path:'.startsWith(beginning) && text.length === beginning.length + 1) {
    return { path: ANYTHING, type: undefined, ref: ANYTHING };
  }
  const [leader, path = '', typeName, type, refName, ref = '', ...more] = text.split(':');
  const pathPiece = pieceOf(path);
  if (leader !== 'project_path' || pathPiece === undefined || more.length > 0) return undefined;
  if (typeName === undefined)
    return pathPiece.isOpen ? { path: pathPiece, type: undefined, ref: ANYTHING } : undefined;
  if (typeName === '*' && type === undefined) return { path: pathPiece, type: undefined, ref: ANYTHING };
  const refPiece = pieceOf(ref);
  if (typeName !== 'ref_type' || refName !== 'ref' || refPiece === undefined) return undefined;
  if (type !== 'branch' && type !== 'tag' && type !== '*') return undefined;
  return { path: pathPiece, type: type === '*' ? undefined : type, ref: refPiece };
}

function pieceOf(text: string): Piece | undefined {
  const star = text.indexOf('*');
  if (star < 0) return { text, isOpen: false };
  return star === text.length - 1 ? { text: text.slice(0, -1), isOpen: true } : undefined;
}

/** Returns the shortest path of the gravest severity that there is. */
function pathFor(piece: Piece, intent: CompiledIntent, whose: Whose): string | undefined {
  for (const ending of piece.isOpen ? pathEndings(piece.text) : CLOSED) {
    const path = piece.text + ending;
    if (isValue('path', path) && (!piece.isOpen || isGravest(path, piece, intent, whose))) return path;
  }
  return undefined;
}

/** Returns what may follow the beginning of a path: the shortest first, then other root namespaces. */
function pathEndings(beginning: string): readonly string[] {
  if (beginning.includes('/')) return OPEN;
  return beginning === '' ? ROOTS : BEHIND_ROOT;
}

/** Tells whether no other path that a piece allows is graver. */
function isGravest(path: string, piece: Piece, intent: CompiledIntent, whose: Whose): boolean {
  const root = foldAscii(path).slice(0, path.indexOf('/'));
  const isRootOpen = piece.isOpen && !piece.text.includes('/');
  const isCritical = whose.issuer.isPublic && whose.isUnhindered;
  if (isRootOpen) return !(isCritical ? whose.acquaintances.roots : whose.intent.knownRoots).includes(root);
  if (!whose.intent.knownRoots.includes(root)) return true;
  return grantsOf(intent, new Map([['project_path', path]])).length === 0;
}

/** Returns the shortest ref that no pattern takes. */
function refFor({ text, isOpen }: Piece, patterns: readonly string[]): string | undefined {
  for (const ending of isOpen ? OPEN : CLOSED) {
    const ref = text + ending;
    if (isValue('ref', ref) && !patterns.some((pattern) => matchesPattern(pattern, ref))) return ref;
  }
  return undefined;
}
