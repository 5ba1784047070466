/** Writes an example of the schema as a person would write it in YAML: lists and objects in one line. */
export function writeExample(example: unknown): string {
  return typeof example === 'string' ? example : writeFlow(example);
}

function writeFlow(example: unknown): string {
  if (Array.isArray(example)) return `[${example.map(writeFlow).join(', ')}]`;
  if (typeof example === 'string') return example.includes(',') ? `'${example}'` : example;
  if (typeof example !== 'object' || example === null) return String(example);
  const pairs = Object.entries(example).map(([key, value]) => `${key}: ${writeFlow(value)}`);
  return `{ ${pairs.join(', ')} }`;
}

/** Lists the names of the schema from which one is to be chosen. */
export function writeOptions(options: readonly unknown[]): string {
  const shown = options.map((option) => `\`${String(option)}\``);
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`;
}
