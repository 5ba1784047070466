/** The ports that the use cases need, and what passes through them; adapters implement them. */
export type * from './ports/account-facts.ts';
export type * from './ports/clock-and-ids.ts';
export type * from './ports/configuration.ts';
export type * from './ports/journal.ts';
export type * from './ports/look-again.ts';
export type * from './ports/notices.ts';
export type * from './ports/roles.ts';
export type * from './ports/rules.ts';
export type * from './ports/runs.ts';
export type * from './ports/sweeps.ts';
