import { UsageError } from './errors.ts';

/**
 * Refuses what is not the ARN of a role.
 *
 * @throws UsageError
 */
export function assertRoleArn(text: string): void {
  if (/^arn:[^:]+:iam::[0-9]{12}:role\/./.test(text)) return;
  throw new UsageError(
    `${JSON.stringify(text)} is not the ARN of a role, write it like \`arn:aws:iam::111122223333:role/deploy\``,
  );
}
