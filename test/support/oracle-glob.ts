/** A pattern as a list of characters; a wildcard and the same character written literally differ. */
export type Wanted = readonly { readonly character: string; readonly isLiteral: boolean }[];

/** Takes every `*` and `?` of a text for a wildcard. */
export function plain(text: string): Wanted {
  return Array.from(text, (character) => ({ character, isLiteral: false }));
}

/** Tells whether a text matches a pattern: row by row, which of its beginnings match the pattern so far. */
export function globMatches(wanted: Wanted, given: string): boolean {
  let row = [true, ...Array.from(given, () => false)];
  for (const { character, isLiteral } of wanted) {
    const next: boolean[] = [];
    for (let column = 0; column <= given.length; column++) {
      const one = column > 0 && row[column - 1] === true;
      if (character === '*' && !isLiteral)
        next.push(row[column] === true || (column > 0 && next[column - 1] === true));
      else if (character === '?' && !isLiteral) next.push(one);
      else next.push(one && given[column - 1] === character);
    }
    if (!next.includes(true)) return false;
    row = next;
  }
  return row.at(-1) === true;
}
