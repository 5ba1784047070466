import { decodeTrustPolicy, visibleText } from '../../policies/index.ts';
import type { JournalEntry } from '../../remediation/ports.ts';
import { renderDiff } from './diff.ts';
import type { Output } from './terminal.ts';
import { wrapLine } from './wrap.ts';

type Looks = Pick<Output, 'colors' | 'columns'>;

/** What each state says to somebody who was not there. */
const STATES: Readonly<Record<JournalEntry['state'], string>> = {
  proposed: 'proposed only',
  pending: 'begun, and not known to be written',
  written: 'written, and not told yet',
  notified: 'written',
  stale: 'not written, the role had changed',
  refused: 'not written, it was refused',
  superseded: 'given up for a newer one',
  overwritten: 'an edit of somebody else, overwritten',
};

/** Renders one change of the journal. */
export function renderJournalEntry(entry: JournalEntry, { colors, columns }: Looks): readonly string[] {
  const { at, remedy, state, role, change, by, event, undoes, configuration, note } = entry;
  const details = [
    ...known('change', change),
    ...known('asked by', by),
    ...known('event', event),
    ...known('takes back', undoes),
    ...known('configuration', configuration.slice(0, 12)),
  ];
  const lines = [details.join(', '), ...(note === undefined ? [] : [note])];
  const [head = '', ...tail] = wrapLine(
    visibleText(`${at}  ${remedy} ${role}: ${STATES[state] ?? state}`),
    columns,
  );
  return [
    head.replace(remedy, colors.bold(remedy)),
    ...tail,
    ...lines.flatMap((line) => wrapLine(visibleText(`  ${line}`), columns)),
  ];
}

function known(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${name} ${value}`];
}

/** Renders what a change replaced by what; nothing where a document cannot be read. */
export function renderJournalDiff({ before, after }: JournalEntry, { colors }: Looks): readonly string[] {
  const [old, current] = [decodeTrustPolicy(before), decodeTrustPolicy(after)];
  if (!old.ok || !current.ok) return [];
  return renderDiff(old.policy.json, current.policy.json, colors).map((line) => `    ${line}`);
}

/** Returns one change of the journal as data, its documents as JSON. */
export function toHistoryRecord(entry: JournalEntry): Readonly<Record<string, unknown>> {
  return { ...entry, before: documentOf(entry.before), after: documentOf(entry.after) };
}

function documentOf(text: string): unknown {
  const decoded = decodeTrustPolicy(text);
  return decoded.ok ? decoded.policy.json : text;
}
