import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach } from '@jest/globals';
import { callLimits } from '../../adapters/call-limits.ts';

/** What the server answers to one request. */
export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

/** Answers a request in its own way, or not at all. */
export type Respond = (response: ServerResponse, request: IncomingMessage, body: string) => void;

/** An HTTP server that keeps what it was asked. */
export interface AnsweringServer {
  readonly endpoint: string;
  readonly bodies: readonly string[];
}

/** Returns a function that starts a server on this machine, which stops after the test that asked for it. */
export function answeringServers(): (answer: Answer | Respond) => Promise<AnsweringServer> {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });
  return async (answer) => {
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      const body = await readBody(request);
      bodies.push(body);
      if (typeof answer === 'function') answer(response, request, body);
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    });
    const address = server.address();
    return { endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, bodies };
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

/** The limits of a call, but short. WHY: how long those of each client are is looked at where they are made. */
export const shortLimits = {
  requestHandler: { ...callLimits.requestHandler, requestTimeout: 200, socketTimeout: 200 },
};

/** Options that lead a client of the SDK to a server on this machine, with one attempt. */
export function clientOptions(endpoint: string) {
  return {
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  };
}
