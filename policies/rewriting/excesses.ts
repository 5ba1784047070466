import type { BoxesOf } from '../acceptance/boxes.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import type { Intent } from '../intent/intent.ts';
import type { Judgement } from '../verdict/judge.ts';
import type { UsualOf } from '../verdict/judged-usual.ts';
import type { Excess } from './narrow.ts';
import { refusalsOf } from './shared-issuers.ts';

/** The trust policy of before as it was read for its judgement. */
export interface Reading {
  readonly boxesOf: BoxesOf;
  readonly usualOf: UsualOf;
}

/** Returns the statements that have to be narrowed: those that are too broad, and those that IAM would refuse beside them. */
export function excessesOf(
  policy: TrustPolicy,
  intent: Intent,
  judgement: Judgement,
  reading: Reading,
): readonly Excess[] {
  const broad = broadOf(intent, judgement, reading);
  return [...broad, ...unstorableOf(policy, intent, broad, reading)];
}

function broadOf(intent: Intent, { findings }: Judgement, { boxesOf, usualOf }: Reading): Excess[] {
  const excesses: Excess[] = [];
  for (const { severity, statement, issuer: name, witness } of findings) {
    const issuer = severity === null ? undefined : intent.issuers.find((each) => each.name === name);
    if (issuer === undefined) continue;
    const allow = boxesOf(name).allows.find((box) => box.statement.index === statement);
    excesses.push({ statement, issuer, witness, usual: allow && usualOf(allow) });
  }
  return excesses;
}

/**
 * Returns the statements of ours that let nobody in who should not be, and that IAM refuses to store again.
 *
 * WHY: it would refuse the whole document, so that the statements that are too broad stayed as they are.
 */
function unstorableOf(
  policy: TrustPolicy,
  intent: Intent,
  excesses: readonly Excess[],
  { boxesOf }: Reading,
): Excess[] {
  const refusals = refusalsOf(policy);
  if (refusals.length === 0) return [];
  return intent.issuers.flatMap((issuer) => {
    const own = refusals.filter((refusal) => refusal.issuer === issuer.name.toLowerCase());
    return boxesOf(issuer.name)
      .allows.map(({ statement }) => ({ statement: statement.index, issuer }))
      .filter(({ statement }) => own.some((each) => each.statement === statement))
      .filter(
        ({ statement }) => !excesses.some((each) => each.statement === statement && each.issuer === issuer),
      );
  });
}
