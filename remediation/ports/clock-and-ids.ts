/** The time; adapters and tests bring their own. */
export type Clock = () => Date;

/** A new identifier at each call, sortable by the time at which it was made where possible. */
export type Ids = () => string;

/** Waits some milliseconds. */
export type Delay = (milliseconds: number) => Promise<void>;
