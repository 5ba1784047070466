import type { Json, JsonObject } from '../../policies/index.ts';
import { globMatches } from './oracle-tokens.ts';

/**
 * What STS says by the documentation; `undocumented` where no page says it, so that nothing is to be compared.
 */
export type Answer = 'allow' | 'deny' | 'undocumented';

/** Who calls STS: a GitLab job (or another web identity), or a principal that presents no web identity. */
export type Caller =
  | { readonly type: 'web'; readonly issuer: string; readonly claims: Readonly<Record<string, string>> }
  | { readonly type: 'AWS' | 'Service' | 'SAML'; readonly value: string };

/** Values of the condition keys that are not the token's, by key in lower case; a key that is not there is absent. */
export type Surroundings = ReadonlyMap<string, string>;

/** The truth of one part of a policy; `undefined` where no page tells it. */
type Truth = boolean | undefined;

const ACTIONS = {
  web: 'sts:AssumeRoleWithWebIdentity',
  AWS: 'sts:AssumeRole',
  Service: 'sts:AssumeRole',
  SAML: 'sts:AssumeRoleWithSAML',
} as const;

/** AWS: condition-keys-wif; the nine claims that only the provider `gitlab.com` has as keys. */
const GITLAB_COM_KEYS =
  'project_id namespace_id user_id user_login user_email user_access_level ref_protected pipeline_source runner_environment';

/**
 * Evaluates a trust policy for one request, straight from its JSON, as the documentation of IAM says.
 *
 * @param account - the role's account, in which STS looks for the OIDC provider
 */
export function stsAnswer(
  document: JsonObject,
  caller: Caller,
  account: string,
  surroundings: Surroundings,
): Answer {
  const keys = new Map([...surroundings].filter(([key]) => isInRequest(key, caller)));
  if (caller.type === 'web') {
    for (const [name, value] of Object.entries(caller.claims)) {
      if (isFilled(name, caller.issuer)) keys.set(`${caller.issuer}:${name}`.toLowerCase(), value);
    }
  }
  const hasVariables = document['Version'] === '2012-10-17';
  const truths = { Allow: [] as Truth[], Deny: [] as Truth[] };
  for (const statement of many(document['Statement']) as JsonObject[]) {
    truths[statement['Effect'] as 'Allow' | 'Deny'].push(
      every([
        isCaller(statement, caller, account),
        isAction(statement, ACTIONS[caller.type]),
        isUsual(statement) ? true : undefined,
        ...conditionTruths(statement, keys, hasVariables),
      ]),
    );
  }
  const answer = every([some(truths.Allow), not(some(truths.Deny))]);
  if (answer === undefined) return 'undocumented';
  return answer ? 'allow' : 'deny';
}

/** Tells whether a key that is not a known claim can be there: those of another issuer never are. */
function isInRequest(key: string, caller: Caller): boolean {
  if (key.startsWith('aws:') || key.startsWith('sts:')) return true;
  return caller.type === 'web' && key.slice(0, key.lastIndexOf(':')) === caller.issuer;
}

/** Tells whether STS makes a condition key of a claim. */
function isFilled(name: string, issuer: string): boolean {
  if (name === 'sub' || name === 'aud') return true;
  return issuer === 'gitlab.com' && GITLAB_COM_KEYS.split(' ').includes(name);
}

function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function many(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function isUsual(statement: JsonObject): boolean {
  const usual = ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Condition', 'NotPrincipal'];
  return Object.keys(statement).every((name) => usual.includes(name));
}

function isCaller(statement: JsonObject, caller: Caller, account: string): Truth {
  const principal = statement['Principal'];
  // AWS: what NotPrincipal does to a web identity is said nowhere.
  if (principal === undefined) return undefined;
  if (principal === '*') {
    if (caller.type !== 'web') return true;
    return statement['Effect'] === 'Deny' ? true : undefined;
  }
  const truths = Object.entries(principal as JsonObject).flatMap(([type, values]) =>
    many(values).map((value) => isPrincipal(type, value as string, caller, account)),
  );
  return some(truths);
}

function isPrincipal(type: string, value: string, caller: Caller, account: string): Truth {
  if (!['AWS', 'Federated', 'Service', 'CanonicalUser'].includes(type)) return undefined;
  if (caller.type === 'web') return type === 'Federated' ? isProvider(value, caller.issuer, account) : false;
  if (caller.type === 'SAML') return type === 'Federated' && value === caller.value;
  if (type !== caller.type) return false;
  return value === caller.value || (type === 'AWS' && value === '*');
}

/** AWS: the provider is looked up in the role's account; part of an ARN is no place for a wildcard. */
function isProvider(value: string, issuer: string, account: string): Truth {
  if (value === `arn:aws:iam::${account}:oidc-provider/${issuer}`) return true;
  if (/[*?]/.test(value)) return undefined;
  if (value.toLowerCase() === `arn:aws:iam::${account}:oidc-provider/${issuer}`.toLowerCase())
    return undefined;
  const parts = /^arn:[^:]*:iam::([^:]*):oidc-provider\/(.*)$/s.exec(value);
  if (parts === null) return value === issuer ? undefined : false;
  // AWS: no page says what a provider of another account or partition lets in; it should be nothing.
  return parts[2]?.toLowerCase() === issuer.toLowerCase() ? undefined : false;
}

function isAction(statement: JsonObject, action: string): Truth {
  const isListed = (name: string): boolean =>
    many(statement[name]).some((each) => globMatches((each as string).toLowerCase(), action.toLowerCase()));
  return statement['Action'] === undefined ? !isListed('NotAction') : isListed('Action');
}

function conditionTruths(
  statement: JsonObject,
  keys: ReadonlyMap<string, string>,
  hasVariables: boolean,
): Truth[] {
  return Object.entries((statement['Condition'] ?? {}) as JsonObject).flatMap(([operator, block]) =>
    Object.entries(block as JsonObject).map(([key, values]) =>
      conditionTruth(operator, keys.get(key.toLowerCase()), many(values), keys, hasVariables),
    ),
  );
}

const OPERATOR_NAME = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/;

function conditionTruth(
  name: string,
  given: string | undefined,
  values: readonly Json[],
  keys: ReadonlyMap<string, string>,
  hasVariables: boolean,
): Truth {
  const [, set, base, ifExists] = OPERATOR_NAME.exec(name) ?? [];
  const operator = Object.hasOwn(OPERATORS, base ?? '') ? OPERATORS[base ?? ''] : undefined;
  if (operator === undefined) return undefined;
  if (base === 'Null') {
    if (set !== undefined || ifExists !== undefined) return undefined;
    return some(values.map((value) => isNull(textOfValue(value), given)));
  }
  if (given === undefined) {
    if (ifExists !== undefined || set === 'ForAllValues') return true;
    return set === 'ForAnyValue' ? false : operator.isNegated;
  }
  const truths = values.map((value) => {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) return undefined;
    const text = textOfValue(value);
    const wanted = operator.takesVariables && hasVariables ? resolve(text, keys) : plain(text);
    return wanted === undefined ? undefined : operator.meets(wanted, given);
  });
  const met = some(truths);
  return operator.isNegated ? not(met) : met;
}

/** AWS: quotes around numbers and booleans are optional. */
function textOfValue(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isNull(value: string, given: string | undefined): Truth {
  if (value !== 'true' && value !== 'false') return undefined;
  return (value === 'true') === (given === undefined);
}

/** A condition value as a list of characters; a wildcard and the same character written literally differ. */
type Wanted = readonly { readonly character: string; readonly isLiteral: boolean }[];

function plain(text: string): Wanted {
  return Array.from(text, (character) => ({ character, isLiteral: false }));
}

/** Expands policy variables; `undefined` where no page says what becomes of the value. */
function resolve(text: string, keys: ReadonlyMap<string, string>): Wanted | undefined {
  const wanted: Wanted[number][] = [];
  const put = (value: string, isLiteral: boolean): void => {
    for (const character of value) wanted.push({ character, isLiteral });
  };
  for (const part of text.split(/(\$\{[^{}]*\})/)) {
    const variable = /^\$\{([^{}]*)\}$/.exec(part)?.[1];
    if (variable === undefined) {
      if (part.includes('${')) return undefined;
      put(part, false);
    } else if (['*', '?', '$'].includes(variable)) {
      put(variable, true);
    } else {
      const [, key, fallback] = /^([^\s,']+)(?:, '([^']*)')?$/.exec(variable) ?? [];
      const value = keys.get(key?.toLowerCase() ?? '') ?? fallback;
      if (key === undefined || value === undefined || /[*?$]/.test(value)) return undefined;
      put(value, true);
    }
  }
  return wanted;
}

interface OracleOperator {
  readonly isNegated: boolean;
  readonly takesVariables: boolean;
  readonly meets: (wanted: Wanted, given: string) => Truth;
}

const textOf = (wanted: Wanted): string => wanted.map(({ character }) => character).join('');

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const isAscii = (text: string): boolean => Array.from(text).every((character) => character < '\u0080');

const equals = (wanted: Wanted, given: string): Truth => textOf(wanted) === given;

function equalsIgnoringCase(wanted: Wanted, given: string): Truth {
  const text = textOf(wanted);
  if (!isAscii(text) || !isAscii(given)) return text === given ? true : undefined;
  return lower(text) === lower(given);
}

function like(wanted: Wanted, given: string): Truth {
  // AWS: whether `?` is one code point or one half of a surrogate pair is said nowhere.
  if (/[\uD800-\uDFFF]/.test(given)) return undefined;
  return globMatchesWanted(wanted, given);
}

/** Walks the table of "the first i characters of the pattern match the first j of the text". */
function globMatchesWanted(wanted: Wanted, given: string): boolean {
  let row = [true, ...Array.from(given, () => false)];
  for (const { character, isLiteral } of wanted) {
    const next: boolean[] = [];
    for (let column = 0; column <= given.length; column++) {
      const one = column > 0 && row[column - 1] === true;
      if (character === '*' && !isLiteral)
        next.push(row[column] === true || (column > 0 && next[column - 1] === true));
      else if (character === '?' && !isLiteral) next.push(one);
      else next.push(one && given[column - 1] === character);
    }
    row = next;
  }
  return row.at(-1) === true;
}

/** AWS: "each of the six colon-delimited components is checked separately"; what is not six is not described. */
function arn(wanted: Wanted, given: string): Truth {
  const parts: Wanted[number][][] = [[]];
  for (const each of wanted) {
    if (each.character === ':') parts.push([]);
    else parts.at(-1)?.push(each);
  }
  const givenParts = given.split(':');
  if (parts.length !== 6 || givenParts.length !== 6) return undefined;
  return every(parts.map((part, index) => like(part, givenParts[index] as string)));
}

const isNumber = (text: string): boolean => /^(0|[1-9][0-9]{0,14})$/.test(text);

function numeric(compare: (given: number, wanted: number) => boolean): OracleOperator['meets'] {
  return (wanted, given) => {
    const text = textOf(wanted);
    return isNumber(text) && isNumber(given) ? compare(Number(given), Number(text)) : undefined;
  };
}

function boolean(wanted: Wanted, given: string): Truth {
  const text = textOf(wanted);
  return /^(true|false)$/.test(text) && /^(true|false)$/.test(given) ? text === given : undefined;
}

const unsaid = (): Truth => undefined;

const row = (
  meets: OracleOperator['meets'],
  isNegated: boolean,
  takesVariables: boolean,
): OracleOperator => ({
  isNegated,
  takesVariables,
  meets,
});

/** AWS: reference_policies_elements_condition_operators, one row each. */
const OPERATORS: Readonly<Record<string, OracleOperator>> = {
  StringEquals: row(equals, false, true),
  StringNotEquals: row(equals, true, true),
  StringEqualsIgnoreCase: row(equalsIgnoringCase, false, true),
  StringNotEqualsIgnoreCase: row(equalsIgnoringCase, true, true),
  StringLike: row(like, false, true),
  StringNotLike: row(like, true, true),
  ArnEquals: row(arn, false, true),
  ArnLike: row(arn, false, true),
  ArnNotEquals: row(arn, true, true),
  ArnNotLike: row(arn, true, true),
  NumericEquals: row(
    numeric((given, wanted) => given === wanted),
    false,
    false,
  ),
  NumericNotEquals: row(
    numeric((given, wanted) => given === wanted),
    true,
    false,
  ),
  NumericLessThan: row(
    numeric((given, wanted) => given < wanted),
    false,
    false,
  ),
  NumericLessThanEquals: row(
    numeric((given, wanted) => given <= wanted),
    false,
    false,
  ),
  NumericGreaterThan: row(
    numeric((given, wanted) => given > wanted),
    false,
    false,
  ),
  NumericGreaterThanEquals: row(
    numeric((given, wanted) => given >= wanted),
    false,
    false,
  ),
  DateEquals: row(unsaid, false, false),
  DateNotEquals: row(unsaid, true, false),
  DateLessThan: row(unsaid, false, false),
  DateLessThanEquals: row(unsaid, false, false),
  DateGreaterThan: row(unsaid, false, false),
  DateGreaterThanEquals: row(unsaid, false, false),
  Bool: row(boolean, false, false),
  BinaryEquals: row(unsaid, false, false),
  IpAddress: row(unsaid, false, false),
  NotIpAddress: row(unsaid, true, false),
  Null: row(unsaid, false, false),
};
