/** The largest text that is read, in bytes of UTF-8. */
export const MAX_BYTES = 1024 * 1024;

/** How deep lists and objects may nest; the format itself needs five levels. */
export const MAX_DEPTH = 32;

/** How many values a text may hold once its aliases are written out. */
export const MAX_VALUES = 50_000;

/** How many words and marks a text may have, comments aside: no value comes with more than these around it. */
export const MAX_LEXEMES = 6 * MAX_VALUES;

/** The longest key or value, in UTF-16 units. */
export const MAX_LENGTH = 4096;
