import { describe, expect, it } from '@jest/globals';
import { LogSink } from '../../../adapters/log-sink.ts';
import type { Notice } from '../../../remediation/ports.ts';
import { captureOutput } from '../../support/captured-output.ts';
import { hostileText, sampleNotice } from '../../support/samples.ts';

interface Line {
  readonly level: string;
  readonly message: string;
  readonly service: string;
  readonly notice: Notice;
}

async function publish(notice: Notice): Promise<readonly string[]> {
  return captureOutput(() => new LogSink().publish(notice));
}

describe('LogSink', () => {
  it.each([
    ['proposed', 'INFO', 'Trustwarden Change Proposed'],
    ['applied', 'INFO', 'Trustwarden Role Remediated'],
    ['reported', 'INFO', 'Trustwarden Role Reported'],
    ['refused', 'WARN', 'Trustwarden Change Refused'],
    ['stale', 'WARN', 'Trustwarden Change Stale'],
  ] as const)('writes a notice of the kind %s at level %s', async (kind, level, message) => {
    const [line = '', ...others] = await publish(sampleNotice({ kind }));
    expect(others).toEqual([]);
    const expected: Line = { level, message, service: 'trustwarden', notice: sampleNotice({ kind }) };
    expect(JSON.parse(line)).toMatchObject(expected);
  });

  it('writes one line of visible characters, whatever the notice holds', async () => {
    const role = `arn:aws:iam::111122223333:role/${hostileText}`;
    const lines = await publish(sampleNotice({ role, messages: [hostileText], note: hostileText }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  it('leaves documents the JSON that they were', async () => {
    const before = JSON.stringify({ Id: hostileText }, null, 2);
    const [line = ''] = await publish(sampleNotice({ before }));
    const logged = (JSON.parse(line) as Line).notice.before ?? '';
    expect(JSON.parse(logged)).toEqual({ Id: hostileText });
  });
});
