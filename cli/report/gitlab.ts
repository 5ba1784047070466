import type { Entry, Rank } from './entry.ts';

/** GITLAB: the severities of a Code Quality report, `docs.gitlab.com/ci/testing/code_quality/`. */
const SEVERITIES: Readonly<Record<Rank, 'blocker' | 'critical' | 'major' | 'minor' | 'info'>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  undecided: 'major',
  unreadable: 'critical',
  advice: 'info',
};

/** Returns entries as a Code Quality report, which takes no place without a line. */
export function gitlabReport(entries: readonly Entry[]): readonly unknown[] {
  return entries.map(({ message, rule, fingerprint, rank, place }) => ({
    description: message,
    check_name: rule,
    fingerprint,
    severity: SEVERITIES[rank],
    location: { path: place.path, lines: { begin: place.line ?? 1 } },
  }));
}
