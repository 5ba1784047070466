/**
 * Tells whether a text matches one pattern, in which `*` is any run of characters, also none, and `?` is
 * exactly one code point.
 *
 * The obvious matcher: greedy with one place to return to, which is enough because a later `*` can always
 * take what an earlier one gives up.
 *
 * Cost: at most `pattern` × `text` comparisons.
 *
 * @param pattern - literal text with `*` and `?`; there is no escape
 * @param text - compared by code point and with case
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const wanted = Array.from(pattern);
  const given = Array.from(text);
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let position = 0; position < given.length; ) {
    if (wanted[at] === '*') {
      star = at++;
      resume = position;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[position])) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  while (wanted[at] === '*') at++;
  return at === wanted.length;
}
