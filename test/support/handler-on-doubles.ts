import type { SQSBatchResponse } from 'aws-lambda';
import { MemoryJournal } from '../../adapters/memory-journal.ts';
import { iamEventHandler, type EventOutcome } from '../../handlers/handle-iam-event.ts';
import type { Limits, Mode, Role, Rules } from '../../remediation/ports.ts';
import { InMemoryAccountFacts } from './in-memory-account-facts.ts';
import { InMemoryLookAgain } from './in-memory-look-again.ts';
import { InMemoryRoleStore } from './in-memory-role-store.ts';
import { InMemorySink } from './in-memory-sink.ts';
import { deployArn, openPolicy } from './samples.ts';
import { selectionFor } from './scenario.ts';

/** The role `deploy` as IAM has it, which lets every GitLab project in. */
export const deploy: Role = {
  arn: deployArn,
  name: 'deploy',
  id: 'AROAEXAMPLEEXAMPLE01',
  trustPolicy: encodeURIComponent(JSON.stringify(openPolicy)),
};

/** Makes what a handler works on, of doubles; time passes only where a test or the handler waits. */
export function doublesAround(role: Role) {
  let now = Date.parse('2026-11-20T10:00:00Z');
  let ids = 0;
  const clock = (): Date => new Date(now);
  const wait = (milliseconds: number): void => {
    now += milliseconds;
  };
  const around = {
    roles: new InMemoryRoleStore([role]),
    journal: new MemoryJournal(clock),
    sink: new InMemorySink(),
    account: new InMemoryAccountFacts(),
    again: new InMemoryLookAgain(clock),
    clock,
    ids: () => `id-${(ids += 1)}`,
    delay: (milliseconds: number) => Promise.resolve(wait(milliseconds)),
    ownRoles: [],
  };
  const states = (): string[] => around.journal.entries.map((entry) => entry.state);
  return { around, states, wait };
}

/** Makes a handler on doubles whose configuration allows `mygroup/myproject`, with everything that it touches. */
export function handlerOnDoubles(mode: Mode = 'enforce', role: Role = deploy, limits?: Limits) {
  const { around, states, wait } = doublesAround(role);
  const failures: string[] = [];
  const selection = selectionFor({ role: deployArn, issuers: ['gitlab.com'], allow: ['mygroup/myproject'] });
  const rules: Rules = {
    digest: 'digest',
    ...(limits && { limits }),
    select: () => ({ ...selection, mode }),
  };
  const handle = iamEventHandler({
    rules: () => Promise.resolve(rules),
    log: {
      handled: () => undefined,
      failed: (error) => failures.push(error instanceof Error ? error.message : String(error)),
    },
    around,
  });
  const send = async (event: unknown): Promise<EventOutcome> => (await handle(event)) as EventOutcome;
  const sendBatch = async (bodies: readonly string[]): Promise<string[]> => {
    const records = bodies.map((body, index) => ({ messageId: `m${index}`, body, eventSource: 'aws:sqs' }));
    const answer = (await handle({ Records: records })) as SQSBatchResponse;
    return answer.batchItemFailures.map((failure) => failure.itemIdentifier);
  };
  const { roles, sink, journal, again } = around;
  return { roles, sink, journal, again, failures, send, sendBatch, states, wait };
}
