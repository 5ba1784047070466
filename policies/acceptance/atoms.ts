import type { Claims } from '../claims/token.ts';
import { isClaimValue, isIdClaim } from '../claims/mintable.ts';
import type { ProjectIdScope } from '../claims/subject-grammar.ts';
import { constraintOf, type IssuerCondition } from '../conditions/constraint.ts';
import { SURELY, PERHAPS } from '../conditions/doubt.ts';
import { matches } from '../patterns/match.ts';
import { isLiteral, type Pattern } from '../patterns/pattern.ts';
import { noneOf } from '../patterns/positions.ts';
import { search, type Budget } from '../patterns/search.ts';
import { ANY_TEXT, textGrammar } from '../patterns/text-grammar.ts';
import { unionOf } from '../patterns/union.ts';
import type { Box } from './boxes.ts';
import { conditionOutcome } from './outcome.ts';

/** One choice of every claim but the subject that a policy can tell apart. */
export interface Atom {
  /** A claim that is missing here is missing in the token, or makes no difference. */
  readonly claims: Claims;
  /** What the choice says of a `project_id` component in the subject. */
  readonly projectId: ProjectIdScope | undefined;
}

/** The atoms of an Allow, and whether they are all there are. */
export interface Atoms {
  readonly atoms: readonly Atom[];
  readonly isComplete: boolean;
}

const MAX_ATOMS = 512;
/** WHY: k patterns divide the texts into up to 2^k sorts, each one search. */
const MAX_WILDCARDS = 4;

/** GITLAB: ids are decimal numbers from 1. */
const ID_GRAMMAR = textGrammar('123456789', '1234567890', false);

type Choice = string | undefined;

/**
 * Splits the tokens of an Allow by every claim but the subject, into the values that the policy and the intent
 * name, one of each other kind, and the absent claim; only those that the Allow may accept.
 *
 * @param knownIds - the project ids that the intent tells apart
 */
export function atomsOf(
  allow: Box,
  denies: readonly Box[],
  knownIds: readonly string[],
  budget: Budget,
): Atoms {
  const boxes = [allow, ...denies];
  const names = new Set(
    boxes.flatMap((box) => box.conditions.map(claimName)).filter((name) => name !== undefined),
  );
  if (knownIds.length > 0 && allow.issuer === 'gitlab.com') names.add('project_id');
  let atoms: Record<string, string>[] = [{}];
  let isComplete = true;
  let ids: Pick<Choices, 'named' | 'wild'> = { named: [], wild: [] };
  for (const name of [...names].sort()) {
    const conditions = boxes.flatMap((box) => box.conditions.filter((each) => claimName(each) === name));
    const found = choicesFor(name, allow, conditions, name === 'project_id' ? knownIds : [], budget);
    if (name === 'project_id') ids = found;
    isComplete &&= found.isComplete;
    atoms = atoms.flatMap((claims) =>
      found.choices.map((choice) => (choice === undefined ? claims : { ...claims, [name]: choice })),
    );
    if (atoms.length > MAX_ATOMS)
      return {
        atoms: atoms.slice(0, MAX_ATOMS).map((claims) => atomOf(claims, ids)),
        isComplete: false,
      };
  }
  return { atoms: atoms.map((claims) => atomOf(claims, ids)), isComplete };
}

function atomOf(claims: Claims, { named, wild }: Pick<Choices, 'named' | 'wild'>): Atom {
  const id = claims['project_id'];
  if (id === undefined) return { claims, projectId: undefined };
  if (named.includes(id)) return { claims, projectId: { is: id } };
  const sort = wild.map((pattern) => ({ pattern, isMatched: matches(pattern, id) }));
  return { claims, projectId: { isNot: named, sort } };
}

function claimName(condition: IssuerCondition): string | undefined {
  return condition.key.kind === 'claim' ? condition.key.name : undefined;
}

interface Choices {
  readonly choices: readonly Choice[];
  readonly named: readonly string[];
  readonly wild: readonly Pattern[];
  readonly isComplete: boolean;
}

function choicesFor(
  name: string,
  allow: Box,
  conditions: readonly IssuerCondition[],
  knownIds: readonly string[],
  budget: Budget,
): Choices {
  const patterns = conditions.flatMap((condition) => [...patternsOf(condition)]);
  const literals = patterns.filter(isLiteral).map(textOf);
  const written = [...literals, ...knownIds];
  const tested = testedValues(conditions, written, isIdClaim(name));
  const named = [...new Set([...written, ...tested])].filter((value) => isClaimValue(name, value));
  const wild = distinct(patterns.filter((pattern) => !isLiteral(pattern) || pattern.fold !== 'none'));
  const fresh = freshValues(name, named, wild, budget);
  const isOptional = name !== 'aud';
  const all: Choice[] = [...named, ...fresh.values, ...(isOptional ? [undefined] : [])];
  const tests = conditions.filter((each) => constraintOf(each, PERHAPS).kind === 'test').length;
  // WHY: on ids the gaps between named numbers are all there is; on texts other conditions may tell spellings apart.
  const isTested = tests > 0 && (wild.length > 0 || (!isIdClaim(name) && tests < conditions.length));
  const kept = all.filter((choice) =>
    allow.conditions.every((condition) => mayHold(condition, name, choice)),
  );
  return {
    choices: name === 'project_id' ? kept : oneOfEachSort(kept, conditions, name),
    // WHY: a number that stands for a gap is not that number alone.
    named: named.filter((value) => written.includes(value)),
    wild,
    isComplete: fresh.isComplete && !isTested,
  };
}

function* patternsOf(condition: IssuerCondition): Iterable<Pattern> {
  for (const reading of [SURELY, PERHAPS]) {
    const constraint = constraintOf(condition, reading);
    if (constraint.kind === 'some' || constraint.kind === 'no') yield* constraint.patterns;
  }
}

function textOf(pattern: Pattern): string {
  return pattern.elements.map((element) => String.fromCodePoint(element)).join('');
}

function distinct(patterns: readonly Pattern[]): Pattern[] {
  return [
    ...new Map(patterns.map((pattern) => [`${pattern.fold} ${pattern.elements.join()}`, pattern])).values(),
  ];
}

const BOOLEANS = ['true', 'false', 'TRUE', 'FALSE', 'True', 'False', 'tRUE', 'fALSE'];

/**
 * Returns the values that numeric and boolean conditions can tell apart: every number that is named, one in each
 * gap between them, one below and one above all, and for free texts other spellings of the same.
 */
function testedValues(
  conditions: readonly IssuerCondition[],
  named: readonly string[],
  isId: boolean,
): string[] {
  const compares = (comparison: string): boolean =>
    conditions.some((each) => each.operator?.row.comparison === comparison);
  const values = compares('boolean') ? [...BOOLEANS] : [];
  if (!compares('number')) return values;
  const numbers = [...conditions.flatMap((each) => each.condition.values), ...named].map(Number);
  const points = [
    ...new Set(numbers.filter((each) => Number.isSafeInteger(Math.floor(each))).map(Math.floor)),
  ];
  points.sort((one, other) => one - other);
  for (const point of points) values.push(...[point - 1, point, point + 1].map(String));
  return isId
    ? values
    : [...values, ...points.flatMap((each) => [`0${each}`, `00${each}`, `+${each}`, `${each}.0`])];
}

function freshValues(
  name: string,
  named: readonly string[],
  wild: readonly Pattern[],
  budget: Budget,
): { values: string[]; isComplete: boolean } {
  if (name === 'ref_protected') return { values: ['true', 'false'], isComplete: true };
  const isComplete = wild.length <= MAX_WILDCARDS;
  const divided = wild.slice(0, MAX_WILDCARDS);
  const literals = named.map((value) => ({
    elements: Array.from(value, (each) => each.codePointAt(0) as number),
    fold: 'none' as const,
  }));
  const values: string[] = [];
  for (let sort = 0; sort < 2 ** divided.length; sort++) {
    const matched = divided.filter((_, index) => (sort & (2 ** index)) !== 0);
    const unmatched = divided.filter((_, index) => (sort & (2 ** index)) === 0);
    const question = {
      grammar: isIdClaim(name) ? ID_GRAMMAR : ANY_TEXT,
      unions: matched.map((pattern) => unionOf([pattern])),
      machines: [noneOf([...literals, ...unmatched])],
    };
    const answer = search(question, budget);
    if (answer.kind === 'exhausted') return { values, isComplete: false };
    if (answer.kind === 'found') values.push(answer.text);
  }
  return { values, isComplete };
}

function mayHold(condition: IssuerCondition, name: string, choice: Choice): boolean {
  return claimName(condition) !== name || outcomeOn(condition, name, choice) !== 'no';
}

function outcomeOn(condition: IssuerCondition, name: string, choice: Choice): string {
  return conditionOutcome(condition, choice === undefined ? {} : { [name]: choice }, new Set());
}

function oneOfEachSort(
  choices: readonly Choice[],
  conditions: readonly IssuerCondition[],
  name: string,
): Choice[] {
  const sorts = new Map<string, Choice>();
  for (const choice of choices) {
    const sort = conditions.map((condition) => outcomeOn(condition, name, choice)).join();
    if (!sorts.has(sort)) sorts.set(sort, choice);
  }
  return [...sorts.values()];
}
