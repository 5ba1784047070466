interface Element {
  readonly character: string;
  readonly isLiteral: boolean;
}

/** A pattern as a list of characters; a wildcard and the same character written literally differ. */
export type Wanted = readonly Element[];

/** Takes every `*` and `?` of a text for a wildcard. */
export function plain(text: string): Wanted {
  return Array.from(text, (character) => ({ character, isLiteral: false }));
}

const isRun = ({ character, isLiteral }: Element): boolean => character === '*' && !isLiteral;

const takes = ({ character, isLiteral }: Element, unit: string | undefined): boolean =>
  character === unit || (character === '?' && !isLiteral);

/** Tells whether a text matches a pattern. */
export function globMatches(wanted: Wanted, given: string): boolean {
  const run = wanted.findIndex(isRun);
  // WHY: most texts differ from a pattern before its first run, and that takes no table.
  const ahead = run < 0 ? wanted : wanted.slice(0, run);
  if (run < 0 ? given.length !== ahead.length : given.length < ahead.length) return false;
  if (!ahead.every((element, at) => takes(element, given[at]))) return false;
  return run < 0 || matchesByTable(wanted.slice(run), given.slice(ahead.length));
}

/** Tells it by which beginnings of the text match the pattern so far. */
function matchesByTable(wanted: Wanted, given: string): boolean {
  const end = given.length;
  const matches = [true, ...Array.from(given, () => false)];
  for (const element of wanted) {
    if (isRun(element)) {
      for (let length = 1; length <= end; length++) matches[length] ||= matches[length - 1] === true;
      continue;
    }
    for (let length = end; length > 0; length--)
      matches[length] = matches[length - 1] === true && takes(element, given[length - 1]);
    matches[0] = false;
    if (!matches.includes(true)) return false;
  }
  return matches[end] === true;
}
