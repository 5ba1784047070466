import { createInterface } from 'node:readline';
import type { Output } from './render/terminal.ts';

/**
 * Asks a person, on standard error, whether to go on.
 *
 * @param input - where the answer comes from, a line; none is no
 * @returns whether the answer is `yes`, and nothing else
 */
export async function isAgreed(
  question: string,
  output: Output,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<boolean> {
  output.problem(`${question} Only \`yes\` is taken for an answer:`);
  const lines = createInterface({ input, terminal: false });
  for await (const line of lines) return line.trim() === 'yes';
  return false;
}
