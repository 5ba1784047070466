import type { CharacterSet } from '../patterns/character-set.ts';
import { lazyMachine, type LazyMachine, type Machine } from '../patterns/machine.ts';
import { foldAscii, type Pattern } from '../patterns/pattern.ts';
import { matchedPatterns, positionsMachine, type Positions } from '../patterns/positions.ts';
import type { CompiledIntent, PathNode } from './compiled.ts';
import { Credits, type Credit, type RefType } from './credit.ts';

/** What a component that is being read may prove; `name` while its name is read, `other` if it proves nothing. */
type Reading = 'name' | 'path' | 'id' | 'type' | 'ref' | 'other';

const READINGS: readonly Reading[] = ['name', 'path', 'id', 'type', 'ref', 'other'];

interface Place {
  readonly reading: Reading;
  readonly credit: Credit;
  /** The part of the name, the id or the ref type that was read. */
  readonly text: string;
  readonly node: PathNode | undefined;
  /** The state inside a ref. */
  readonly ref: number;
}

const COMPONENTS: Readonly<Record<string, Reading>> = {
  project_path: 'path',
  project_id: 'id',
  ref_type: 'type',
  ref: 'ref',
};

/**
 * Builds the automaton of the subjects that the intent forbids, for tokens with one `project_id` claim.
 *
 * As soon as a subject has proved enough it is dead: what follows can take nothing back. It is dead as well where a
 * ref or a ref type comes twice, as in no subject.
 *
 * Equivalent to: `isAllowed`, negated, on subjects that a project can get.
 *
 * @param claimedId - the token's `project_id` claim, where it has one
 */
export function forbiddenSubjects(intent: CompiledIntent, claimedId: string | undefined): Machine {
  if (last?.intent === intent && last.claimedId === claimedId && last.machine.states <= MOST_KEPT)
    return last.machine;
  const credits = new Credits(intent);
  const credit = credits.start(intent.ids.get(claimedId ?? '') ?? []);
  if (credit === undefined) return NOTHING;
  const machine = lazyMachine(new ForbiddenSubjects(intent, credits, credit));
  last = { intent, claimedId, machine };
  return machine;
}

/** WHY: a plan compares one document after the other with one intent, mostly for tokens without a claim. */
let last:
  | {
      readonly intent: CompiledIntent;
      readonly claimedId: string | undefined;
      readonly machine: LazyMachine<Place>;
    }
  | undefined;

/** How many states a machine may have that is used again: each takes half a kilobyte. */
const MOST_KEPT = 4_096;

const NOTHING: Machine = {
  start: 0,
  step: () => -1,
  accepts: () => false,
  labels: () => undefined,
  size: () => 0,
};

/** The patterns that matter inside a ref whose type is known, or is not. */
interface Refs {
  /** The numbers of the patterns in the intent. */
  readonly numbers: readonly number[];
  readonly patterns: readonly Pattern[];
  readonly machine: LazyMachine<Positions>;
}

/** WHY: more than any tree or automaton has places. */
const PLACES = 2 ** 24;

class ForbiddenSubjects {
  readonly start: Place;
  readonly #intent: CompiledIntent;
  readonly #credits: Credits;
  readonly #refs = new Map<RefType | undefined, Refs>();
  readonly #texts = new Map<string, number>();

  constructor(intent: CompiledIntent, credits: Credits, credit: Credit) {
    this.#intent = intent;
    this.#credits = credits;
    this.start = nameAfter(credit);
  }

  key(place: Place): number {
    const { credit, reading } = place;
    return (credit.number * READINGS.length + READINGS.indexOf(reading)) * PLACES + this.#numberOf(place);
  }

  #numberOf({ reading, text, node, ref }: Place): number {
    if (reading === 'path') return node === undefined ? 0 : 1 + node.id;
    if (reading === 'ref') return ref;
    const known = this.#texts.get(text) ?? this.#texts.size;
    this.#texts.set(text, known);
    return known;
  }

  step(place: Place, codePoint: number): Place | undefined {
    const character = String.fromCodePoint(codePoint);
    if (place.reading === 'name') return this.#stepName(place, character);
    if (character === ':') {
      const credit = this.#creditAt(place);
      return credit === undefined ? undefined : nameAfter(credit);
    }
    switch (place.reading) {
      case 'path':
        return this.#stepPath(place, character);
      case 'ref':
        return { ...place, ref: this.#refsOf(place.credit.type).machine.step(place.ref, codePoint) };
      case 'id': {
        // WHY: an id longer than any known one is unknown, however it goes on; so the states stay few.
        const text = place.text + character;
        return { ...place, text: this.#intent.knownIds.some((id) => id.startsWith(text)) ? text : '-' };
      }
      case 'type':
        return { ...place, text: place.text + character };
      case 'other':
        return place;
    }
  }

  #stepName(place: Place, character: string): Place | undefined {
    const { credit } = place;
    if (character !== ':') {
      const text = place.text + character;
      return { ...place, text: Object.keys(COMPONENTS).some((name) => name.startsWith(text)) ? text : '-' };
    }
    // INVARIANT: what was read of a name is the beginning of one, or the dash that no name has.
    const reading = COMPONENTS[place.text] ?? 'other';
    const value = { ...place, reading, text: '' };
    if (reading === 'ref')
      return credit.satisfied === undefined
        ? { ...value, ref: this.#refsOf(credit.type).machine.start }
        : undefined;
    if (reading === 'type') return credit.type === undefined ? value : undefined;
    if (!credit.isOpen) return { ...value, reading: 'other' };
    return reading === 'path' ? { ...value, node: this.#intent.paths } : value;
  }

  #stepPath(place: Place, character: string): Place | undefined {
    const below = character === '/' ? (place.node?.below ?? []) : [];
    const credit = this.#credits.withGrants(place.credit, below);
    if (credit === undefined) return undefined;
    return { ...place, credit, node: place.node?.next.get(foldAscii(character)) };
  }

  /** Returns what is proved where the component ends that is being read; `undefined` where that is enough. */
  #creditAt({ reading, credit, text, node, ref }: Place): Credit | undefined {
    switch (reading) {
      case 'path':
        return this.#credits.withGrants(credit, node?.project ?? []);
      case 'id':
        return this.#credits.withGrants(credit, this.#intent.ids.get(text) ?? []);
      case 'type':
        return this.#credits.withType(credit, text === 'branch' ? 'branch' : 'tag');
      case 'ref': {
        const { numbers, patterns, machine } = this.#refsOf(credit.type);
        const matched = matchedPatterns(patterns, machine.valueOf(ref));
        return this.#credits.withRef(
          credit,
          matched.map((index) => numbers[index] as number),
        );
      }
      case 'name':
      case 'other':
        return credit;
    }
  }

  #refsOf(type: RefType | undefined): Refs {
    const known = this.#refs.get(type);
    if (known !== undefined) return known;
    const { rules, patterns: all } = this.#intent;
    const types: readonly RefType[] = type === undefined ? ['branch', 'tag'] : [type];
    const asked = [...rules.keys()].flatMap((rule) =>
      types.flatMap((each) => this.#credits.patternsOf(rule, each)),
    );
    const numbers = [...new Set(asked)];
    const patterns = numbers.map((number) => all[number] as Pattern);
    const refs = { numbers, patterns, machine: positionsMachine(patterns, () => true) };
    this.#refs.set(type, refs);
    return refs;
  }

  accepts(place: Place): boolean {
    return this.#creditAt(place) !== undefined;
  }

  size({ reading, credit, ref }: Place): number {
    return reading === 'ref' ? this.#refsOf(credit.type).machine.size(ref) : 1;
  }

  labels({ reading, credit, text, node, ref }: Place, into: CharacterSet): void {
    switch (reading) {
      case 'path':
        into.add(0x2f);
        for (const character of node?.next.keys() ?? []) {
          into.add(character.charCodeAt(0));
          into.add(character.toUpperCase().charCodeAt(0));
        }
        return;
      case 'id':
        for (const id of this.#intent.knownIds)
          if (id.startsWith(text) && id !== text) into.add(id.charCodeAt(text.length));
        return;
      case 'ref':
        this.#refsOf(credit.type).machine.labels(ref, into);
        return;
      case 'name':
      case 'type':
      case 'other':
        return;
    }
  }
}

function nameAfter(credit: Credit): Place {
  return { reading: 'name', credit, text: '', node: undefined, ref: 0 };
}
