import { visibleText } from '../policies/index.ts';

/** Joins the lines of a text and writes every character that is not seen as its escape. */
export function oneLine(text: string): string {
  return visibleText(text.replace(/[\t\r\n]+/g, ' '));
}

/** Writes a value as JSON on one line of visible characters, whatever its texts hold. */
export function jsonLine(value: unknown): string {
  return visibleText(JSON.stringify(value));
}

/** Writes a value as JSON for people, on lines of visible characters, whatever its texts hold. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(visibleText).join('\n');
}
