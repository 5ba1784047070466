/** Characters that end a string or that nobody sees: all but letters, marks, digits, punctuation, symbols and space. */
const ESCAPED = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|\p{Default_Ignorable_Code_Point}/gu;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Returns a text in double quotes on one line, with only the escapes that HCL and YAML both read.
 *
 * WHY: no pairs of `\uNNNN` as in JSON, since HCL refuses half characters and some readers of YAML keep them apart.
 */
export function quotedText(text: string): string {
  return `"${text.replace(ESCAPED, (character) => SHORT_ESCAPES.get(character) ?? escapePoint(character))}"`;
}

function escapePoint(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const digits = point.toString(16);
  return point > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}

/** Returns a text as a string of HCL in which nothing is interpolated. */
export function hclText(text: string): string {
  return quotedText(text).replace(/[$%](?=\{)/g, '$&$&');
}

/**
 * Returns a condition value or a principal as a string of HCL, with policy variables in the provider's notation.
 *
 * AWS: the provider writes `&{` there as `${`, and only there.
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document.html.markdown
 */
export function hclVariableText(text: string): string {
  return hclText(text.replaceAll('${', '&{'));
}
