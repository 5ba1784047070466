import { describe, expect, it } from '@jest/globals';
import type { KeptConfiguration, LastGood } from '../../remediation/ports.ts';
import { hostileText } from './samples.ts';

const kept: KeptConfiguration = {
  text: 'version: 1\nmode: dry-run\n',
  name: 's3://my-bucket/trustwarden.yml',
  digest: '0f'.repeat(32),
  at: '2026-11-20T09:13:37.000Z',
};

/**
 * Checks what every keeper of the last good configuration promises.
 *
 * @param open - makes an empty one, and returns a function that opens it as a process that starts would
 */
export function describeLastGood(name: string, open: () => Promise<() => LastGood>): void {
  describe(`last good configuration: ${name}`, () => {
    it('is none where none was kept', async () => {
      const start = await open();
      expect(await start().lastConfiguration()).toBeUndefined();
    });

    it('is the one that was kept last, for a process that starts later', async () => {
      const start = await open();
      await start().keepConfiguration({ ...kept, digest: 'a' });
      await start().keepConfiguration(kept);
      expect(await start().lastConfiguration()).toEqual(kept);
    });

    it('comes back with every character', async () => {
      const start = await open();
      const text = `${hostileText}${'# é漢\n'.repeat(50_000)}`;
      await start().keepConfiguration({ ...kept, text, name: hostileText });
      expect(await start().lastConfiguration()).toEqual({ ...kept, text, name: hostileText });
    });

    it('is one of them where many are kept at once', async () => {
      const start = await open();
      const digests = ['a', 'b', 'c', 'd'];
      await Promise.all(digests.map((digest) => start().keepConfiguration({ ...kept, digest })));
      expect(digests).toContain((await start().lastConfiguration())?.digest);
    });
  });
}
