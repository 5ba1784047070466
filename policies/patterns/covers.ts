import { ANY, isRun, RUN } from './pattern.ts';

/**
 * Tells whether one pattern takes the elements of another one by one as if they were a text, its runs any number of
 * them; only a run takes a run. Then it means all that the other means.
 *
 * WHY: where it has no `?` the reverse holds too, since a run of the other may be a letter that stands in neither.
 * Cost: at most the product of the lengths.
 */
export function covers(outer: readonly number[], inner: readonly number[]): boolean {
  let at = 0;
  let place = 0;
  let run = -1;
  let taken = 0;
  while (place < inner.length) {
    if (outer[at] === RUN) {
      run = at++;
      taken = place;
    } else if (at < outer.length && takes(outer[at] as number, inner[place] as number)) {
      at++;
      place++;
    } else if (run >= 0) {
      at = run + 1;
      place = ++taken;
    } else return false;
  }
  while (outer[at] === RUN) at++;
  return at === outer.length;
}

function takes(element: number, other: number): boolean {
  return element === other || (element === ANY && !isRun(other));
}
