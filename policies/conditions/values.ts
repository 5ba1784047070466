import type { KeyKind } from '../claims/keys.ts';
import { codePointsOf, RUN, wildcardElements } from '../patterns/pattern.ts';
import type { Doubt } from './doubt.ts';

/** What one value of a condition says of its own key. */
export type Value =
  /** Compares the key with itself: matches whatever the key holds. */
  | { readonly kind: 'always' }
  /** Demands more characters than the key has. */
  | { readonly kind: 'never' }
  /** Elements of a pattern; with a doubt where a policy variable stands whose text is not known. */
  | {
      readonly kind: 'elements';
      readonly elements: readonly number[];
      readonly doubt: Doubt | undefined;
      /** Names of the variables in doubt. */
      readonly variables: readonly string[];
    };

/** What a value is read with. */
export interface ValueReader {
  /** Whether the document's version has policy variables. */
  readonly hasVariables: boolean;
  /** Whether `*` and `?` are wildcards under the operator. */
  readonly hasWildcards: boolean;
  /** The condition's own key, in lower case. */
  readonly key: string;
  kindOf(key: string): KeyKind;
}

type Piece =
  | { readonly elements: readonly number[] }
  | { readonly self: true }
  | { readonly doubt: Doubt; readonly variable: string };

/**
 * Reads one value of a string or ARN operator: wildcards, the escapes for `*`, `?` and `$`, and policy variables.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readValue(text: string, reader: ValueReader): Value {
  if (!reader.hasVariables || !text.includes('${')) {
    return { kind: 'elements', elements: plain(text, reader), doubt: undefined, variables: [] };
  }
  const pieces = readPieces(text, reader);
  const selves = pieces.filter((piece) => 'self' in piece).length;
  if (selves > 0) return readSelfReference(pieces, selves);
  const elements = pieces.flatMap((piece) => ('elements' in piece ? piece.elements : [RUN]));
  const doubtful = pieces.filter((piece) => 'doubt' in piece);
  const isUnknown = doubtful.some((piece) => piece.doubt === 'unknown');
  const variables = doubtful.map((piece) => piece.variable);
  return { kind: 'elements', elements, doubt: isUnknown ? 'unknown' : doubtful[0]?.doubt, variables };
}

const UNKNOWN_VALUE: Value = { kind: 'elements', elements: [RUN], doubt: 'unknown', variables: [] };

/** WHY: the key equals itself with something around it only if that something can be empty. */
function readSelfReference(pieces: readonly Piece[], selves: number): Value {
  if (pieces.some((piece) => 'doubt' in piece)) return UNKNOWN_VALUE;
  const canBeEmpty = pieces.every(
    (piece) => !('elements' in piece) || piece.elements.every((each) => each === RUN),
  );
  return selves === 1 && canBeEmpty ? { kind: 'always' } : { kind: 'never' };
}

function plain(text: string, { hasWildcards }: ValueReader): number[] {
  return hasWildcards ? wildcardElements(text) : codePointsOf(text);
}

function readPieces(text: string, reader: ValueReader): Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (let open = rest.indexOf('${'); open >= 0; open = rest.indexOf('${')) {
    const close = rest.indexOf('}', open);
    if (close < 0) return [...pieces, { doubt: 'unknown', variable: '' }];
    pieces.push(
      { elements: plain(rest.slice(0, open), reader) },
      readVariable(rest.slice(open + 2, close), reader),
    );
    rest = rest.slice(close + 1);
  }
  pieces.push({ elements: plain(rest, reader) });
  return pieces;
}

function readVariable(inside: string, reader: ValueReader): Piece {
  if (inside === '*' || inside === '?' || inside === '$') return { elements: codePointsOf(inside) };
  const comma = inside.indexOf(',');
  const name = (comma < 0 ? inside : inside.slice(0, comma)).trim();
  if (name.toLowerCase() === reader.key) return { self: true };
  const kind = reader.kindOf(name).kind;
  if (kind === 'absent') return readDefault(name, comma < 0 ? undefined : inside.slice(comma + 1), reader);
  return { doubt: kind === 'unknown' || kind === 'callers' ? 'requires' : 'unknown', variable: name };
}

/** AWS: a default stands in single quotes; whether `*` in it is a wildcard is not documented. */
function readDefault(variable: string, text: string | undefined, reader: ValueReader): Piece {
  const quoted = text?.trim() ?? '';
  if (quoted.length < 2 || !quoted.startsWith("'") || !quoted.endsWith("'"))
    return { doubt: 'unknown', variable };
  const inside = quoted.slice(1, -1);
  if (reader.hasWildcards && (inside.includes('*') || inside.includes('?')))
    return { doubt: 'unknown', variable };
  return { elements: codePointsOf(inside) };
}
