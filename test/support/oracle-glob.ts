/** A pattern as a list of characters; a wildcard and the same character written literally differ. */
export type Wanted = readonly { readonly character: string; readonly isLiteral: boolean }[];

/** Takes every `*` and `?` of a text for a wildcard. */
export function plain(text: string): Wanted {
  return Array.from(text, (character) => ({ character, isLiteral: false }));
}

/** Tells whether a text matches a pattern, by which of its beginnings match the pattern so far. */
export function globMatches(wanted: Wanted, given: string): boolean {
  const end = given.length;
  const matches = [true, ...Array.from(given, () => false)];
  for (const { character, isLiteral } of wanted) {
    if (character === '*' && !isLiteral) {
      for (let length = 1; length <= end; length++) matches[length] ||= matches[length - 1] === true;
      continue;
    }
    const isAny = character === '?' && !isLiteral;
    for (let length = end; length > 0; length--)
      matches[length] = matches[length - 1] === true && (isAny || given[length - 1] === character);
    matches[0] = false;
    if (!matches.includes(true)) return false;
  }
  return matches[end] === true;
}
