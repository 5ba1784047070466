/**
 * What `JSON.stringify` leaves in a string although a terminal obeys it or a reader does not see it: DEL and
 * the C1 controls; format characters, such as overrides of the writing direction and zero-width ones; line
 * and paragraph separators.
 */
const unseen = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Writes the characters that deceive a terminal or a reader as JSON escapes; JSON text keeps its meaning. */
export function escapeUnseen(text: string): string {
  return text.replace(unseen, escapeCharacter);
}

/** Joins the lines of a text and writes every character that is not seen as its escape. */
export function oneLine(text: string): string {
  return escapeUnseen(text.replace(/[\t\r\n]+/g, ' ').replace(/\p{Cc}/gu, escapeCharacter));
}

/** Writes a value as JSON on one line of visible characters, whatever its texts hold. */
export function jsonLine(value: unknown): string {
  return escapeUnseen(JSON.stringify(value));
}

function escapeCharacter(character: string): string {
  const units = character.split('');
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
