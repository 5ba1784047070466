#!/usr/bin/env node
/**
 * Runs the contract tests against moto's server, which stands for AWS: `npm run test:aws [-- JEST ARGUMENTS]`.
 * Needs python3 with venv; the server lives in `.venv`, which is made where it is missing.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { installPrograms, Stop } from './python.mjs';
import { installRuntime } from './runtime.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What was started and has to end with the script. */
const children = [];

function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function startServer(programs, port) {
  const server = spawn(join(programs, 'python'), [join(root, 'test', 'aws', 'serve.py'), String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
  });
  children.push(server);
  server.log = '';
  server.stderr.on('data', (chunk) => {
    server.log = (server.log + chunk).slice(-2000);
  });
  server.ended = new Promise((resolve) => server.once('exit', resolve).once('error', resolve));
  return server;
}

async function waitForAnswer(server, endpoint) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && server.exitCode === null && server.signalCode === null) {
    const answered = await fetch(`${endpoint}/moto-api/data.json`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await sleep(200);
  }
  throw new Stop(`moto's server does not answer: ${server.log.trim().split('\n').at(-1) ?? ''}`);
}

function runJest(endpoint, runtime) {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  // WHY: all suites share one account of the server, so one after the other.
  const child = spawn(process.execPath, [jest, '--runInBand', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TRUSTWARDEN_TEST_AWS: '1',
      TRUSTWARDEN_LAMBDA_NODE: runtime,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_SESSION_TOKEN: 'testing',
    },
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => resolve(code ?? 1));
  });
}

async function main() {
  const programs = installPrograms();
  const port = await findFreePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = startServer(programs, port);
  // WHY: jest ends on the signal, and only then is the server stopped below.
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => children.forEach((child) => child.kill(signal)));
  try {
    await waitForAnswer(server, endpoint);
    return await runJest(endpoint, installRuntime());
  } finally {
    server.kill();
    await server.ended;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Stop ? `test:aws: ${error.message}` : error);
  process.exitCode = 1;
}
