import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { FileAccount } from '../adapters/file-account.ts';
import { FileJournal } from '../adapters/file-journal.ts';
import type { EventLog, HandlerParts } from '../handlers/handle-iam-event.ts';
import type { Rules, Sink } from '../remediation/ports.ts';

const clock = (): Date => new Date();

/** Puts the handler's parts together on a file account: a folder of role files with a journal beside it. */
export function localParts(folder: string, rules: Rules, sink: Sink, log: EventLog): HandlerParts {
  return {
    rules: () => Promise.resolve(rules),
    log,
    around: {
      roles: new FileAccount(folder),
      journal: new FileJournal(folder, clock),
      sink,
      clock,
      ids: randomUUID,
      delay: (milliseconds) => delay(milliseconds),
      ownRoles: [],
    },
  };
}
