/**
 * What deceives a terminal or a reader: C0 and C1 controls, soft hyphen, marks and overrides of writing
 * direction, zero-width characters, line and paragraph separators, byte order mark, tags, lone surrogates.
 */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDC7F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * Returns a text on one line with every character that is not seen written as its JSON escape.
 *
 * JSON text on one line keeps its meaning. Whatever comes from a policy, a role name, an event or a
 * configuration passes through here on its way to a terminal or a log.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (found) => found.split('').map(escapeUnit).join(''));
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
