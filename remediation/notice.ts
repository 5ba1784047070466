import { encodeTrustPolicy, type Plan } from '../policies/index.ts';
import type { JournalEntry, Mode, Notice } from './ports.ts';

/** What a notice is on: a step of a change, or, where nothing is to be changed, the digest of the configuration. */
type Subject = JournalEntry | Pick<JournalEntry, 'configuration'>;

/**
 * Composes the notice on a plan or on a journaled change; one of the two is there.
 *
 * WHY: a notice that an earlier delivery owed is composed from the journal, where the findings do not stand.
 */
export function noticeOf(kind: Notice['kind'], plan: Plan, mode: Mode, subject: Subject): Notice;
export function noticeOf(
  kind: Notice['kind'],
  plan: Plan | undefined,
  mode: Mode,
  subject: JournalEntry,
): Notice;
export function noticeOf(kind: Notice['kind'], plan: Plan | undefined, mode: Mode, subject: Subject): Notice {
  const change = 'change' in subject ? subject : undefined;
  const source = (plan ?? change) as Plan | JournalEntry;
  const note =
    change?.note ?? (plan === undefined || plan.notes.length === 0 ? undefined : plan.notes.join('; '));
  return {
    kind,
    role: source.role,
    mode,
    remedy: source.remedy,
    verdict: source.verdict,
    severity: source.severity,
    unlisted: plan?.unlisted ?? false,
    configuration: subject.configuration,
    messages: (plan?.findings ?? []).map((finding) => finding.message),
    ...documentsOf(plan, change),
    ...(note === undefined ? {} : { note }),
  };
}

function documentsOf(plan: Plan | undefined, change: JournalEntry | undefined): Partial<Notice> {
  if (change !== undefined) return { change: change.change, before: change.before, after: change.after };
  if (plan === undefined || plan.after === null) return {};
  return { before: encodeTrustPolicy(plan.before), after: encodeTrustPolicy(plan.after) };
}
