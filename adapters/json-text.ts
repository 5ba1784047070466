/** A JSON object as `JSON.parse` returns it; read its members with {@link own}. */
export type ParsedObject = Readonly<Record<string, unknown>>;

/** Tells whether a value is a JSON object: neither `null` nor an array. */
export function isObject(value: unknown): value is ParsedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns an object's own member, or `undefined`; never what the prototype chain holds. */
export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Returns an object's own member where it is a text with something in it, else `undefined`. */
export function ownText(value: unknown, key: string): string | undefined {
  const found = own(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** Removes the byte order mark that some editors put in front of a text. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
