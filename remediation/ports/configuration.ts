/** Where the configuration's text, or the kill switch's, comes from. */
export interface ConfigSource {
  /** Returns the text and the name under which a person finds it; throws where it cannot be read. */
  read(): Promise<{ readonly text: string; readonly name: string }>;
}

/** A configuration as it was when it was good. */
export interface KeptConfiguration {
  readonly text: string;
  /** Under which a person found it. */
  readonly name: string;
  /** SHA-256 of the text, in hexadecimal. */
  readonly digest: string;
  /** When it was read; ISO 8601, UTC. */
  readonly at: string;
}

/**
 * The last good configuration, kept beside the journal. Evidence, never authority: whoever takes it validates
 * it again.
 */
export interface LastGood {
  /** Keeps a configuration in the place of the one before; when this returns, it survives a crash. */
  keepConfiguration(configuration: KeptConfiguration): Promise<void>;
  /** Returns the one that was kept last; `undefined` where none ever was. */
  lastConfiguration(): Promise<KeptConfiguration | undefined>;
}
