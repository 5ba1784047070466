import { visibleText, type Plan } from '../../policies/index.ts';
import { isChange } from '../../remediation/carry-out.ts';
import { renderChecked } from './checked.ts';
import { renderDiff } from './diff.ts';
import type { Output } from './terminal.ts';
import { wrapLine } from './wrap.ts';

type Looks = Pick<Output, 'colors' | 'columns'>;

/** Tells whether a person should look at a plan: something would be done, or only reported. */
export function isWorthShowing({ remedy }: Plan): boolean {
  return remedy !== 'none';
}

/** Renders what is planned for one role, with what is announced of it. */
export function renderPlan(plan: Plan, looks: Looks): readonly string[] {
  return [...renderChecked({ source: plan.role, plan }, looks), ''];
}

/** Counts what is planned, in one sentence. */
export function summarizePlans(plans: readonly Plan[]): string {
  const counted = (is: (plan: Plan) => boolean): number => plans.filter(is).length;
  const parts = [
    `${counted(({ remedy, after }) => remedy === 'narrow' && after !== null)} to narrow`,
    `${counted((plan) => plan.remedy === 'quarantine' && isChange(plan))} to quarantine`,
    `${counted((plan) => plan.remedy !== 'none' && !isChange(plan))} only reported`,
    `${counted(({ remedy }) => remedy === 'none')} fine`,
  ];
  return `Plan: ${parts.join(', ')}.`;
}

/** A change as it is shown before somebody agrees to it. */
export interface ShownChange {
  readonly title: string;
  readonly before: Plan['before'];
  readonly after: NonNullable<Plan['after']>;
  readonly notes: readonly string[];
}

/** Renders a change for whoever has to agree to it. */
export function renderChange(
  { title, before, after, notes }: ShownChange,
  { colors, columns }: Looks,
): readonly string[] {
  return [
    colors.bold(visibleText(title)),
    ...notes.flatMap((note) => wrapLine(visibleText(`  ${note}`), columns)),
    ...renderDiff(before, after, colors).map((line) => `    ${line}`),
    '',
  ];
}
