/** Tells whether a text is a day of the calendar in the form `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = Date.parse(`${text}T00:00:00Z`);
  // WHY: `Date.parse` takes February 30 for March 2.
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}

const DAY = 24 * 60 * 60 * 1000;

/** Returns the moment at which a day is over, in UTC, as milliseconds since 1970. */
export function endOf(day: string): number {
  return Date.parse(day) + DAY;
}

/** Returns how many days of the calendar, in UTC, lie between now and a day: 0 on the day itself, then negative. */
export function daysUntil(day: string, now: Date): number {
  return Date.parse(day) / DAY - Math.floor(now.getTime() / DAY);
}

/** The formats of the schema, by name, as its validator asks for them. */
export const FORMATS = { date: isDay };
