import { escapeText, show } from './show.ts';

/** Something wrong in the text of a configuration, where it stands, and the way out. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Such as `roles[2].allow[0].branches`; empty for the document itself. */
  readonly path: string;
  /** One line in lower case, values in backticks, the way out at the end. */
  readonly message: string;
}

/** The keys and indexes that lead to a value. */
export type Path = readonly (string | number)[];

/** A problem before its line is known. */
export interface Complaint {
  readonly path: Path;
  readonly message: string;
  /** Whether it points at the key or at the value; a value where nothing is said. */
  readonly on?: 'key' | 'value';
  /** Where in the text it stands, where the path does not say so. */
  readonly offset?: number;
}

/** Formats a problem as `file:line:column: path: message`, without the path where it is the document itself. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, path, message } = problem;
  const place = `${escapeText(file, 1024)}:${line}:${column}`;
  return [place, ...(path === '' ? [] : [path]), message].join(': ');
}

/** Formats a path as `roles[2].allow`; a key that is no plain word stands in JSON quotes. */
export function formatPath(path: Path): string {
  return path.reduce<string>(appendStep, '');
}

function appendStep(before: string, step: string | number): string {
  if (typeof step === 'number') return `${before}[${step}]`;
  if (!/^[$A-Za-z_][\w$-]{0,79}$/.test(step)) return `${before}[${show(step).slice(1, -1)}]`;
  return before === '' ? step : `${before}.${step}`;
}
