/** What an operator compares: how a value of the request meets one value of the policy. */
export type Comparison =
  | 'equals'
  | 'equals-ignoring-case'
  | 'like'
  | 'arn'
  | 'number'
  | 'boolean'
  | 'presence'
  /** Dates, addresses and bytes: no claim of a GitLab token is one. */
  | 'opaque';

/** One row of the table of operators. */
export interface OperatorRow {
  readonly name: string;
  readonly comparison: Comparison;
  /** Whether it holds when no value matches, and so also when the key is missing. */
  readonly negated: boolean;
  /** For numbers: whether the request's value meets the policy's. */
  readonly meets?: (given: number, wanted: number) => boolean;
}

const equalNumbers = (given: number, wanted: number): boolean => given === wanted;

/** AWS: every condition operator (reference_policies_elements_condition_operators); names are data here. */
export const OPERATORS: readonly OperatorRow[] = [
  { name: 'StringEquals', comparison: 'equals', negated: false },
  { name: 'StringNotEquals', comparison: 'equals', negated: true },
  { name: 'StringEqualsIgnoreCase', comparison: 'equals-ignoring-case', negated: false },
  { name: 'StringNotEqualsIgnoreCase', comparison: 'equals-ignoring-case', negated: true },
  { name: 'StringLike', comparison: 'like', negated: false },
  { name: 'StringNotLike', comparison: 'like', negated: true },
  { name: 'ArnEquals', comparison: 'arn', negated: false },
  { name: 'ArnLike', comparison: 'arn', negated: false },
  { name: 'ArnNotEquals', comparison: 'arn', negated: true },
  { name: 'ArnNotLike', comparison: 'arn', negated: true },
  { name: 'NumericEquals', comparison: 'number', negated: false, meets: equalNumbers },
  { name: 'NumericNotEquals', comparison: 'number', negated: true, meets: equalNumbers },
  { name: 'NumericLessThan', comparison: 'number', negated: false, meets: (given, wanted) => given < wanted },
  {
    name: 'NumericLessThanEquals',
    comparison: 'number',
    negated: false,
    meets: (given, wanted) => given <= wanted,
  },
  {
    name: 'NumericGreaterThan',
    comparison: 'number',
    negated: false,
    meets: (given, wanted) => given > wanted,
  },
  {
    name: 'NumericGreaterThanEquals',
    comparison: 'number',
    negated: false,
    meets: (given, wanted) => given >= wanted,
  },
  { name: 'DateEquals', comparison: 'opaque', negated: false },
  { name: 'DateNotEquals', comparison: 'opaque', negated: true },
  { name: 'DateLessThan', comparison: 'opaque', negated: false },
  { name: 'DateLessThanEquals', comparison: 'opaque', negated: false },
  { name: 'DateGreaterThan', comparison: 'opaque', negated: false },
  { name: 'DateGreaterThanEquals', comparison: 'opaque', negated: false },
  { name: 'Bool', comparison: 'boolean', negated: false },
  { name: 'BinaryEquals', comparison: 'opaque', negated: false },
  { name: 'IpAddress', comparison: 'opaque', negated: false },
  { name: 'NotIpAddress', comparison: 'opaque', negated: true },
  { name: 'Null', comparison: 'presence', negated: false },
];

export type SetOperator = 'ForAnyValue' | 'ForAllValues';

/** A condition operator as it stands in a policy, taken apart. */
export interface Operator {
  readonly row: OperatorRow;
  readonly setOperator: SetOperator | undefined;
  readonly ifExists: boolean;
  /**
   * Whether the name has the documented case. AWS does not document what another case means: what such an
   * operator lets in counts as let in, what it keeps out counts as unknown.
   */
  readonly exactCase: boolean;
}

const ROWS = new Map(OPERATORS.map((row) => [row.name.toLowerCase(), row]));
const SET_OPERATORS: readonly SetOperator[] = ['ForAnyValue', 'ForAllValues'];
const IF_EXISTS = 'IfExists';

/** Takes an operator's name apart; `undefined` for a name that IAM does not have. */
export function parseOperator(name: string): Operator | undefined {
  // WHY: nearly every name is spelt as documented, and there are not many.
  return DOCUMENTED.get(name) ?? takeApart(name);
}

function takeApart(name: string): Operator | undefined {
  const lower = name.toLowerCase();
  const setOperator = SET_OPERATORS.find((prefix) => lower.startsWith(`${prefix.toLowerCase()}:`));
  const unprefixed = setOperator === undefined ? lower : lower.slice(setOperator.length + 1);
  const ifExists = unprefixed.endsWith(IF_EXISTS.toLowerCase());
  const row = ROWS.get(ifExists ? unprefixed.slice(0, -IF_EXISTS.length) : unprefixed);
  if (row === undefined) return undefined;
  if (row.comparison === 'presence' && (ifExists || setOperator !== undefined)) return undefined;
  const exact = `${setOperator === undefined ? '' : `${setOperator}:`}${row.name}${ifExists ? IF_EXISTS : ''}`;
  return { row, setOperator, ifExists, exactCase: exact === name };
}

const DOCUMENTED = new Map(
  OPERATORS.flatMap(({ name }) => ['', 'ForAnyValue:', 'ForAllValues:'].map((prefix) => prefix + name))
    .flatMap((name) => [name, name + IF_EXISTS])
    .map((name) => [name, takeApart(name)]),
);
