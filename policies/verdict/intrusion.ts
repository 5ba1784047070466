import type { Box } from '../acceptance/boxes.ts';
import { decide } from '../acceptance/evaluate.ts';
import { both, subjectConditions, type Readings } from '../acceptance/questions.ts';
import { strangers, type Acquaintances } from '../claims/namespace-machine.ts';
import { isClaimValue, isMintable } from '../claims/mintable.ts';
import type { Claims } from '../claims/token.ts';
import { isAllowed } from '../intent/allowed.ts';
import { compileIntent } from '../intent/compiled.ts';
import type { AllowEntry } from '../intent/intent.ts';
import type { Severity } from './finding.ts';
import {
  CONDITIONALLY,
  forbiddenBy,
  FOR_SURE,
  prove,
  seek,
  AT_MOST,
  type Aim,
  type Case,
  type Found,
} from './question.ts';
import { isAbove, severityOf, type Whose } from './severity.ts';
import type { AskedScene, Scene } from './scene.ts';
import type { JudgedUsual } from './judged-usual.ts';
import { usualWitness } from './usual-witness.ts';

/** A token that gets in and should not, of the highest severity that there is. */
export interface Intruder {
  readonly kind: 'intruder';
  readonly claims: Claims;
  readonly severity: Severity;
  readonly requires: readonly string[];
}

export type Containment =
  /** Proved: the intent allows every token that this Allow accepts. */
  | { readonly kind: 'contained' }
  | Intruder
  | { readonly kind: 'undecided'; readonly reason: 'budget' | 'unknown' };

/**
 * Decides whether the intent allows every token that one Allow accepts for one issuer.
 *
 * Guarantees: L8; a witness has passed the plain evaluator, and the intent forbids it.
 */
export function findIntruder(scene: AskedScene): Containment {
  const compiled = compileIntent(scene.intent, scene.issuer.name);
  const forbidden = forbiddenBy(compiled);
  const proof = seekForbidden(scene, forbidden);
  if (proof === 'none') return { kind: 'contained' };
  // WHY: a proof that was given up leaves the search for a witness a budget of its own, and one for all of it.
  const refilled = { ...scene, asked: { ...scene.asked, budget: scene.purse.take() } };
  let isExhausted = proof === 'exhausted';
  for (const readings of [FOR_SURE, CONDITIONALLY]) {
    const found = seek(refilled.asked, readings, forbidden);
    if (found.kind === 'found') {
      const worst = gravest(refilled, readings, forbidden, found.claims);
      return worst ?? { kind: 'undecided', reason: 'unknown' };
    }
    isExhausted ||= found.kind === 'exhausted';
  }
  return (
    guessIntruder(scene) ??
    findAnyIntruder(scene, forbidden) ?? { kind: 'undecided', reason: isExhausted ? 'budget' : 'unknown' }
  );
}

/** Tells whether the automata prove that the intent allows every token that one Allow accepts for one issuer. */
export function isContained(scene: AskedScene): boolean {
  return seekForbidden(scene, forbiddenBy(compileIntent(scene.intent, scene.issuer.name))) === 'none';
}

/** Looks for a token that an Allow may accept and the intent forbids: `none` is a proof that there is none. */
function seekForbidden(scene: AskedScene, forbidden: Aim): Found['kind'] {
  return isContainedBySubject(scene, forbidden) ? 'none' : prove(scene.asked, AT_MOST, forbidden).kind;
}

/**
 * Proves containment by the conditions on the subject alone, where that is enough.
 *
 * WHY: other conditions and Denies only take tokens away, and a claim only ever makes more allowed; without them
 * there is one question instead of many.
 */
function isContainedBySubject(scene: AskedScene, forbidden: Aim): boolean {
  const { allow } = scene.asked;
  const { statement, issuer, reach } = allow;
  const bare: Box = { statement, issuer, reach, conditions: subjectConditions(allow) };
  const atoms = { atoms: [{ claims: {}, projectId: undefined }], isComplete: true };
  const { answers } = scene.asked;
  const budget = scene.purse.take();
  const asked: Case = { allow: bare, denies: [], dodged: new Set(), atoms, budget, answers };
  return prove(asked, AT_MOST, forbidden).kind === 'none';
}

/**
 * Tries a few tokens that anyone might have, where the automata gave up: what is certain outranks what is not known.
 */
function guessIntruder(scene: AskedScene): Intruder | undefined {
  const { boxes } = scene;
  const budget = scene.purse.take();
  let worst: Intruder | undefined;
  for (const claims of guessedTokens(scene)) {
    budget.transitions -= GUESS_COST * (boxes.allows.length + boxes.denies.length);
    if (budget.transitions < 0) break;
    // WHY: the token has to get in through this very statement.
    const own = decide({ ...boxes, allows: [scene.asked.allow] }, withAudience(claims, scene.issuer.name));
    const rated = own.outcome === 'yes' ? rate(scene, FOR_SURE, claims) : undefined;
    if (rated === undefined) continue;
    if (worst === undefined || isAbove(rated.severity, worst.severity)) worst = rated;
    if (rated.severity === 'critical') break;
  }
  return worst;
}

/** WHY: where the shortest tokens are too many to try, some token is still better than none. */
function findAnyIntruder(scene: AskedScene, forbidden: Aim): Intruder | undefined {
  const asked = { ...scene.asked, budget: scene.purse.take(), isDeepFirst: true };
  const { acquaintances } = whoseOf(scene, FOR_SURE);
  const stranger = strangersTo(acquaintances, acquaintances.projectIds);
  for (const aim of [bothAims(forbidden, stranger), forbidden]) {
    const rated = rateFound(scene, FOR_SURE, prove(asked, FOR_SURE, aim));
    if (rated !== undefined) return rated;
  }
  return undefined;
}

/** WHY: a statement is evaluated on a token in about the time of so many transitions. */
const GUESS_COST = 50;

/** WHY: to evaluate a long text on a long pattern takes the product of the two. */
const LONGEST_GUESS = 400;

const GUESSED_ROOTS = ['a', 'b', 'c', 'z0', 'some-stranger'];

function* guessedTokens({ intent, boxes, asked, issuer }: AskedScene): Iterable<Claims> {
  const literals = subjectConditions(asked.allow).flatMap(({ condition }) =>
    condition.values.map((value) => value.replaceAll('*', 'a').replaceAll('?', 'a')),
  );
  const roots = [...GUESSED_ROOTS, ...intent.knownRoots.slice(0, 5)];
  const subjects = [
    ...roots.map((root) => `project_path:${root}/a:ref_type:branch:ref:a`),
    ...literals.filter((value) => value.length <= LONGEST_GUESS).slice(0, 20),
  ];
  const claimNames = new Map<string, string>();
  for (const { condition, key } of [...boxes.allows, ...boxes.denies].flatMap((box) => box.conditions)) {
    if (key.kind !== 'claim' || claimNames.has(key.name)) continue;
    const value = condition.values.find((each) => isClaimValue(key.name, each));
    if (value !== undefined) claimNames.set(key.name, value);
  }
  const first = Object.fromEntries(claimNames);
  const usual = { aud: `https://${issuer.name}` };
  for (const sub of subjects) yield* [{ sub }, { sub, ...first }, { sub, ...first, ...usual }];
}

/**
 * Finds the intruder of a statement of the usual form without any automaton; `undefined` where it takes one.
 *
 * Equivalent to: {@link findIntruder}, in severity and in the length of the witness.
 */
export function findUsualIntruder(usual: JudgedUsual, scene: Scene): Intruder | undefined {
  const compiled = compileIntent(scene.intent, scene.issuer.name);
  const claims = usualWitness(usual, compiled, whoseOf(scene, FOR_SURE));
  return claims === undefined ? undefined : rate(scene, FOR_SURE, claims);
}

/** Looks for a graver token than the first one found. */
function gravest(
  scene: AskedScene,
  readings: Readings,
  forbidden: Aim,
  claims: Claims,
): Intruder | undefined {
  const first = rate(scene, readings, claims);
  if (first === undefined) return undefined;
  for (const { severity, aim } of graverAims(scene, readings)) {
    if (!isAbove(severity, first.severity)) break;
    const rated = rateFound(scene, readings, seek(scene.asked, readings, bothAims(forbidden, aim)));
    if (rated !== undefined && isAbove(rated.severity, first.severity)) return rated;
  }
  return first;
}

function* graverAims(scene: Scene, readings: Readings): Iterable<{ severity: Severity; aim: Aim }> {
  const { intent, issuer } = scene;
  const whose = whoseOf(scene, readings);
  const { knownIds } = compileIntent(intent, issuer.name);
  if (issuer.isPublic && whose.isUnhindered) {
    yield { severity: 'critical', aim: strangersTo(whose.acquaintances, knownIds) };
  }
  yield { severity: 'high', aim: strangersTo({ roots: intent.knownRoots, projectIds: knownIds }, knownIds) };
  const anyRef = { ...intent, entries: intent.entries.map(withoutRefs) };
  yield { severity: 'medium', aim: forbiddenBy(compileIntent(anyRef, issuer.name)) };
}

/** WHY: a token with an id that an entry gives is that project's, whatever path it shows. */
function strangersTo(acquaintances: Acquaintances, knownIds: readonly string[]): Aim {
  const aim = { unions: [], machines: [strangers(acquaintances)] };
  const known: ReadonlySet<string | undefined> = new Set(knownIds);
  return ({ claims }) => (known.has(claims['project_id']) ? undefined : aim);
}

function withoutRefs(entry: AllowEntry): AllowEntry {
  const { refs: _, ...rest } = entry;
  return rest;
}

function whoseOf(scene: Scene, readings: Readings): Whose {
  const { intent, issuer, acquaintances } = scene;
  return { intent, issuer, acquaintances, isUnhindered: readings === FOR_SURE && !scene.isPinned };
}

function bothAims(one: Aim, other: Aim): Aim {
  return (atom) => {
    const [demands, more] = [one(atom), other(atom)];
    return demands && more && both(demands, more);
  };
}

function rateFound(scene: Scene, readings: Readings, found: Found): Intruder | undefined {
  return found.kind === 'found' ? rate(scene, readings, found.claims) : undefined;
}

/** Passes a witness through the plain evaluator; one that it does not confirm is no witness. */
function rate(scene: Scene, readings: Readings, claims: Claims): Intruder | undefined {
  const { outcome, requires } = decide(scene.boxes, withAudience(claims, scene.issuer.name));
  const getsIn = outcome === 'yes' || (outcome === 'requires' && readings === CONDITIONALLY);
  if (!getsIn || !isMintable(claims) || isAllowed(scene.intent, scene.issuer.name, claims)) return undefined;
  return { kind: 'intruder', claims, severity: severityOf(claims, whoseOf(scene, readings)), requires };
}

/** AWS: every token has an audience; where no condition asks for it, GitLab's usual one stands in. */
export function withAudience(claims: Claims, issuer: string): Claims {
  return { aud: `https://${issuer}`, ...claims };
}
