import { ALLOW_RULES } from './allow-rules.ts';
import { compileConfiguration } from './configuration.ts';
import type { Configuration } from './configuration.ts';
import { explainMismatches } from './explain-mismatch.ts';
import { fitIntoTrustPolicies } from './fit.ts';
import { MAX_BYTES } from './limits.ts';
import { NOWHERE, locate, type Place } from './place.ts';
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

/** A configuration that holds, or everything that is wrong with the text; with what is odd about it. */
export type Loaded = { readonly warnings: readonly Problem[] } & (
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problems: readonly Problem[] }
);

/**
 * Loads a configuration from YAML or JSON.
 *
 * Guarantees: returns for every text, finds every problem and not only the first, and makes one problem of
 * one mistake. Only a text that is not valid YAML is not looked at further, and what is odd is told only of one in
 * which every value is what it should be.
 *
 * @param name - where a person finds the text; the `file` of every problem
 * @param now - decides what is said of exemptions that end
 */
export function loadConfiguration(text: string, name: string, now: Date = new Date()): Loaded {
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes > MAX_BYTES) return { ok: false, problems: [tooLarge(name, bytes)], warnings: [] };
  const parsed = parseSyntax(text);
  const located = (complaints: readonly Complaint[], place: Place): readonly Problem[] =>
    locate(complaints, place, parsed.lines, name);
  if (!parsed.ok) return { ok: false, problems: located(parsed.complaints, NOWHERE), warnings: [] };
  const read = readValue(parsed.contents, parsed.lines);
  const { errors, warnings, configuration } = judge(read, text, now);
  const odd = located(warnings, read.place);
  if (configuration !== undefined && errors.length === 0) return { ok: true, configuration, warnings: odd };
  return { ok: false, problems: located(errors, read.place), warnings: odd };
}

const ERRORS: readonly Rule[] = [...RULES, leavesRolesToEachEntry, ...ALLOW_RULES];

/** What is wrong and what is odd about a text, and the configuration where every value is what it should be. */
interface Judged {
  readonly errors: readonly Complaint[];
  readonly warnings: readonly Complaint[];
  readonly configuration?: Configuration;
}

function judge({ value, whole, complaints: found }: Read, text: string, now: Date): Judged {
  if (!whole) return { errors: found, warnings: [] };
  const validated = validateDocument(value);
  const complaints = [...found, ...(validated.ok ? [] : explainMismatches(validated.mismatches))];
  const draft = { value, complaints, now };
  const errors = [...complaints, ...ERRORS.flatMap((rule) => rule(draft))];
  if (!validated.ok) return { errors, warnings: [] };
  const configuration = compileConfiguration(validated.document, text);
  const warnings = [...WARNINGS.flatMap((rule) => rule(draft)), ...fitIntoTrustPolicies(configuration)];
  return { errors, warnings, configuration };
}

function tooLarge(file: string, bytes: number): Problem {
  const message = `the text has ${bytes} bytes of at most ${MAX_BYTES}, shorten it`;
  return { file, line: 1, column: 1, path: '', message };
}
