import { createHash } from 'node:crypto';
import { canonicalText, type Json, type JsonObject } from '../../policies/index.ts';
import type { RuleId } from './rules.ts';

/** What makes an entry of a report the same one in the next run. */
export interface Identity {
  /** ARN of the role, or the file where no role is known. */
  readonly owner: string;
  readonly rule: RuleId;
  readonly issuer: string;
  /** The canonical text of the statement; empty where it is about none. */
  readonly statement: string;
}

const DIGITS = 32;

/**
 * Gives the entries of one report their fingerprints.
 *
 * A fingerprint says nothing of lines or of the position of a statement, so that one that moves keeps it. Of
 * equal ones, all but the first carry a counter.
 */
export class Fingerprints {
  readonly #given = new Map<string, number>();

  of({ owner, rule, issuer, statement }: Identity): string {
    const hash = createHash('sha256')
      .update(JSON.stringify([owner, rule, issuer, statement]))
      .digest('hex');
    const short = hash.slice(0, DIGITS);
    const count = (this.#given.get(short) ?? 0) + 1;
    this.#given.set(short, count);
    return count === 1 ? short : `${short}-${count}`;
  }
}

/** Returns the text that statements share exactly when IAM means the same by them; empty where there is none. */
export function statementText(document: JsonObject, index: number): string {
  const statements: readonly (Json | undefined)[] = [document['Statement']].flat();
  const statement = statements[index];
  return statement === undefined ? '' : canonicalText({ Statement: [statement] });
}
