import type { EventOutcome } from '../../handlers/handle-iam-event.ts';
// WHY: past the door of the core, all of which would be loaded at each start.
import { visibleText } from '../../policies/document/visible-text.ts';
import type { Notice } from '../../remediation/ports.ts';
import type { Colors } from './terminal.ts';

/** Says in one line how an event ended. */
export function describeOutcome(outcome: EventOutcome): string {
  switch (outcome.kind) {
    case 'ignored':
      return visibleText(`ignored: ${outcome.reason}`);
    case 'skipped':
    case 'postponed':
      return visibleText(`${outcome.kind} \`${outcome.roleName}\`: ${outcome.reason}`);
    case 'unchanged':
      return visibleText(`nothing to do: \`${roleName(outcome.plan.role)}\` is ${outcome.plan.verdict}`);
    case 'reported':
    case 'proposed':
    case 'applied':
      return visibleText(`${outcome.kind}: \`${roleName(outcome.plan.role)}\`, ${outcome.plan.remedy}`);
    case 'stale':
    case 'refused':
      return visibleText(`${outcome.kind}: \`${roleName(outcome.plan.role)}\`, ${outcome.reason}`);
  }
}

/** Says in one line what a notice tells. */
export function describeNotice(notice: Notice, colors: Colors): string {
  const what = colors.bold(`${notice.kind} ${notice.remedy}`);
  const said = [...notice.messages, ...(notice.note === undefined ? [] : [notice.note])].join('; ');
  return `  ${what} ${visibleText(`${notice.role}: ${said}`)}`;
}

/** Returns the name at the end of a role's ARN. */
export function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Says in one line what an error is about. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
