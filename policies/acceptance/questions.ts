import { constraintOf, type Constraint, type IssuerCondition } from '../conditions/constraint.ts';
import { allOf, holds, type Outcome, type Reading } from '../conditions/doubt.ts';
import type { Machine } from '../patterns/machine.ts';
import { noneOf } from '../patterns/positions.ts';
import type { Pattern } from '../patterns/pattern.ts';
import { unionOf, type Union } from '../patterns/union.ts';
import type { Atom } from './atoms.ts';
import type { Box } from './boxes.ts';
import { conditionOutcome } from './outcome.ts';

/** Automata that a subject has to satisfy, all of them. */
export interface Demands {
  readonly unions: readonly Union[];
  readonly machines: readonly Machine[];
}

/** How doubts are settled: in the Allow and in the Denies, which need not be the same. */
export interface Readings {
  readonly allow: Reading;
  readonly deny: Reading;
}

/** An Allow and all Denies, with the claims but the subject chosen. */
export interface Corner {
  readonly allow: Box;
  readonly denies: readonly Box[];
  readonly atom: Atom;
  readonly dodged: ReadonlySet<string>;
}

const MAX_ALTERNATIVES = 64;

/**
 * Returns the subjects that an Allow lets in and no Deny keeps out, as alternatives: a subject has to satisfy
 * one of them. A Deny is escaped by failing any one of its conditions.
 *
 * @returns `undefined` where there are too many alternatives to try
 */
export function acceptedSubjects(corner: Corner, readings: Readings): readonly Demands[] | undefined {
  const demands = allowDemands(corner, readings.allow);
  if (demands === undefined) return [];
  let alternatives: Demands[] = [demands];
  for (const deny of corner.denies) {
    const escapes = waysAround(deny, corner, readings.deny);
    if (escapes === undefined) continue;
    alternatives = alternatives.flatMap((done) => escapes.map((escape) => both(done, escape)));
    if (alternatives.length > MAX_ALTERNATIVES) return undefined;
  }
  return alternatives;
}

function allowDemands({ allow, atom, dodged }: Corner, reading: Reading): Demands | undefined {
  if (!holds(outcomeBesidesSubject(allow, atom, dodged), reading)) return undefined;
  let demands: Demands = { unions: [], machines: [] };
  for (const condition of subjectConditions(allow)) {
    const demand = demandOf(condition, constraintOf(condition, reading));
    if (demand === undefined) return undefined;
    demands = both(demands, demand);
  }
  return demands;
}

/** Returns the ways to fail a Deny's conditions on the subject; `undefined` where it does not apply anyway. */
function waysAround(deny: Box, { atom, dodged }: Corner, reading: Reading): Demands[] | undefined {
  if (!holds(outcomeBesidesSubject(deny, atom, dodged), reading)) return undefined;
  const conditions = subjectConditions(deny);
  const constraints = conditions.map((condition) => constraintOf(condition, reading));
  if (constraints.some((constraint) => constraint.kind === 'none')) return undefined;
  return conditions.flatMap(
    (condition, index) => demandOf(condition, opposite(constraints[index] as Constraint)) ?? [],
  );
}

/** Tells whether everything in a statement holds that does not ask for the subject. */
export function outcomeBesidesSubject(box: Box, atom: Atom, dodged: ReadonlySet<string>): Outcome {
  const others = box.conditions.filter((condition) => condition.key.kind !== 'subject');
  return allOf([box.reach, ...others.map((condition) => conditionOutcome(condition, atom.claims, dodged))]);
}

/** Returns the conditions of a statement on the subject. */
export function subjectConditions(box: Box): readonly IssuerCondition[] {
  return box.conditions.filter((condition) => condition.key.kind === 'subject');
}

function opposite(constraint: Constraint): Constraint {
  switch (constraint.kind) {
    case 'all':
      return { kind: 'none' };
    case 'none':
      return { kind: 'all' };
    case 'some':
      return { kind: 'no', patterns: constraint.patterns };
    case 'no':
      return { kind: 'some', patterns: constraint.patterns };
    case 'test':
      return isMetBySubjects(constraint) ? { kind: 'none' } : { kind: 'all' };
  }
}

/** Returns what a constraint of a condition demands; `undefined` where no subject satisfies it. */
function demandOf(condition: IssuerCondition, constraint: Constraint): Demands | undefined {
  switch (constraint.kind) {
    case 'all':
      return NO_DEMANDS;
    case 'none':
      return undefined;
    case 'some':
    case 'no':
      return demandOnPatterns(condition, constraint);
    case 'test':
      return isMetBySubjects(constraint) ? NO_DEMANDS : undefined;
  }
}

type OnPatterns = Extract<Constraint, { readonly patterns: readonly Pattern[] }>;

const demanded = new WeakMap<IssuerCondition, { constraint: OnPatterns; demands: Demands }[]>();

/** WHY: an automaton is made once for the readings in which a condition means the same; so they are one question. */
function demandOnPatterns(condition: IssuerCondition, constraint: OnPatterns): Demands {
  const known = demanded.get(condition) ?? [];
  demanded.set(condition, known);
  const same = known.find((each) => isSame(each.constraint, constraint));
  if (same !== undefined) return same.demands;
  const { kind, patterns } = constraint;
  const demands: Demands =
    kind === 'some'
      ? { unions: [unionOf(patterns)], machines: [] }
      : { unions: [], machines: [noneOf(patterns)] };
  known.push({ constraint, demands });
  return demands;
}

function isSame(one: OnPatterns, other: OnPatterns): boolean {
  if (one.kind !== other.kind || one.patterns.length !== other.patterns.length) return false;
  return one.patterns.every(({ elements, fold }, index) => {
    const pattern = other.patterns[index] as Pattern;
    if (pattern.fold !== fold || pattern.elements.length !== elements.length) return false;
    return elements.every((element, at) => element === pattern.elements[at]);
  });
}

/** Demands that every subject satisfies. */
export const NO_DEMANDS: Demands = { unions: [], machines: [] };

/** WHY: no subject is a number or a boolean, so one stands for all. */
function isMetBySubjects(constraint: { readonly holds: (text: string) => boolean }): boolean {
  return constraint.holds('project_path:');
}

/** Returns the demands of both. */
export function both(one: Demands, other: Demands): Demands {
  return { unions: [...one.unions, ...other.unions], machines: [...one.machines, ...other.machines] };
}
