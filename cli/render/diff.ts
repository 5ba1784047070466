import { structuredPatch } from 'diff';
import { visibleText, type JsonObject } from '../../policies/index.ts';
import type { Colors } from './terminal.ts';

const CONTEXT_LINES = 3;

/** Renders what a rewrite changes, line by line, as a reviewer reads it. */
export function renderDiff(before: JsonObject, after: JsonObject, colors: Colors): string[] {
  const patch = structuredPatch('before', 'after', pretty(before), pretty(after), '', '', {
    context: CONTEXT_LINES,
  });
  return patch.hunks.flatMap((hunk) => hunk.lines.map((line) => colorLine(visibleText(line), colors)));
}

function pretty(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function colorLine(line: string, colors: Colors): string {
  if (line.startsWith('+')) return colors.green(line);
  return line.startsWith('-') ? colors.red(line) : colors.dim(line);
}
