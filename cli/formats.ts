/** The names of the formats of `check`, the default first. */
export const FORMATS = ['text', 'json', 'ndjson', 'sarif', 'gitlab'] as const;

/** How `check` answers. */
export type Format = (typeof FORMATS)[number];

/** The names of the formats of the other commands that answer with data, the default first. */
export const DATA_FORMATS = ['text', 'json', 'ndjson'] as const;

/** How they answer. */
export type DataFormat = (typeof DATA_FORMATS)[number];
