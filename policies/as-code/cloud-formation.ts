import { member, type JsonObject } from '../document/json.ts';
import type { Statement } from '../document/trust-policy.ts';
import type { StatementChanges } from './changed-statements.ts';
import { commentOnOrigin, commentsOnOld } from './comments.ts';
import { indented } from './lines.ts';
import { quotedText } from './quoted-text.ts';
import { yamlLines } from './yaml.ts';

/** Renders changed statements of a document as the property `AssumeRolePolicyDocument` of a template in YAML. */
export function renderCloudFormation(changes: StatementChanges, document: JsonObject): string {
  const version = member(document, 'Version');
  const statements = changes.written.flatMap((written) => [
    commentOnOrigin(written, quotedText),
    ...caveats(written.statement),
    ...yamlLines([written.statement.json]),
  ]);
  const body = [
    ...(version === undefined ? [] : yamlLines({ Version: version })),
    'Statement:',
    ...indented([...commentsOnOld(changes, quotedText), ...statements]),
  ];
  return ['AssumeRolePolicyDocument:', ...indented(body)].join('\n');
}

/**
 * AWS: dynamic references and intrinsic functions work in every property, and nothing keeps them from it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
function caveats({ json }: Statement): string[] {
  const [text, key] = /\{\{resolve:|"(Ref|Fn::\w+)":/.exec(JSON.stringify(json)) ?? [];
  return text === undefined
    ? []
    : [`# CloudFormation acts on ${quotedText(key ?? text)} in this statement: do not deploy it as it is`];
}
