import type { Statement } from '../document/trust-policy.ts';
import type { StatementChanges, WrittenStatement } from './changed-statements.ts';

/** Writes a text as a string of the language around the comment. */
export type Quote = (text: string) => string;

/** Says in comment lines which statements of the old document stay and which ones to remove. */
export function commentsOnOld({ kept, removed }: StatementChanges, quote: Quote): string[] {
  const names = kept.map((statement) => nameOf(statement, quote)).join(', ');
  const staying =
    kept.length === 1 ? [`# statement ${names} stays as it is`] : [`# statements ${names} stay as they are`];
  return [
    ...(kept.length === 0 ? [] : staying),
    ...removed.map((statement) => `# remove statement ${nameOf(statement, quote)}`),
  ];
}

/** Says in a comment line which statement of the old document a new one replaces. */
export function commentOnOrigin({ replaces }: WrittenStatement, quote: Quote): string {
  return replaces === undefined ? '# new statement' : `# replaces statement ${nameOf(replaces, quote)}`;
}

function nameOf({ index, sid }: Statement, quote: Quote): string {
  return sid === undefined ? String(index) : `${index} (Sid ${quote(sid)})`;
}
