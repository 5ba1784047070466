import { createScanner, visit } from 'jsonc-parser';
import type { Place, RepeatedKey } from './place.ts';

interface OpenPlace {
  readonly offset: number;
  readonly parts: Map<string | number, Place>;
  repeated?: RepeatedKey;
}

interface Container {
  readonly place: OpenPlace;
  readonly isObject: boolean;
  /** Of the value that comes next; `undefined` where a key comes next. */
  key: string | number | undefined;
}

const NO_PARTS: ReadonlyMap<string | number, Place> = new Map();

/**
 * Returns the places of all values of a JSON text.
 *
 * WHY: values come from `JSON.parse`, and places from here: so a value is never other than the runtime reads it.
 *
 * @param text - a text that `JSON.parse` accepts
 */
export function placesOfJson(text: string): Place {
  const scanner = createScanner(text, true);
  const open: Container[] = [];
  let root: Place | undefined;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const around = open.at(-1);
    switch (text.charAt(offset)) {
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        if (around !== undefined) around.key = typeof around.key === 'number' ? around.key + 1 : undefined;
        break;
      case ':':
        break;
      default: {
        if (around?.isObject === true && around.key === undefined) {
          setKey(around, scanner.getTokenValue(), offset);
          break;
        }
        const container = toContainer(text.charAt(offset), offset);
        const place = container?.place ?? { offset, parts: NO_PARTS };
        around?.place.parts.set(around.key ?? 0, place);
        root ??= place;
        if (container !== undefined) open.push(container);
      }
    }
  }
  return root ?? { offset: 0, parts: NO_PARTS };
}

/** Returns where a text stops being JSON, from 1; `undefined` where that is not found. */
export function faultOfJson(text: string): { readonly line: number; readonly column: number } | undefined {
  let first: { line: number; column: number } | undefined;
  try {
    visit(
      text,
      {
        onError: (_error, _offset, _length, line, column) => {
          first ??= { line: line + 1, column: column + 1 };
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    // WHY: the library recurses, and a text may nest as deep as it is long.
    if (!(error instanceof RangeError)) throw error;
  }
  return first;
}

function setKey(container: Container, key: string, offset: number): void {
  if (container.place.parts.has(key)) container.place.repeated ??= { key, offset };
  container.key = key;
}

function toContainer(start: string, offset: number): Container | undefined {
  if (start !== '{' && start !== '[') return undefined;
  const isObject = start === '{';
  return { place: { offset, parts: new Map() }, isObject, key: isObject ? undefined : 0 };
}
