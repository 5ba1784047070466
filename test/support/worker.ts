import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createDynamoClient, DynamoJournal } from '../../adapters/dynamo-journal.ts';
import { EventBridgeSink } from '../../adapters/eventbridge-sink.ts';
import { IamAccountFacts } from '../../adapters/iam-account-facts.ts';
import { createIamClient, IamRoleStore } from '../../adapters/iam-role-store.ts';
import { createSqsClient, SqsLookAgain } from '../../adapters/sqs-look-again.ts';
import { loadConfiguration } from '../../config/load.ts';
import { iamEventHandler, type EventOutcome } from '../../handlers/handle-iam-event.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { finishOpen } from '../../remediation/finish-open.ts';
import type { Surroundings } from '../../remediation/surroundings.ts';
import type { DeployedAccount } from './deployed-account.ts';

/** The clients of a worker; a test may bring its own. */
export function clientsTo(endpoint: string) {
  return {
    iam: createIamClient({ endpoint }),
    dynamo: createDynamoClient({ endpoint }),
    sqs: createSqsClient({ endpoint }),
    events: new EventBridgeClient({ endpoint, maxAttempts: 5 }),
  };
}

/** Makes the handler of the function on the adapters of AWS, in this process, with a clock that a test sets. */
export function workerOn(
  account: DeployedAccount,
  { iam, dynamo, sqs, events }: ReturnType<typeof clientsTo>,
) {
  let ahead = 0;
  const clock = (): Date => new Date(Date.now() + ahead);
  const loaded = loadConfiguration(readFileSync(account.config, 'utf8'), account.config, clock());
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const rules = rulesOf(loaded.configuration);
  const around: Surroundings = {
    roles: new IamRoleStore(iam),
    journal: new DynamoJournal(account.table, clock, dynamo),
    sink: new EventBridgeSink(events),
    account: new IamAccountFacts(iam),
    again: new SqsLookAgain(account.queue, clock, sqs),
    clock,
    ids: randomUUID,
    // WHY: what was written is to be seen at once here, unless the proxy answers otherwise.
    delay: () => delay(5),
    ownRoles: [],
  };
  const failures: unknown[] = [];
  const log = { handled: () => undefined, failed: (error: unknown) => void failures.push(error) };
  const handle = iamEventHandler({ rules: () => Promise.resolve(rules), around, log });
  return {
    around,
    rules,
    failures,
    handle,
    send: async (event: unknown): Promise<EventOutcome> => (await handle(event)) as EventOutcome,
    finish: (): Promise<number> => finishOpen(rules, around, log),
    /** Lets time pass. */
    wait: (minutes: number): void => {
      ahead += minutes * 60_000;
    },
    close: (): void => [iam, dynamo, sqs, events].forEach((client) => client.destroy()),
  };
}
