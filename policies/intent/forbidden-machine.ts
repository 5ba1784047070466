import type { CharacterSet } from '../patterns/character-set.ts';
import { lazyMachine, type LazyMachine, type Machine } from '../patterns/machine.ts';
import { foldAscii } from '../patterns/pattern.ts';
import { matchedPatterns, positionsMachine, type Positions } from '../patterns/positions.ts';
import type { CompiledIntent, Grant, PathNode } from './compiled.ts';

/** What a component that is being read may prove; `name` while its name is read, `other` if it proves nothing. */
type Reading = 'name' | 'path' | 'id' | 'type' | 'ref' | 'other';

interface Place {
  readonly reading: Reading;
  /** The part of the name, the id or the ref type that was read; the number of the state inside a ref. */
  readonly text: string;
  readonly node: PathNode | undefined;
  /** Proved so far: grants of the project, the ref type, and which ref patterns the ref matches. */
  readonly grants: readonly Grant[];
  readonly type: string;
  readonly matched: readonly number[] | undefined;
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
 * As soon as a subject has proved enough it is dead: what follows can take nothing back.
 *
 * Equivalent to: `isAllowed`, negated, on subjects that a project can get.
 *
 * @param claimedId - the token's `project_id` claim, where it has one
 */
export function forbiddenSubjects(intent: CompiledIntent, claimedId: string | undefined): Machine {
  const refs = positionsMachine(intent.patterns, () => true);
  const granted = intent.ids.get(claimedId ?? '') ?? [];
  const start: Place = { ...NAME, grants: granted, type: '', matched: undefined };
  const allowed = (place: Place): boolean => isGranted(intent, place);
  if (allowed(start)) return NOTHING;
  return lazyMachine<Place>({
    start,
    key: (place) =>
      [place.reading, place.text, place.node?.id, place.grants, place.type, place.matched?.join('+')].join(
        ' ',
      ),
    step(place, codePoint) {
      const next = stepPlace(intent, refs, place, codePoint);
      return allowed(next) ? undefined : next;
    },
    accepts: (place) => !allowed(finish(intent, refs, place)),
    labels: (place, into) => addLabels(intent, refs, place, into),
    size: (place) => (place.reading === 'ref' ? refs.size(Number(place.text)) : 1),
  });
}

const NAME = { reading: 'name' as Reading, text: '', node: undefined };

const NOTHING: Machine = {
  start: 0,
  step: () => -1,
  accepts: () => false,
  labels: () => undefined,
  size: () => 0,
};

function isGranted(intent: CompiledIntent, { grants, type, matched }: Place): boolean {
  return grants.some((grant) => {
    if (grant === 'any-ref') return true;
    if (matched === undefined || type === '') return false;
    const rule = intent.rules[grant];
    return (
      (type === 'branch' ? rule?.branches : rule?.tags)?.some((pattern) => matched.includes(pattern)) === true
    );
  });
}

function stepPlace(
  intent: CompiledIntent,
  refs: LazyMachine<Positions>,
  place: Place,
  codePoint: number,
): Place {
  const character = String.fromCodePoint(codePoint);
  if (place.reading === 'name') return stepName(intent, refs, place, character);
  if (character === ':') return { ...finish(intent, refs, place), ...NAME };
  switch (place.reading) {
    case 'path':
      return stepPath(place, character);
    case 'ref':
      return { ...place, text: String(refs.step(Number(place.text), codePoint)) };
    case 'id':
      // WHY: an id longer than any known one is unknown, however it goes on; so the states stay few.
      return {
        ...place,
        text: intent.knownIds.some((id) => id.startsWith(place.text + character))
          ? place.text + character
          : '-',
      };
    case 'type':
      return { ...place, text: place.text + character };
    case 'other':
      return place;
  }
}

function stepName(
  intent: CompiledIntent,
  refs: LazyMachine<Positions>,
  place: Place,
  character: string,
): Place {
  if (character !== ':') {
    const text = place.text + character;
    return { ...place, text: Object.keys(COMPONENTS).some((name) => name.startsWith(text)) ? text : '-' };
  }
  const reading = Object.hasOwn(COMPONENTS, place.text) ? (COMPONENTS[place.text] ?? 'other') : 'other';
  return {
    ...place,
    reading,
    text: reading === 'ref' ? String(refs.start) : '',
    node: reading === 'path' ? intent.paths : undefined,
  };
}

function stepPath(place: Place, character: string): Place {
  const grants = character === '/' ? merged(place.grants, place.node?.below ?? []) : place.grants;
  return { ...place, grants, node: place.node?.next.get(foldAscii(character)) };
}

/** Returns what is proved when the component ends that is being read. */
function finish(intent: CompiledIntent, refs: LazyMachine<Positions>, place: Place): Place {
  switch (place.reading) {
    case 'path':
      return { ...place, grants: merged(place.grants, place.node?.project ?? []) };
    case 'id':
      return { ...place, grants: merged(place.grants, intent.ids.get(place.text) ?? []) };
    case 'type':
      return { ...place, type: place.text };
    case 'ref':
      return { ...place, matched: matchedPatterns(intent.patterns, refs.valueOf(Number(place.text))) };
    case 'name':
    case 'other':
      return place;
  }
}

function merged(grants: readonly Grant[], more: readonly Grant[]): readonly Grant[] {
  const added = more.filter((grant) => !grants.includes(grant));
  return added.length === 0 ? grants : [...grants, ...added].sort(byText);
}

/** WHY: what is proved does not depend on the order in which it was; equal sets are to be one state. */
function byText(one: Grant, other: Grant): number {
  return String(one) < String(other) ? -1 : 1;
}

function addLabels(
  intent: CompiledIntent,
  refs: LazyMachine<Positions>,
  place: Place,
  into: CharacterSet,
): void {
  switch (place.reading) {
    case 'path':
      into.add(0x2f);
      for (const character of place.node?.next.keys() ?? []) {
        into.add(character.charCodeAt(0));
        into.add(character.toUpperCase().charCodeAt(0));
      }
      return;
    case 'id':
      for (const id of intent.knownIds) {
        if (id.startsWith(place.text) && id !== place.text) into.add(id.charCodeAt(place.text.length));
      }
      return;
    case 'ref':
      refs.labels(Number(place.text), into);
      return;
    case 'name':
    case 'type':
    case 'other':
      return;
  }
}
