import type { Json, JsonObject } from '../../policies/index.ts';
import { plain, type Wanted } from './oracle-glob.ts';
import { OPERATORS } from './oracle-operators.ts';
import { not, some, type Truth } from './oracle-truth.ts';

/** Reads what may stand without brackets as a list. */
export function many(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/** Says for each condition of a statement whether it holds for the keys of a request. */
export function conditionTruths(
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
