import { visibleText, type Plan } from '../../policies/index.ts';
import type { Location } from '../../adapters/documents/item.ts';
import { renderDiff } from './diff.ts';
import type { Colors, Output } from './terminal.ts';
import { wrapLine } from './wrap.ts';

/** One judged document, or why it could not be judged. */
export type Checked = { readonly source: string; readonly location?: Location } & (
  | {
      readonly plan: Plan;
      /** Digest of the configuration under which it was planned, where there is one. */
      readonly configuration?: string | undefined;
    }
  | { readonly error: string }
);

/** How many documents ended how. */
export type Counts = Readonly<Record<'fine' | 'broader' | 'undecided' | 'errors', number>>;

/** Renders one answer as one line of JSON. */
export function renderCheckedAsJson(checked: Checked): string {
  return visibleText(JSON.stringify(toRecord(checked)));
}

/** Returns one answer as data. The names of its members are a contract: more may come, none may go. */
export function toRecord(checked: Checked): Readonly<Record<string, unknown>> {
  const place = checked.location === undefined ? {} : { location: { ...checked.location } };
  if ('error' in checked) return { source: checked.source, error: checked.error, ...place };
  const { role, verdict, severity, findings, remedy, after, unlisted, notes } = checked.plan;
  return {
    role: role === '' ? null : role,
    source: checked.source,
    verdict,
    severity,
    findings,
    remedy,
    proposed: after,
    unlisted,
    notes,
    ...(checked.configuration === undefined ? {} : { configuration: checked.configuration }),
    ...place,
  };
}

/** How a stream shows text. */
type Looks = Pick<Output, 'colors' | 'columns'>;

/** Renders one answer for people: the verdict, what there is to say, and what would change. */
export function renderChecked(checked: Checked, { colors, columns }: Looks): string[] {
  const wrap = (line: string): readonly string[] => wrapLine(visibleText(line), columns);
  if ('error' in checked) {
    const [first = '', ...rest] = wrap(`error ${checked.source}: ${checked.error}`);
    return [first.replace('error', colors.red), ...rest];
  }
  const { plan } = checked;
  const name = visibleText(plan.role === '' ? checked.source : plan.role);
  const findings = plan.findings.flatMap((finding) => wrap(`  ${finding.id}: ${finding.message}`));
  const notes = plan.notes.flatMap((note) => wrap(`  ${note}`));
  const change =
    plan.after === null ? [] : renderDiff(plan.before, plan.after, colors).map((line) => `    ${line}`);
  return [`${colorVerdict(plan, colors)} ${name}`, ...findings, ...notes, ...remedyLine(plan), ...change];
}

/** Renders a verdict with its severity. */
export function colorVerdict({ verdict, severity }: Plan, colors: Colors): string {
  switch (verdict) {
    case 'broader':
      return colors.red(`broader (${severity ?? ''})`);
    case 'undecided':
      return colors.yellow('undecided');
    case 'compliant':
    case 'not-applicable':
      return colors.green(verdict);
  }
}

function remedyLine({ remedy, quarantine }: Plan): string[] {
  if (remedy === 'none') return [];
  const { level, revocation } = quarantine ?? { level: 'isolate', revocation: null };
  const more = [
    ...(level === 'isolate' ? [] : [level]),
    ...(revocation === null ? [] : ['running sessions end']),
  ];
  return [`  remedy: ${[remedy, ...more].join(', ')}`];
}

/** Counts of answers, in one sentence. */
export function summarize(counts: Counts): string {
  const total = counts.fine + counts.broader + counts.undecided + counts.errors;
  const roles = total === 1 ? '1 trust policy' : `${total} trust policies`;
  return `${roles}: ${counts.broader} broader, ${counts.undecided} undecided, ${counts.errors} not readable, ${counts.fine} fine`;
}
