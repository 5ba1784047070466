import type { AwsCall } from './aws-call.ts';
import { errorAnswer } from './aws-faults.ts';
import type { HttpAnswer, Interference, Reply } from './aws-proxy.ts';
import type { Dice } from './dice.ts';

const DOCUMENT = /(<AssumeRolePolicyDocument>)([^<]*)(<\/AssumeRolePolicyDocument>)/;

/**
 * Answers reads of a role as IAM does and moto does not: lists of principals in another order each time, and account
 * ids as the ARN of their root.
 */
export function asIamReads(dice: Dice): Interference {
  return async (call, next) => {
    const reply = await next();
    return isReadOfRole(call) && isAnswer(reply)
      ? editDocument(reply, (document) => withPrincipals(document, (list) => dice.shuffled(list.map(asRoot))))
      : reply;
  };
}

/** What IAM said of a role. */
interface Known {
  readonly older: HttpAnswer | undefined;
  readonly newest: HttpAnswer;
  /** When the newest was said first. */
  readonly since: number;
}

/**
 * Remembers what IAM said of each role, and lets a share of the reads see the state before the newest, for a while.
 *
 * @param until - how many milliseconds after it was said first every read sees the newest, and on which clock
 */
export function staleReads(
  share: number,
  dice: Dice,
  happened: (call: AwsCall) => void = () => undefined,
  { lasting, now }: { readonly lasting: number; readonly now: () => number } = {
    lasting: Infinity,
    now: Date.now,
  },
): Interference {
  const answers = new Map<string, Known>();
  return async (call, next) => {
    const reply = await next();
    if (!isReadOfRole(call) || !isAnswer(reply) || reply.status >= 500) return reply;
    const known = answers.get(call.role ?? '');
    const isNew = known === undefined || documentOf(known.newest) !== documentOf(reply);
    const seen = isNew ? { older: known?.newest, newest: reply, since: now() } : known;
    answers.set(call.role ?? '', seen);
    if (seen.older === undefined || now() - seen.since > lasting || dice.below(1_000) >= share * 1_000)
      return reply;
    happened(call);
    return seen.older;
  };
}

/** Answers the reads of a role that a test picks as if the role were not there yet. */
export function notThereYet(picks: (call: AwsCall) => boolean): Interference {
  return (call, next) =>
    isReadOfRole(call) && picks(call)
      ? Promise.resolve(
          errorAnswer(call, {
            status: 404,
            code: 'NoSuchEntity',
            message: `The role with name ${call.role} cannot be found.`,
          }),
        )
      : next();
}

function isReadOfRole({ service, action }: AwsCall): boolean {
  return service === 'iam' && action === 'GetRole';
}

function isAnswer(reply: Reply): reply is HttpAnswer {
  return typeof reply === 'object';
}

function documentOf({ status, body }: HttpAnswer): string {
  return `${status} ${DOCUMENT.exec(body)?.[2] ?? ''}`;
}

function editDocument(answer: HttpAnswer, edit: (document: unknown) => unknown): HttpAnswer {
  const body = answer.body.replace(DOCUMENT, (_, open: string, text: string, close: string) => {
    const edited: unknown = edit(JSON.parse(decodeURIComponent(text)));
    return open + encodeURIComponent(JSON.stringify(edited)) + close;
  });
  return { ...answer, body };
}

type Fields = Readonly<Record<string, unknown>>;

function withPrincipals(document: unknown, edit: (list: readonly string[]) => readonly string[]): unknown {
  const { Statement: statements, ...rest } = document as Fields;
  const each = (statement: unknown): unknown => {
    const { Principal: principal, ...others } = statement as Fields;
    if (typeof principal !== 'object' || principal === null) return statement;
    const edited = Object.entries(principal as Record<string, string | string[]>).map(([type, value]) => [
      type,
      Array.isArray(value) ? edit(value) : edit([value])[0],
    ]);
    return { Principal: Object.fromEntries(edited) as unknown, ...others };
  };
  return { ...rest, Statement: Array.isArray(statements) ? statements.map(each) : each(statements) };
}

function asRoot(principal: string): string {
  return /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
}

/** Answers the reads of the roles that a test picks as if they had been created long ago. */
export function createdLongAgo(picks: (call: AwsCall) => boolean): Interference {
  return async (call, next) => {
    const reply = await next();
    if (!isReadOfRole(call) || !isAnswer(reply) || !picks(call)) return reply;
    return { ...reply, body: reply.body.replace(/<CreateDate>[^<]*/, '<CreateDate>2020-01-01T00:00:00Z') };
  };
}
