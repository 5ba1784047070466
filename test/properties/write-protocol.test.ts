import { describe, expect, it } from '@jest/globals';
import type { SQSBatchResponse } from 'aws-lambda';
import * as fc from 'fast-check';
import { iamEventHandler } from '../../handlers/handle-iam-event.ts';
import { isSameTrustPolicy } from '../../policies/index.ts';
import { finishOpen } from '../../remediation/finish-open.ts';
import type { Rules } from '../../remediation/ports.ts';
import { createEvent, envelopeOf, updateEvent } from '../support/cloudtrail-events.ts';
import { Dice } from '../support/dice.ts';
import { faultySurroundings } from '../support/faulty-surroundings.ts';
import { deploy } from '../support/handler-on-doubles.ts';
import { RUNS, say, SEED, TIMEOUT } from '../support/property-runs.ts';
import { wideLimits } from '../support/remediation-on-doubles.ts';
import { deployArn, openPolicy, projectPolicy } from '../support/samples.ts';
import { batchOf } from '../support/function-process.ts';
import { selectionFor } from '../support/scenario.ts';

const [open, narrow] = [openPolicy, projectPolicy].map((policy) => JSON.stringify(policy));
const selection = selectionFor({ role: deployArn, issuers: ['gitlab.com'], allow: ['mygroup/myproject'] });
const rules: Rules = {
  digest: 'digest',
  limits: wideLimits,
  select: () => ({ ...selection, mode: 'enforce' }),
};
const MINUTE = 60_000;

/** Handles the events of one role that was narrow and was opened, by two workers at once, until nothing is left. */
async function live(seed: number, faults: number) {
  const dice = new Dice(seed);
  const role = { ...deploy, trustPolicy: narrow ?? '' };
  const world = faultySurroundings(role, dice, { faults, stale: 300 });
  const { around, journal, again, changeTo, wait } = world;
  const log = { handled: () => undefined, failed: () => undefined };
  const handle = iamEventHandler({ rules: () => Promise.resolve(rules), around, log });
  const happened = (detail: Record<string, unknown>): string =>
    JSON.stringify(envelopeOf({ ...detail, eventTime: around.clock().toISOString() }));
  const created = happened(
    createEvent({ requestParameters: { roleName: 'deploy', assumeRolePolicyDocument: narrow } }),
  );
  wait(5_000);
  changeTo(open ?? '');
  const edited = happened(updateEvent());
  let queue = dice.shuffled([created, edited, edited, dice.pick([created, edited]), edited]);
  const work = async (): Promise<void> => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
      wait(dice.below(3_000));
      const { batchItemFailures } = (await handle(batchOf([body]))) as SQSBatchResponse;
      if (batchItemFailures.length > 0) queue.push(body);
    }
  };
  for (let round = 0; queue.length > 0 || (await journal.openChangesOf(deployArn)).length > 0; round++) {
    expect(round).toBeLessThan(40);
    await Promise.all([work(), work()]);
    // WHY: leases of cut work end, and messages that wait are delivered.
    wait(6 * MINUTE);
    await finishOpen(rules, around, log).catch(() => undefined);
    queue = again.takeDue().map((look) => JSON.stringify(look));
  }
  return world;
}

describe('L9, L10: a role that was opened, under faults and older states', () => {
  it(
    'is narrowed by one write, which is journaled and told once it was made',
    async () => {
      say(`write-protocol: seed ${SEED}`);
      let writes = 0;
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat({ max: 160 }), async (seed, faults) => {
          const { store, journal, sink } = await live(seed, faults);
          const changes = await journal.changesOf(deployArn);
          const made = changes.filter(({ state }) => state === 'notified');
          expect(isSameTrustPolicy(store.trustPolicyOf('deploy'), projectPolicy)).toBe(true);
          expect(made).toHaveLength(1);
          expect(isSameTrustPolicy(made[0]?.before, openPolicy)).toBe(true);
          expect(
            sink.notices.some(({ kind, change }) => kind === 'applied' && change === made[0]?.change),
          ).toBe(true);
          expect(store.writes.length).toBeGreaterThan(0);
          writes += store.writes.length;
        }),
        { numRuns: Math.ceil(RUNS / 5), seed: SEED },
      );
      say(`write-protocol: ${writes} writes for ${Math.ceil(RUNS / 5)} needed changes`);
    },
    TIMEOUT,
  );
});
