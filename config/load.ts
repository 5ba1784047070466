import { ALLOW_RULES } from './allow-rules.ts';
import { compileConfiguration } from './configuration.ts';
import type { Configuration } from './configuration.ts';
import type { ConfigurationDocument } from './document.ts';
import { explainMismatches } from './explain-mismatch.ts';
import { MAX_BYTES } from './limits.ts';
import { NOWHERE, locate } from './place.ts';
import type { Complaint, Problem } from './problem.ts';
import { readValue } from './read.ts';
import type { Read } from './read.ts';
import { leavesRolesToEachEntry } from './role-rules.ts';
import { RULES, type Rule } from './rules.ts';
import { parseSyntax } from './syntax.ts';
import { validateDocument } from './validate.ts';
import { WARNINGS } from './warnings.ts';

export { formatProblem } from './problem.ts';
export type { Problem } from './problem.ts';

/** A configuration that holds with what is odd about it, or everything that is wrong with the text. */
export type Loaded =
  | { readonly ok: true; readonly configuration: Configuration; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Loads a configuration from YAML or JSON.
 *
 * Guarantees: returns for every text, finds every problem and not only the first, and makes one problem of
 * one mistake. Only a text that is not valid YAML is not looked at further.
 *
 * @param name - where a person finds the text; the `file` of every problem
 * @param now - decides what is said of exemptions that end
 */
export function loadConfiguration(text: string, name: string, now: Date = new Date()): Loaded {
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes > MAX_BYTES) return { ok: false, problems: [tooLarge(name, bytes)] };
  const parsed = parseSyntax(text);
  if (!parsed.ok) return { ok: false, problems: locate(parsed.complaints, NOWHERE, parsed.lines, name) };
  const read = readValue(parsed.contents, parsed.lines);
  const judged = judge(read, now);
  const located = locate(judged.complaints, read.place, parsed.lines, name);
  if (!judged.ok) return { ok: false, problems: located };
  return { ok: true, configuration: compileConfiguration(judged.document, text), warnings: located };
}

const ERRORS: readonly Rule[] = [...RULES, leavesRolesToEachEntry, ...ALLOW_RULES];

/** A document with its warnings, or what is wrong. */
type Judged = { readonly complaints: readonly Complaint[] } & (
  { readonly ok: true; readonly document: ConfigurationDocument } | { readonly ok: false }
);

function judge({ value, whole, complaints: found }: Read, now: Date): Judged {
  if (!whole) return { ok: false, complaints: found };
  const validated = validateDocument(value);
  const complaints = [...found, ...(validated.ok ? [] : explainMismatches(validated.mismatches))];
  const errors = [...complaints, ...ERRORS.flatMap((rule) => rule({ value, complaints, now }))];
  if (!validated.ok || errors.length > 0) return { ok: false, complaints: errors };
  const warnings = WARNINGS.flatMap((rule) => rule({ value, complaints, now }));
  return { ok: true, document: validated.document, complaints: warnings };
}

function tooLarge(file: string, bytes: number): Problem {
  const message = `the text has ${bytes} bytes of at most ${MAX_BYTES}, shorten it`;
  return { file, line: 1, column: 1, path: '', message };
}
