import { describe, expect, it } from '@jest/globals';
import { ConfigSourceError } from '../../adapters/config-source-error.ts';
import type { ConfigSource } from '../../remediation/ports.ts';

/** A source at a place where nothing stands yet. */
export interface ConfigSourceUnderTest {
  readonly source: ConfigSource;
  /** How the place is called. */
  readonly place: string;
  /** Puts a text there, in the place of the one before. */
  readonly put: (text: string) => Promise<void>;
}

/** Checks what every source of the configuration promises. */
export function describeConfigSource(name: string, open: () => Promise<ConfigSourceUnderTest>): void {
  describe(`configuration source: ${name}`, () => {
    it('returns the text that stands there, and the place', async () => {
      const { source, place, put } = await open();
      await put('version: 1 # é漢\nmode: dry-run\n');
      expect(await source.read()).toEqual({ text: 'version: 1 # é漢\nmode: dry-run\n', name: place });
    });

    it('reads anew each time', async () => {
      const { source, put } = await open();
      await put('mode: enforce\n');
      await source.read();
      await put('mode: dry-run\n');
      expect((await source.read()).text).toBe('mode: dry-run\n');
    });

    it('drops a byte order mark', async () => {
      const { source, put } = await open();
      await put('\uFEFFversion: 1\n');
      expect((await source.read()).text).toBe('version: 1\n');
    });

    it('throws one error, on one line and with the place, where nothing stands', async () => {
      const { source, place } = await open();
      const reading = source.read();
      await expect(reading).rejects.toThrow(ConfigSourceError);
      await expect(reading).rejects.toThrow(/^there is no [^\n]+$/);
      await expect(reading).rejects.toThrow(`\`${place}\``);
    });
  });
}
