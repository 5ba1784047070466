import { lazyMachine, type Machine } from '../patterns/machine.ts';
import { foldAscii } from '../patterns/pattern.ts';
import { parseSubject } from './subject.ts';

/** Root namespaces (in lower case) and project ids that are somebody's, so that others are strangers. */
export interface Acquaintances {
  readonly roots: readonly string[];
  readonly projectIds: readonly string[];
}

/** Tells whether a subject shows neither a root namespace nor a project id that is known. */
export function isStranger(sub: string, { roots, projectIds }: Acquaintances): boolean {
  const subject = parseSubject(sub);
  const path = subject?.get('project_path') ?? '';
  const slash = path.indexOf('/');
  const root = foldAscii(slash < 0 ? path : path.slice(0, slash));
  return !roots.includes(root) && !projectIds.includes(subject?.get('project_id') ?? '');
}

interface Place {
  /** What is being read: a component's name, the root of `project_path`, a `project_id`, or what does not matter. */
  readonly reading: 'name' | 'root' | 'id' | 'other';
  readonly text: string;
}

const NAMES: Readonly<Record<string, 'root' | 'id'>> = { project_path: 'root', project_id: 'id' };
const NAME: Place = { reading: 'name', text: '' };
const OTHER: Place = { reading: 'other', text: '' };

/** Builds the automaton of the subjects of strangers. Equivalent to: {@link isStranger} on subjects. */
export function strangers(known: Acquaintances): Machine {
  const listed = { root: known.roots, id: known.projectIds };
  return lazyMachine<Place>({
    start: NAME,
    key: (place) => `${place.reading} ${place.text}`,
    step(place, codePoint) {
      const character = String.fromCodePoint(codePoint);
      if (place.reading === 'name') return stepName(place, character);
      if (place.reading === 'other') return character === ':' ? NAME : place;
      if (character === ':' || (character === '/' && place.reading === 'root')) {
        if (listed[place.reading].includes(place.text)) return undefined;
        return character === ':' ? NAME : OTHER;
      }
      const text = place.text + foldAscii(character);
      return listed[place.reading].some((each) => each.startsWith(text)) ? { ...place, text } : OTHER;
    },
    accepts: (place) => place.reading !== 'id' || !listed.id.includes(place.text),
    labels(place, into) {
      if (place.reading === 'name' || place.reading === 'other') return;
      for (const each of listed[place.reading]) {
        if (each === place.text || !each.startsWith(place.text)) continue;
        const next = each.charAt(place.text.length);
        into.add(next.charCodeAt(0));
        into.add(next.toUpperCase().charCodeAt(0));
      }
    },
  });
}

function stepName(place: Place, character: string): Place {
  if (character !== ':') return { reading: 'name', text: place.text + character };
  const reading = Object.hasOwn(NAMES, place.text) ? NAMES[place.text] : undefined;
  return reading === undefined ? OTHER : { reading, text: '' };
}
