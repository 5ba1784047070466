import type { Atom, Atoms } from '../acceptance/atoms.ts';
import type { Box } from '../acceptance/boxes.ts';
import { acceptedSubjects, both, NO_DEMANDS, type Demands, type Readings } from '../acceptance/questions.ts';
import type { Claims } from '../claims/token.ts';
import type { Shape } from '../claims/subject-form.ts';
import { costOf, DEFAULT_SHAPE, parseSubject, repeatedNames } from '../claims/subject.ts';
import { subjectGrammar } from '../claims/subject-grammar.ts';
import { IF_REQUIRED, PERHAPS, SURELY, UNLESS_REQUIRED } from '../conditions/doubt.ts';
import type { CompiledIntent } from '../intent/compiled.ts';
import { forbiddenSubjects } from '../intent/forbidden-machine.ts';
import type { Pattern } from '../patterns/pattern.ts';
import {
  DEFAULT_BUDGET,
  search,
  type Answer,
  type Budget,
  type Grammar,
  type Question,
} from '../patterns/search.ts';
import { unionOf } from '../patterns/union.ts';
import type { Answers } from './answers.ts';

/** One Allow, the Denies around it, and what the intent makes of its tokens. */
export interface Case {
  readonly allow: Box;
  readonly denies: readonly Box[];
  readonly dodged: ReadonlySet<string>;
  readonly atoms: Atoms;
  readonly budget: Budget;
  /** What was asked before; left out, every question is answered anew. */
  readonly answers?: Answers | undefined;
  /** Whether any token will do, found by going deep first. */
  readonly isDeepFirst?: boolean;
}

/** A larger set than is accepted: what is contained here is contained for sure. */
export const AT_MOST: Readings = { allow: PERHAPS, deny: SURELY };
/** Tokens that get in whatever the unknown turns out to be. */
export const FOR_SURE: Readings = { allow: SURELY, deny: PERHAPS };
/** Tokens that get in if keys that nobody here knows are as wanted. */
export const CONDITIONALLY: Readings = { allow: IF_REQUIRED, deny: UNLESS_REQUIRED };

/** What a token besides being accepted has to be: demands on the subject, for each atom; `undefined` for none of it. */
export type Aim = (atom: Atom) => Demands | undefined;

/** Aims at the tokens that the intent forbids. WHY: an id that no entry gives is as good as none. */
export function forbiddenBy(intent: CompiledIntent): Aim {
  const byId = new Map<string | undefined, Demands>();
  return ({ claims }) => {
    const claimed = claims['project_id'];
    const known = intent.ids.has(claimed ?? '') ? claimed : undefined;
    const aim = byId.get(known) ?? { unions: [], machines: [forbiddenSubjects(intent, known)] };
    byId.set(known, aim);
    return aim;
  };
}

export type { Shape };

/** Aims at any token. */
export const anything: Aim = () => NO_DEMANDS;

export type Found =
  | { readonly kind: 'found'; readonly claims: Claims }
  | { readonly kind: 'none' }
  | { readonly kind: 'exhausted' };

/**
 * Proves that no accepted token meets an aim, or finds one.
 *
 * @param shape - the components of the subjects that are asked about, in their order
 * @returns `none` as a proof; `found` with any token; `exhausted` where the budget or the atoms do not suffice
 */
export function prove(asked: Case, readings: Readings, aim: Aim, shape: Shape = 'any'): Found {
  return ask(asked, readings, aim, shape, (found) => found);
}

/**
 * Tells whether the intent allows every subject that a pattern matches, and whether there is any; `undefined`
 * where that takes too long to find out.
 */
export function areAllowed(
  pattern: Pattern,
  intent: CompiledIntent,
): 'contained' | 'dead' | 'forbidden' | undefined {
  const budget = { ...DEFAULT_BUDGET };
  const matching: Demands = { unions: [unionOf([pattern])], machines: [] };
  const nothing: Atom = { claims: {}, projectId: undefined };
  const some = askSubject({ budget }, matching, 'any', nothing);
  if (some.kind !== 'found') return some.kind === 'none' ? 'dead' : undefined;
  const forbidden: Demands = { ...matching, machines: [forbiddenSubjects(intent, undefined)] };
  const answer = askSubject({ budget }, forbidden, 'any', nothing);
  if (answer.kind === 'exhausted') return undefined;
  return answer.kind === 'none' ? 'contained' : 'forbidden';
}

/** Finds the token to show: the shortest in GitLab's default shape, else the shortest of all. */
export function seek(asked: Case, readings: Readings, aim: Aim): Found {
  const usual = shortest(asked, readings, aim, DEFAULT_SHAPE);
  return usual.kind === 'found' ? usual : shortest(asked, readings, aim, 'any');
}

function shortest(asked: Case, readings: Readings, aim: Aim, shape: Shape): Found {
  let best: Found | undefined;
  const last = ask(asked, readings, aim, shape, (found) => {
    if (best?.kind !== 'found' || costOfFound(found) < costOfFound(best)) best = found;
    return undefined;
  });
  return best ?? last;
}

function costOfFound(found: Found): number {
  return found.kind === 'found' ? costOf(found.claims['sub'] ?? '') : 0;
}

/** Asks for each atom and each way around the Denies, until `enough` returns what it was shown. */
function ask(
  asked: Case,
  readings: Readings,
  aim: Aim,
  shape: Shape,
  enough: (found: Found) => Found | undefined,
): Found {
  let isComplete = asked.atoms.isComplete;
  for (const atom of asked.atoms.atoms) {
    const wanted = aim(atom);
    if (wanted === undefined) continue;
    const alternatives = acceptedSubjects({ ...asked, atom }, readings);
    if (alternatives === undefined) isComplete = false;
    for (const demands of alternatives ?? []) {
      const answer = askSubject(asked, both(demands, wanted), shape, atom);
      if (answer.kind === 'exhausted') isComplete = false;
      if (answer.kind !== 'found') continue;
      const found = enough({ kind: 'found', claims: claimsOf(atom, answer.text) });
      if (found !== undefined) return found;
    }
  }
  return { kind: isComplete ? 'none' : 'exhausted' };
}

/**
 * Asks for a subject that a project can get.
 *
 * WHY: which names have come multiplies the states, so names are counted only once a text was found that repeats
 * them; most questions are answered before any is.
 */
function askSubject(
  { budget, answers, isDeepFirst }: Pick<Case, 'budget' | 'answers' | 'isDeepFirst'>,
  demands: Demands,
  shape: Shape,
  atom: Atom,
): Answer {
  const question = { ...demands, isDeepFirst: isDeepFirst === true };
  const work = (): Answer => findSubject(question, shape, atom, budget);
  return answers?.answer(question, { shape, projectId: atom.projectId }, budget, work) ?? work();
}

function findSubject(question: Omit<Question, 'grammar'>, shape: Shape, atom: Atom, budget: Budget): Answer {
  let once: readonly string[] = [];
  for (;;) {
    const answer = search({ ...question, grammar: grammarFor(shape, once, atom) }, budget);
    if (answer.kind !== 'found') return answer;
    const repeated = repeatedNames(answer.text);
    if (repeated.length === 0) return answer;
    once = [...once, ...repeated];
  }
}

function grammarFor(shape: Shape, once: readonly string[], atom: Atom): Grammar {
  const { projectId } = atom;
  return subjectGrammar(projectId === undefined ? { shape, once } : { shape, once, projectId });
}

/** INVARIANT: a `project_id` in the subject and the claim are one; the claim follows where it was left open. */
function claimsOf(atom: Atom, sub: string): Claims {
  const id = parseSubject(sub)?.get('project_id');
  const isOpen = atom.projectId !== undefined && 'isNot' in atom.projectId;
  return { sub, ...atom.claims, ...(isOpen && id !== undefined ? { project_id: id } : {}) };
}
