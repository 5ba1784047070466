import type { RoleExplanation } from '../../config/explain-role.ts';
import {
  changeAsCode,
  visibleText,
  type Admitted,
  type Claims,
  type Finding,
  type Plan,
  type TrustPolicy,
} from '../../policies/index.ts';
import type { JournalEntry } from '../../remediation/ports.ts';
import { colorVerdict } from './checked.ts';
import { describeEntry, renderRoleExplanation } from './configuration.ts';
import { renderDiff } from './diff.ts';
import { renderJournalDiff, renderJournalEntry } from './history.ts';
import type { Output } from './terminal.ts';
import { wrapLine } from './wrap.ts';

/** All that there is to say about one role. */
export interface ExplanationPage {
  readonly policy: TrustPolicy;
  readonly admitted: readonly Admitted[];
  readonly plan: Plan;
  readonly explanation: RoleExplanation;
  readonly history: readonly JournalEntry[];
}

type Looks = Pick<Output, 'colors' | 'columns'>;

/** Renders the page about one role that is read at night: the answer first, then why, then what to do. */
export function renderExplanation(page: ExplanationPage, looks: Looks): readonly string[] {
  const { colors, columns } = looks;
  const { plan, explanation, history } = page;
  const text = (lines: readonly string[]): string[] =>
    lines.flatMap((line) => wrapLine(visibleText(line), columns));
  const part = (title: string, lines: readonly string[]): string[] => ['', colors.bold(title), ...lines];
  const configured = whatIsAllowed(plan.role, explanation);
  return [
    `${colorVerdict(plan, colors)} ${visibleText(plan.role)}`,
    ...part('Who gets in', text(whoGetsIn(page))),
    ...part('What the configuration allows', text(configured.map((line) => `  ${line}`))),
    ...part('What would be done', [...text(whatIsDone(plan)), ...change(plan, looks)]),
    ...(plan.after === null ? [] : part('The same at its source', atItsSource(plan).map(visibleText))),
    ...part(
      'What was done before',
      history.length === 0 ? ['  nothing is recorded'] : whatWasDone(history, looks),
    ),
  ];
}

/** WHY: why each earlier entry of a long configuration does not mean the role would bury what does. */
function whatIsAllowed(role: string, explanation: RoleExplanation): readonly string[] {
  const [, ...configured] = renderRoleExplanation(role, { ...explanation, passed: [] });
  const { length } = explanation.passed;
  if (length === 0) return configured;
  const earlier = length === 1 ? 'the entry before it does' : `the ${length} entries before it do`;
  return [...configured, `${earlier} not mean this role, \`trustwarden config explain\` says why`];
}

function whoGetsIn({ policy, admitted, plan }: ExplanationPage): string[] {
  if (admitted.length === 0) return ['  no statement lets a GitLab pipeline in'];
  return admitted.flatMap((each) => {
    const { statement, issuer, allowed } = each;
    const sid = policy.statements[statement]?.sid;
    const findings = plan.findings.filter(
      (found) => found.statement === statement && found.issuer === issuer,
    );
    const name = sid === undefined ? `statement ${statement}` : `statement ${statement} \`${sid}\``;
    const inside = allowed.flatMap(({ entry, witness }) =>
      witness === null ? [] : [`    allowed: ${describeEntry(entry)}`, `      ${describeToken(witness)}`],
    );
    const said = findings.flatMap(describeFinding);
    const nobody =
      inside.length === 0 && said.length === 0 ? ['    nobody whom the configuration names'] : [];
    return [`  ${name}, tokens of ${issuer}:`, ...inside, ...said, ...nobody];
  });
}

function describeFinding({ id, severity, message, witness, requires }: Finding): string[] {
  const needs = requires.length === 0 ? '' : `, if ${requires.join(' and ')} can be met`;
  return [
    `    ${severity === null ? 'to know' : `not allowed (${severity})`}, ${id}: ${message}`,
    ...(witness === undefined ? [] : [`      ${describeToken(witness)}${needs}`]),
  ];
}

function describeToken(claims: Claims): string {
  return Object.entries(claims)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

const DEEDS: Readonly<Record<Plan['remedy'], string>> = {
  none: 'nothing: it lets in nobody who is not allowed',
  narrow: 'narrow: the statements that let too many in are written anew',
  quarantine: 'quarantine: GitLab pipelines are shut out',
  report: 'report: somebody has to look at it, nothing is written',
};

function whatIsDone(plan: Plan): string[] {
  const stopped = plan.stops.map(({ witness }) => `  gets in no more: ${describeToken(witness)}`);
  const kept = plan.keeps.map(({ entry, witness }) =>
    witness === null
      ? `  does not get in, and did not before: ${describeEntry(entry)}`
      : `  still gets in: ${describeToken(witness)}`,
  );
  return [`  ${DEEDS[plan.remedy]}`, ...plan.notes.map((note) => `  ${note}`), ...stopped, ...kept];
}

function change({ before, after }: Plan, { colors }: Looks): string[] {
  return after === null ? [] : renderDiff(before, after, colors).map((line) => `    ${line}`);
}

function atItsSource({ before, after }: Plan): string[] {
  const { terraform, cloudFormation } = changeAsCode(before, after ?? {});
  return ['  Terraform', ...indented(terraform), '', '  CloudFormation', ...indented(cloudFormation)];
}

function indented(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));
}

function whatWasDone(history: readonly JournalEntry[], looks: Looks): string[] {
  return history
    .flatMap((entry) => [...renderJournalEntry(entry, looks), ...renderJournalDiff(entry, looks)])
    .map((line) => `  ${line}`);
}
