import type { EventLog, HandlerParts } from '../handlers/handle-iam-event.ts';
import type { Rules, Sink } from '../remediation/ports.ts';
import { openFileAccount } from './account.ts';

/** Puts the handler's parts together on a file account: a folder of role files with a journal beside it. */
export function localParts(folder: string, rules: Rules, sink: Sink, log: EventLog): HandlerParts {
  return { rules: () => Promise.resolve(rules), log, around: { ...openFileAccount(folder).around, sink } };
}
