/** A time that cannot be understood; its message says how to write one. */
export class PastError extends Error {
  override readonly name = 'PastError';
}

const UNITS: Readonly<Record<string, number>> = { m: 60e3, h: 3_600e3, d: 86_400e3 };

/** AWS: the event history has 90 days. */
const FARTHEST = 90 * 86_400e3;

/**
 * Returns the moment a while before another.
 *
 * @param text - a number of minutes, hours or days: `30m`, `24h`, `7d`
 * @throws PastError for anything else, and for more than the event history has
 */
export function momentBefore(text: string, now: Date): Date {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const milliseconds = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (!(milliseconds > 0 && milliseconds <= FARTHEST))
    throw new PastError(
      `\`${text}\` is no time that CloudTrail looks back, write \`30m\`, \`24h\` or \`7d\`, up to \`90d\``,
    );
  return new Date(now.getTime() - milliseconds);
}
