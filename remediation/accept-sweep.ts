import type { Clock, SweepBook, Sweeps } from './ports.ts';

/** How accepting a sweep ended; `refused` with why, and the way out. */
export type Acceptance =
  | { readonly kind: 'accepted'; readonly sweep: string }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Keeps that a person accepted what the last sweep found, so that the sweeps after it write what the configuration
 * enforces. Nothing is written by that.
 *
 * @param sweep - its name, as the last one's
 * @param by - who accepts it
 */
export async function acceptSweep(
  sweep: string,
  by: string,
  { sweeps, clock }: { readonly sweeps: Sweeps; readonly clock: Clock },
): Promise<Acceptance> {
  for (;;) {
    const book = await sweeps.readSweeps();
    const reason = objectionTo(sweep, book);
    if (reason !== undefined) return { kind: 'refused', reason };
    const accepted = { sweep, at: clock().toISOString(), by };
    if (await sweeps.keepSweeps({ ...book, accepted })) return { kind: 'accepted', sweep };
  }
}

function objectionTo(sweep: string, { last }: SweepBook): string | undefined {
  if (last === undefined) return 'no sweep was finished yet, wait for one and look at its proposals';
  if (last.sweep === sweep) return undefined;
  return `\`${sweep}\` is not the last sweep that was finished, that is \`${last.sweep}\`: look at its proposals`;
}
