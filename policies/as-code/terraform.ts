import type { Condition, Statement } from '../document/trust-policy.ts';
import type { StatementChanges, WrittenStatement } from './changed-statements.ts';
import { commentOnOrigin, commentsOnOld } from './comments.ts';
import { indented, paragraphs } from './lines.ts';
import { hclText, hclVariableText } from './quoted-text.ts';

/**
 * Renders changed statements as a data source `aws_iam_policy_document`.
 *
 * @param hasVariables - whether `${…}` is a policy variable in the document; the data source takes it for one
 * unless its `version` says otherwise
 */
export function renderTerraform(changes: StatementChanges, hasVariables: boolean): string {
  const version = hasVariables ? [] : attributes(['version', '"2008-10-17"']);
  const comments = commentsOnOld(changes, hclText);
  const statements = changes.written.map((written) => statementLines(written, hasVariables));
  const body = paragraphs([version, comments, ...statements]);
  return block('data "aws_iam_policy_document" "trust"', body).join('\n');
}

function statementLines(written: WrittenStatement, hasVariables: boolean): string[] {
  const { statement } = written;
  const valueText = hasVariables ? hclVariableText : hclText;
  const body = paragraphs([
    ownAttributes(statement),
    ...principalBlocks(statement, valueText),
    ...statement.conditions.map((condition) => conditionBlock(condition, valueText)),
  ]);
  return [commentOnOrigin(written, hclText), ...caveats(statement), ...block('statement', body)];
}

function ownAttributes({ sid, effect, action }: Statement): string[] {
  const actions: Attribute = [action.negated ? 'not_actions' : 'actions', action.patterns.map(hclText)];
  const rest: Attribute[] = [['effect', hclText(effect)], actions];
  return attributes(...(sid === undefined ? rest : [['sid', hclText(sid)] as const, ...rest]));
}

function principalBlocks({ principal }: Statement, valueText: (text: string) => string): string[][] {
  const types = [...new Set(principal.principals.map(({ type }) => type))];
  return types.map((type) => {
    const values = principal.principals.filter((each) => each.type === type).map(({ value }) => value);
    const body = attributes(['type', hclText(type)], ['identifiers', values.map(valueText)]);
    return block(principal.negated ? 'not_principals' : 'principals', body);
  });
}

function conditionBlock({ operator, key, values }: Condition, valueText: (text: string) => string): string[] {
  return block(
    'condition',
    attributes(['test', hclText(operator)], ['variable', hclText(key)], ['values', values.map(valueText)]),
  );
}

/** Says in comment lines what the data source cannot express. */
function caveats({ principal, conditions, unknownElements }: Statement): string[] {
  const values = [
    ...principal.principals.map(({ value }) => value),
    ...conditions.flatMap((each) => each.values),
  ];
  const unknown = unknownElements.map((name) => `${hclText(name)} is left out here`);
  const changed = values.some((value) => value.includes('&{')) ? ['the provider takes "&{" for "${"'] : [];
  return [...unknown, ...changed].map((caveat) => `# ${caveat}: write this statement with jsonencode`);
}

/** The name of an argument and its value, or its values where it takes a list. */
type Attribute = readonly [name: string, value: string | readonly string[]];

/** WHY: as `terraform fmt` aligns them, where only the last one goes over several lines. */
function attributes(...all: readonly Attribute[]): string[] {
  const isLong = ([, value]: Attribute): boolean => typeof value !== 'string' && value.length > 1;
  const width = Math.max(...all.map((each) => (isLong(each) ? 0 : each[0].length)));
  return all.flatMap(([name, value]) => {
    const start = `${name.padEnd(width)} =`;
    if (typeof value === 'string') return [`${start} ${value}`];
    if (value.length <= 1) return [`${start} [${value.join('')}]`];
    return [`${name} = [`, ...indented(value.map((each) => `${each},`)), ']'];
  });
}

function block(header: string, body: readonly string[]): string[] {
  return [`${header} {`, ...indented(body), '}'];
}
