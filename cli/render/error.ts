// WHY: past the door of the core, all of which would be loaded at each start.
import { visibleText } from '../../policies/document/visible-text.ts';
import { UsageError } from '../errors.ts';
import { describeError } from './outcome.ts';

/**
 * Says what went wrong, in lines.
 *
 * @param debug - whether to say where in the code it comes from, where the user cannot mend it
 * @param subject - what each line of it begins with
 */
export function explainError(error: unknown, debug = false, subject = 'trustwarden'): readonly string[] {
  const said = describeError(error).split('\n');
  const stack = debug && error instanceof Error && !(error instanceof UsageError) ? stackOf(error) : [];
  return [...said.map((line) => `${subject}: ${line}`), ...stack].map(visibleText);
}

function stackOf(error: Error): readonly string[] {
  return (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
}
