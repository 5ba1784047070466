/** Says why the text of a configuration, or of the switch beside it, could not be read, and the way out. */
export class ConfigSourceError extends Error {
  override readonly name = 'ConfigSourceError';
}
