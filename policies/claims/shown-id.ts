import { lazyMachine, type Machine } from '../patterns/machine.ts';
import { parseSubject } from './subject.ts';

/** The component of a subject that shows the id of its project. */
export const ID = 'project_id';

/** Tells whether a subject shows the id of its project. */
export function showsId(sub: string): boolean {
  return parseSubject(sub)?.has(ID) === true;
}

interface Place {
  readonly reading: 'name' | 'value';
  /** What is read of a name. */
  readonly text: string;
}

const NAME: Place = { reading: 'name', text: '' };
const VALUE: Place = { reading: 'value', text: '' };

/**
 * The automaton of the subjects that show no id. Equivalent to: not {@link showsId}, on subjects.
 *
 * WHY: the text of a pattern does not tell, since a branch may be called like the component.
 */
export const WITHOUT_ID: Machine = lazyMachine<Place>({
  start: NAME,
  key: ({ reading, text }) => `${reading} ${text}`,
  step({ reading, text }, codePoint) {
    const character = String.fromCodePoint(codePoint);
    if (character !== ':') return reading === 'value' ? VALUE : { reading, text: text + character };
    if (reading === 'value') return NAME;
    return text === ID ? undefined : VALUE;
  },
  accepts: () => true,
  // WHY: names are the grammar's to tell apart.
  labels: () => undefined,
});
