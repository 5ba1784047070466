/** The names of the formats of `check`, the default first. */
export const FORMATS = ['text', 'json', 'ndjson', 'sarif', 'gitlab'] as const;

/** How `check` answers. */
export type Format = (typeof FORMATS)[number];
