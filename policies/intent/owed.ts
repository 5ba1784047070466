import { wildcardPattern, type Pattern } from '../patterns/pattern.ts';
import type { AllowEntry, Intent } from './intent.ts';

/** A condition value that a rewrite may write for the subject. */
export interface OwedValue {
  /** As it is written, with what has to be escaped. */
  readonly text: string;
  readonly pattern: Pattern;
  /** Whether it has wildcards, so that it needs `StringLike`. */
  readonly isPattern: boolean;
}

/**
 * Returns the subjects that an intent owes to an issuer, as condition values in the shape that GitLab mints by
 * default: `project_path`, `ref_type`, `ref`.
 *
 * @param hasVariables - whether `${` has a meaning in the document and so has to be escaped
 */
export function owedValues(intent: Intent, issuer: string, hasVariables: boolean): OwedValue[] {
  const entries = intent.entries.filter((entry) => entry.issuer === issuer);
  const values = entries.flatMap((entry) => valuesOf(entry, hasVariables));
  return [...new Map(values.map((value) => [value.text, value])).values()];
}

function valuesOf(entry: AllowEntry, hasVariables: boolean): OwedValue[] {
  const project = `project_path:${entry.path}${entry.kind === 'project' ? '' : '/*'}`;
  if (entry.refs === undefined)
    return [valueOf(entry.kind === 'project' ? `${project}:*` : project, hasVariables)];
  return [
    ...entry.refs.branches.map((ref) => valueOf(`${project}:ref_type:branch:ref:${ref}`, hasVariables)),
    ...entry.refs.tags.map((ref) => valueOf(`${project}:ref_type:tag:ref:${ref}`, hasVariables)),
  ];
}

function valueOf(text: string, hasVariables: boolean): OwedValue {
  return {
    text: hasVariables ? text.replaceAll('${', '${$}{') : text,
    pattern: wildcardPattern(text),
    isPattern: text.includes('*') || text.includes('?'),
  };
}
