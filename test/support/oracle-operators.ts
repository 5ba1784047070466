import { globMatches, type Wanted } from './oracle-glob.ts';
import { every, type Truth } from './oracle-truth.ts';

/** How one operator compares. */
export interface OracleOperator {
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
  return globMatches(wanted, given);
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

function boolean(wanted: Wanted, given: string): Truth {
  const text = textOf(wanted);
  return /^(true|false)$/.test(text) && /^(true|false)$/.test(given) ? text === given : undefined;
}

const unsaid = (): Truth => undefined;

const row = (
  meets: OracleOperator['meets'],
  isNegated: boolean,
  takesVariables: boolean,
): OracleOperator => ({ isNegated, takesVariables, meets });

function number(compare: (given: number, wanted: number) => boolean, isNegated: boolean): OracleOperator {
  const meets = (wanted: Wanted, given: string): Truth => {
    const text = textOf(wanted);
    return isNumber(text) && isNumber(given) ? compare(Number(given), Number(text)) : undefined;
  };
  return row(meets, isNegated, false);
}

/** AWS: reference_policies_elements_condition_operators, one row each. */
export const OPERATORS: Readonly<Record<string, OracleOperator>> = {
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
  NumericEquals: number((given, wanted) => given === wanted, false),
  NumericNotEquals: number((given, wanted) => given === wanted, true),
  NumericLessThan: number((given, wanted) => given < wanted, false),
  NumericLessThanEquals: number((given, wanted) => given <= wanted, false),
  NumericGreaterThan: number((given, wanted) => given > wanted, false),
  NumericGreaterThanEquals: number((given, wanted) => given >= wanted, false),
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
