import { expect } from '@jest/globals';
import { ConfigSourceError } from '../../adapters/config-source-error.ts';
import type { ConfigSource } from '../../remediation/ports.ts';

/** Reads a source that has to fail and returns what it says. */
export async function problemWith(source: ConfigSource): Promise<string> {
  const reading = source.read();
  await expect(reading).rejects.toThrow(ConfigSourceError);
  return reading.then(
    () => '',
    (error: Error) => error.message,
  );
}
