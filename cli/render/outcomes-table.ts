import Table from 'cli-table3';
import type { EventOutcome } from '../../handlers/handle-iam-event.ts';
import { visibleText, type Plan } from '../../policies/index.ts';
import { describeOutcome, roleName } from './outcome.ts';
import type { Colors } from './terminal.ts';

/** Renders outcomes as a table: the role, the verdict, who gets in, and what is done about it. */
export function renderOutcomes(outcomes: readonly EventOutcome[], colors: Colors): string {
  const table = new Table({
    head: ['role', 'verdict', 'severity', 'what is done'],
    style: { head: [], border: [], compact: true },
  });
  for (const outcome of outcomes) table.push(rowOf(outcome, colors));
  return table.toString();
}

function rowOf(outcome: EventOutcome, colors: Colors): string[] {
  if (!('plan' in outcome)) return ['', '', '', describeOutcome(outcome)];
  const { plan } = outcome;
  return [
    visibleText(roleName(plan.role)),
    verdict(plan, colors),
    plan.severity ?? '',
    done(outcome.kind, plan),
  ];
}

function verdict(plan: Plan, colors: Colors): string {
  return plan.verdict === 'broader' ? colors.red(plan.verdict) : colors.green(plan.verdict);
}

const DONE: Readonly<Record<string, string>> = {
  unchanged: 'nothing to do',
  proposed: 'proposed',
  applied: 'done',
  reported: 'reported',
  stale: 'nothing: the role changed meanwhile',
  refused: 'nothing: IAM refused it',
};

function done(kind: string, plan: Plan): string {
  const what = plan.remedy === 'narrow' || plan.remedy === 'quarantine' ? `: ${plan.remedy}` : '';
  const listed = plan.unlisted && plan.after !== null ? ', no entry names it' : '';
  const isDead = plan.findings.some((finding) => finding.id === 'statement/dead');
  return `${DONE[kind] ?? kind}${what}${listed}${isDead ? ', but nobody gets in' : ''}`;
}
