import { decodeTrustPolicy } from '../document/decode.ts';
import type { JsonObject } from '../document/json.ts';
import { changedStatements } from './changed-statements.ts';
import { renderCloudFormation } from './cloud-formation.ts';
import { renderTerraform } from './terraform.ts';

/** What stands for a document that is no trust policy. */
const NO_STATEMENTS: JsonObject = { Version: '2012-10-17', Statement: [] };

/** The same change at its source, so that the next `apply` or stack update does not undo it. */
export interface SourceChange {
  /** A data source of the kind `aws_iam_policy_document`, as `terraform fmt` would leave it. */
  readonly terraform: string;
  /** The property `AssumeRolePolicyDocument` of a template in YAML. */
  readonly cloudFormation: string;
}

/**
 * Writes the statements that a rewrite changes as Terraform and as CloudFormation.
 *
 * Both say in comments which statements of the old document they replace, which to remove, and which stay.
 * Whatever the documents hold is text there: it is never interpolated, ends no string, no comment and no line,
 * and no character of it is hidden. What cannot be written so is named in a comment above the statement. Where
 * one of the two is no trust policy there is nothing to say.
 *
 * @param before - the trust policy as the source has it now
 * @param after - the trust policy that the source should lead to
 */
export function changeAsCode(before: JsonObject, after: JsonObject): SourceChange {
  const [old, current] = [decodeTrustPolicy(before), decodeTrustPolicy(after)];
  if (!old.ok || !current.ok) return changeAsCode(NO_STATEMENTS, NO_STATEMENTS);
  const changes = changedStatements(old.policy.statements, current.policy.statements);
  return {
    terraform: renderTerraform(changes, current.policy.hasVariables),
    cloudFormation: renderCloudFormation(changes, current.policy.json),
  };
}
