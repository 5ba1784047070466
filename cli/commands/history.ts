import { jsonLine, visibleJson } from '../../adapters/visible-text.ts';
import type { JournalEntry } from '../../remediation/ports.ts';
import { openAccount, type AccountOptions } from '../account.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { DataFormat } from '../formats.ts';
import { renderJournalDiff, renderJournalEntry, toHistoryRecord } from '../render/history.ts';
import type { Output } from '../render/terminal.ts';

/** The options of `trustwarden history`. */
export interface HistoryOptions extends AccountOptions {
  readonly format: DataFormat;
}

/**
 * Says what was proposed and done, oldest first.
 *
 * @param role - name or ARN; every role where it is absent
 */
export async function history(
  role: string | undefined,
  options: HistoryOptions,
  output: Output,
): Promise<ExitCode> {
  const { around } = await openAccount(options);
  const all = await around.journal.changes(new Date(0));
  const changes = role === undefined ? all : all.filter((change) => isOf(change, role));
  switch (options.format) {
    case 'json':
      output.line(visibleJson(changes.map(toHistoryRecord)));
      break;
    case 'ndjson':
      for (const change of changes) output.line(jsonLine(toHistoryRecord(change)));
      break;
    case 'text':
      // WHY: what was replaced is wanted of one role, and would bury the list of all.
      show(changes, role !== undefined, output);
  }
  return EXIT.fine;
}

function show(changes: readonly JournalEntry[], withDocuments: boolean, output: Output): void {
  for (const change of changes) {
    for (const line of renderJournalEntry(change, output)) output.line(line);
    if (withDocuments) for (const line of renderJournalDiff(change, output)) output.line(line);
  }
  if (changes.length === 0) output.line('nothing is recorded');
}

function isOf({ role }: JournalEntry, nameOrArn: string): boolean {
  return role === nameOrArn || role.endsWith(`/${nameOrArn}`);
}
