import { boxesFor, type Box } from '../acceptance/boxes.ts';
import { decodeTrustPolicy } from '../document/decode.ts';
import type { JsonObject } from '../document/json.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import type { Intent } from '../intent/intent.ts';
import type { Purse } from '../patterns/search.ts';
import { isCompliant } from '../verdict/judge.ts';

/** What all statements of one document are narrowed with; they share what the work may cost. */
export interface Task {
  readonly policy: TrustPolicy;
  readonly intent: Intent;
  readonly role: string;
  readonly purse: Purse;
  /** Whether nothing of what is owed gets in by any statement, so that all are narrowed to what is allowed beyond it. */
  readonly isBeyondOwed?: boolean;
  /** Whether the document has to be short, so that no ids are asked for but those that are required. */
  readonly isTight?: boolean;
  /** Whether the usual forms are narrowed and judged the long way as well. */
  readonly takesLongWay?: boolean;
}

/** Reads a statement on its own as the tokens of one issuer meet it. */
export function onlyBox(policy: TrustPolicy, statement: JsonObject, issuer: string): Box | undefined {
  const alone = decodeTrustPolicy({ ...policy.json, Statement: [statement] });
  return alone.ok ? boxesFor(alone.policy, issuer, undefined).allows[0] : undefined;
}

/** Tells whether the intent allows every token that a statement on its own lets in. */
export function isInsideIntent(task: Task, statement: JsonObject): boolean {
  const { policy, intent, role, purse, takesLongWay = false } = task;
  const alone = decodeTrustPolicy({ ...policy.json, Statement: [statement] });
  return alone.ok && isCompliant(alone.policy, intent, { role, purse, takesLongWay });
}
