import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { readCall, type AwsCall, type HttpRequest } from './aws-call.ts';

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What a client sees: an answer, a connection that breaks, or nothing at all. */
export type Reply = HttpAnswer | 'reset' | 'hang';

/**
 * Does something to a call on its way. `next` hands it on, to the next interference and at last to the server; whoever
 * never calls it keeps the call from reaching AWS, and whoever drops its reply loses the answer of a call that did.
 */
export type Interference = (call: AwsCall, next: () => Promise<Reply>) => Promise<Reply>;

/** A proxy between SDK clients and the server that stands for AWS. */
export interface AwsProxy {
  readonly endpoint: string;
  /** Every call so far, also those that never got through. */
  readonly calls: readonly AwsCall[];
  /** What the calls from now on pass, the first one outermost. */
  interfere(...interferences: readonly Interference[]): void;
  /** Forgets the calls so far. */
  forget(): void;
  close(): Promise<void>;
}

/**
 * Starts a proxy in front of a server.
 *
 * @param upstream - the endpoint of the server
 */
export async function startAwsProxy(upstream: string): Promise<AwsProxy> {
  const calls: AwsCall[] = [];
  let count = 0;
  let way: readonly Interference[] = [];
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, response) => {
    void answer(incoming, response);
  });
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = await readRequest(incoming).catch(() => undefined);
    if (asked === undefined) return;
    const call = readCall((count += 1), asked);
    calls.push(call);
    const steps = way.map((interference) => (next: () => Promise<Reply>) => interference(call, next));
    const forward = (): Promise<Reply> => handOn(asked, upstream, agent);
    const reply = await steps.reduceRight<() => Promise<Reply>>((next, step) => () => step(next), forward)();
    send(reply, response);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    calls,
    interfere: (...interferences) => {
      way = interferences;
    },
    forget: () => {
      calls.length = 0;
      count = 0;
    },
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  const { method = 'GET', url: path = '/', headers } = incoming;
  return { method, path, headers, body: Buffer.concat(chunks) };
}

/** WHY: the server may drop a connection that was idle just when it is used again; the call never reached it then. */
async function handOn(asked: HttpRequest, upstream: string, agent: Agent): Promise<Reply> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(asked, upstream, agent);
    } catch (error) {
      if (attempt === 3) throw error;
      await delay(20);
    }
  }
}

function fetchOnce(
  { method, path, headers, body }: HttpRequest,
  upstream: string,
  agent: Agent,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, upstream), { method, headers, agent }, (incoming) => {
      readRequest(incoming).then(
        (answered) =>
          resolve({
            status: incoming.statusCode ?? 500,
            headers: incoming.headers,
            body: answered.body.toString('utf8'),
          }),
        reject,
      );
    });
    outgoing.once('error', reject).end(body);
  });
}

function send(reply: Reply, response: ServerResponse): void {
  if (reply === 'hang') return;
  if (reply === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const {
    'transfer-encoding': _chunked,
    'content-length': _length,
    connection: _kept,
    ...headers
  } = reply.headers;
  response.writeHead(reply.status, { ...headers, 'content-length': Buffer.byteLength(reply.body) });
  response.end(reply.body);
}
