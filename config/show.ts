import { visibleText } from '../policies/index.ts';

/** How many characters of a text from outside a message shows. */
const SHOWN = 80;

/**
 * Shows a value from outside in a message: text in JSON quotes within backticks, a container by its kind.
 *
 * Guarantees: one line, no control, bidirectional or hidden character, and a bounded length.
 */
export function show(value: unknown): string {
  if (typeof value === 'string') return `\`"${shorten(value, escapeQuoted)}"\``;
  if (value === null || value === undefined) return 'an empty value';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return typeof value === 'number' || typeof value === 'boolean' ? `\`${value}\`` : 'an object';
}

/** Escapes what a terminal or a log would act on or hide, and shortens; for text that stands without quotes. */
export function escapeText(text: string, limit: number = SHOWN): string {
  return shorten(text, visibleText, limit);
}

function shorten(text: string, escape: (character: string) => string, limit: number = SHOWN): string {
  // WHY: most texts have nothing to escape, and there may be many.
  if (text.length <= limit && !/[^ !#-[\]-_a-~]/.test(text)) return text;
  let shown = '';
  for (const character of text) {
    const piece = escape(character);
    if (shown.length + piece.length > limit) return `${shown}…`;
    shown += piece;
  }
  return shown;
}

function escapeQuoted(character: string): string {
  // WHY: a backtick would end the code span that the value stands in.
  if (character === '`') return String.raw`\u0060`;
  return character === '"' || character === '\\' ? `\\${character}` : visibleText(character);
}
