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
/** Open in another way, which ends as narrow as the first. */
const openedAgain = JSON.stringify(projectPolicy).replace('mygroup/myproject:', '');
const edit = JSON.stringify({ ...projectPolicy, Id: 'edited' });
const MINUTE = 60_000;

/** What happens to the role beside its opening. */
interface Course {
  readonly seed: number;
  readonly faults: number;
  /** Whether it is opened in another way, too, before anybody looks. */
  readonly isOpenedTwice: boolean;
  /** Whether somebody edits the role once it was narrowed, in a way that is allowed. */
  readonly isEdited: boolean;
}

/**
 * Handles the events of one role that was narrow and was opened, and those of all that is written to it then, by two
 * workers at once, until nothing is left.
 */
async function live({ seed, faults, isOpenedTwice, isEdited }: Course) {
  const dice = new Dice(seed);
  const role = { ...deploy, trustPolicy: narrow ?? '' };
  const world = faultySurroundings(role, dice, { faults, stale: 300 });
  const { around, store, journal, again, changeTo, wait } = world;
  const log = { handled: () => undefined, failed: () => undefined };
  const handle = iamEventHandler({ rules: () => Promise.resolve(rules), around, log });
  // AWS: the time of an event is in whole seconds.
  const happened = (detail: Record<string, unknown>): string =>
    JSON.stringify(envelopeOf({ ...detail, eventTime: `${around.clock().toISOString().slice(0, 19)}Z` }));
  const updated = (policyDocument: string): string =>
    happened(updateEvent({ requestParameters: { roleName: 'deploy', policyDocument } }));
  const created = happened(
    createEvent({ requestParameters: { roleName: 'deploy', assumeRolePolicyDocument: narrow } }),
  );
  wait(5_000);
  changeTo(open ?? '');
  const opened = updated(open ?? '');
  if (isOpenedTwice) {
    wait(dice.below(5_000));
    changeTo(openedAgain);
  }
  const newest = isOpenedTwice ? updated(openedAgain) : opened;
  const queue = dice.shuffled([created, opened, opened, dice.pick([created, opened]), newest]);
  let [writesTold, writesBeforeEdit]: [number, number?] = [0];
  /** Puts into the queue what happened since, and what is due. */
  const goOn = async (): Promise<void> => {
    for (const { document } of store.writes.slice(writesTold)) queue.push(updated(document));
    writesTold = store.writes.length;
    const isMade = (await journal.changesOf(deployArn)).some(({ state }) => state === 'notified');
    if (isEdited && isMade && writesBeforeEdit === undefined) {
      writesBeforeEdit = writesTold;
      changeTo(edit);
      queue.push(updated(edit));
    }
    queue.push(...again.takeDue().map((look) => JSON.stringify(look)));
  };
  const work = async (): Promise<void> => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
      wait(dice.below(3_000));
      const { batchItemFailures } = (await handle(batchOf([body]))) as SQSBatchResponse;
      if (batchItemFailures.length > 0) queue.push(body);
      await goOn();
    }
  };
  for (let round = 0; queue.length > 0 || (await journal.openChangesOf(deployArn)).length > 0; round++) {
    expect(round).toBeLessThan(40);
    await Promise.all([work(), work()]);
    // WHY: leases of cut work end, and messages that wait are delivered.
    wait(6 * MINUTE);
    await finishOpen(rules, around, log).catch(() => undefined);
    await goOn();
  }
  return { ...world, writesAfterEdit: store.writes.length - (writesBeforeEdit ?? store.writes.length) };
}

const courseArb: fc.Arbitrary<Course> = fc.record({
  seed: fc.nat(),
  faults: fc.nat({ max: 160 }),
  isOpenedTwice: fc.boolean(),
  isEdited: fc.boolean(),
});

describe('L9, L10: a role that was opened, under faults and older states', () => {
  it(
    'is narrowed by one write, which is journaled and told once it was made, and stays as it was edited then',
    async () => {
      say(`write-protocol: seed ${SEED}`);
      let writes = 0;
      await fc.assert(
        fc.asyncProperty(courseArb, async (course) => {
          const { isOpenedTwice, isEdited } = course;
          const { store, journal, sink, writesAfterEdit } = await live(course);
          const changes = await journal.changesOf(deployArn);
          const made = changes.filter(({ state }) => state === 'notified');
          const wanted = isEdited ? edit : projectPolicy;
          expect(isSameTrustPolicy(store.trustPolicyOf('deploy'), wanted)).toBe(true);
          expect(writesAfterEdit).toBe(0);
          // WHY: of two openings one may be gone before anybody sees it, and that is told.
          const overwritten = isOpenedTwice ? [] : sink.notices.filter(({ kind }) => kind === 'overwritten');
          expect(overwritten).toEqual([]);
          expect(made).toHaveLength(1);
          expect([open, openedAgain]).toContain(made[0]?.before);
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
