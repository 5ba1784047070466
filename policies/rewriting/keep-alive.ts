import { atomsOf } from '../acceptance/atoms.ts';
import { boxesByIssuer, boxesFor, type Boxes, type BoxesOf } from '../acceptance/boxes.ts';
import { decide } from '../acceptance/evaluate.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import type { Claims } from '../claims/token.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import type { AllowEntry, Intent, Issuer } from '../intent/intent.ts';
import { owedByEntry, sampleIn, type OwedTokens } from '../intent/owed.ts';
import { matches } from '../patterns/match.ts';
import type { Purse } from '../patterns/search.ts';
import { accountOf } from '../verdict/judge.ts';
import { FOR_SURE, prove } from '../verdict/question.ts';
import { subjectsOf, withOwedClaims } from './owed-claims.ts';
import { documentOf } from './scene.ts';

/** A token that an entry of the intent still gets in with, or `null` where the trust policy lets none of it in. */
export interface Kept {
  readonly entry: AllowEntry;
  readonly witness: Claims | null;
}

/**
 * Returns, for each entry of an intent, a token that a trust policy lets in for sure.
 *
 * Cost: one token to evaluate for most entries; a search where the usual tokens do not get in.
 * @param boxesOf - the statements of the policy by issuer, where they were read already
 */
export function keptTokens(
  policy: TrustPolicy,
  intent: Intent,
  role: string,
  purse: Purse,
  boxesOf: BoxesOf = boxesByIssuer(policy, accountOf(role)),
): Kept[] {
  const kept: Kept[] = [];
  for (const issuer of intent.issuers) {
    for (const { entry, tokens } of owedByEntry(intent, issuer, role, policy.hasVariables)) {
      const boxes = boxesOf(issuer.name);
      const witness =
        boxes.allows.length === 0
          ? undefined
          : (tried(tokens, boxes, issuer, usual) ??
            tried(tokens, boxes, issuer, written) ??
            searched(tokens, boxes, issuer, { policy, role, purse }));
      kept.push({ entry, witness: witness ?? null });
    }
  }
  return kept;
}

/** Tries tokens of some subjects. */
function tried(
  owed: readonly OwedTokens[],
  boxes: Boxes,
  issuer: Issuer,
  subjectsFor: (tokens: OwedTokens, boxes: Boxes) => readonly string[],
): Claims | undefined {
  for (const tokens of owed) {
    const audiences = tokens.audiences ?? audiencesFor(boxes, issuer);
    for (const sub of subjectsFor(tokens, boxes)) {
      for (const aud of audiences) {
        const claims = claimsOf(sub, aud, tokens.projectId);
        if (decide(boxes, claims).outcome === 'yes') return claims;
      }
    }
  }
  return undefined;
}

/** Returns the subject that anybody would think of. */
function usual({ sample }: OwedTokens): readonly string[] {
  return sample === undefined ? [] : [sample];
}

/** Returns those of some owed subjects that the values of the statements bring to mind. */
function written({ value, shape }: OwedTokens, { allows }: Boxes): readonly string[] {
  const subjects: string[] = [];
  for (const box of allows) {
    for (const { condition } of subjectConditions(box)) {
      for (const text of condition.values) {
        const sub = sampleIn(shape, text);
        if (sub !== undefined && matches(value.pattern, sub)) subjects.push(sub);
      }
    }
  }
  return subjects;
}

/** Returns the claims of a token, of which some have no id of their project. */
export function claimsOf(sub: string, aud: string, projectId: string | undefined): Claims {
  return projectId === undefined ? { sub, aud } : { sub, aud, project_id: projectId };
}

/** Returns GitLab's usual audience and those that some statements ask for, each once. */
export function audiencesFor({ allows }: Boxes, issuer: Issuer): readonly string[] {
  const audiences = [`https://${issuer.name}`];
  for (const { conditions } of allows) {
    for (const { key, condition } of conditions) {
      if (key.kind !== 'claim' || key.name !== 'aud') continue;
      for (const value of condition.values) if (!audiences.includes(value)) audiences.push(value);
    }
  }
  return audiences;
}

function searched(
  owed: readonly OwedTokens[],
  boxes: Boxes,
  issuer: Issuer,
  { policy, role, purse }: { policy: TrustPolicy; role: string; purse: Purse },
): Claims | undefined {
  for (const tokens of owed) {
    for (const { statement } of boxes.allows) {
      const asked = withOwedClaims(statement, issuer, tokens);
      const [allow] =
        asked === undefined ? [] : boxesFor(documentOf(policy, [asked]), issuer.name, accountOf(role)).allows;
      if (allow === undefined) continue;
      const budget = purse.take();
      const atoms = atomsOf(allow, boxes.denies, [], budget);
      const found = prove({ ...boxes, allow, budget, atoms }, FOR_SURE, subjectsOf(tokens), tokens.shape);
      if (found.kind === 'found' && decide(boxes, found.claims).outcome === 'yes') return found.claims;
    }
  }
  return undefined;
}
