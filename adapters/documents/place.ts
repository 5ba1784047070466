/** The way to a value inside a document. */
export type Path = readonly (string | number)[];

/** Where a value stands in a text, and where its parts stand. Offsets count UTF-16 units. */
export interface Place {
  readonly offset: number;
  readonly parts: ReadonlyMap<string | number, Place>;
  /** A key of the object that is given again. */
  readonly repeated?: RepeatedKey;
}

/** A key that an object has more than once, and where it stands again. */
export interface RepeatedKey {
  readonly key: string;
  readonly offset: number;
}

/** Returns the place of the value that a path leads to, or of the innermost value around it. */
export function placeAt(root: Place, path: Path): Place {
  let place = root;
  for (const step of path) {
    const next = place.parts.get(step);
    if (next === undefined) return place;
    place = next;
  }
  return place;
}

/** Returns a key that is given twice in a value or in any of its parts. */
export function repeatedIn(place: Place): RepeatedKey | undefined {
  // WHY: no recursion, since texts may nest as deep as they are long.
  const left = [place];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.repeated !== undefined) return next.repeated;
    for (const part of next.parts.values()) left.push(part);
  }
  return undefined;
}

/** Returns what tells the line of an offset in a text, from 1. */
export function linesOf(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
