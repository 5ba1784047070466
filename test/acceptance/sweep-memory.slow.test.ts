import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectPolicy } from '../support/samples.ts';

const PAGE = 100;

/** Sweeps an account and prints the most memory that it had, in bytes. */
const SCRIPT = `
  const batch = { Records: [{ messageId: 'm', body: '{"start":"first"}', eventSource: 'aws:sqs' }] };
  import(process.argv[1]).then(({ handler }) =>
    handler(batch, { getRemainingTimeInMillis: () => 900_000 }),
  ).then((answer) => {
    console.log('ENDED ' + JSON.stringify({ answer, peak: process.resourceUsage().maxRSS * 1024 }));
  });
`;

const document = encodeURIComponent(JSON.stringify(projectPolicy));

/** WHY: moto would need an hour to make so many roles. */
function pageOf(start: number, total: number): string {
  const roles = Array.from({ length: Math.min(PAGE, total - start) }, (_, index) => {
    const name = `role-${start + index}`;
    return `<member><Path>/</Path><RoleName>${name}</RoleName><RoleId>AROA${start + index}</RoleId><Arn>arn:aws:iam::111122223333:role/${name}</Arn><CreateDate>2026-11-20T09:00:00Z</CreateDate><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument></member>`;
  });
  const end = start + PAGE;
  const more =
    end < total
      ? `<IsTruncated>true</IsTruncated><Marker>${end}</Marker>`
      : '<IsTruncated>false</IsTruncated>';
  return `<GetAccountAuthorizationDetailsResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetAccountAuthorizationDetailsResult>${more}<RoleDetailList>${roles.join('')}</RoleDetailList></GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>`;
}

let folder: string;
let total = 0;
let pages = 0;
let server: Server;

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build.mjs', 'handlers'], { stdio: 'inherit' });
  folder = await mkdtemp(join(tmpdir(), 'trustwarden-'));
  await writeFile(
    join(folder, 'trustwarden.yml'),
    'version: 1\nmode: dry-run\nunlisted: report\nroles: [{ role: "arn:aws:iam::*:role/*", allow: [mygroup/myproject] }]\n',
  );
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.headers['x-amz-target'] !== undefined) {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
        response.end('{"FailedEntryCount":0,"Entries":[{"EventId":"e"}]}');
        return;
      }
      pages += 1;
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(pageOf(Number(new URLSearchParams(body).get('Marker') ?? 0), total));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/** Sweeps an account of so many roles in a process of its own, and returns the most memory that it had, in megabytes. */
async function peakOf(roles: number): Promise<number> {
  total = roles;
  pages = 0;
  const address = server.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  // WHY: with room to spare, Node collects no garbage; on Lambda it has less.
  const child = spawn(
    process.execPath,
    [
      '--max-old-space-size=48',
      '--max-semi-space-size=2',
      '-e',
      SCRIPT,
      join(process.cwd(), 'build/handlers/on-sweep/on-sweep.mjs'),
    ],
    {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'testing',
        TRUSTWARDEN_CONFIG: join(folder, 'trustwarden.yml'),
      },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  const ended = /^ENDED (.*)$/m.exec(output)?.[1];
  if (ended === undefined) throw new Error(output);
  const { answer, peak } = JSON.parse(ended) as { answer: unknown; peak: number };
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(output).toContain(`"roles":${roles},"admitting":${roles}`);
  expect(pages).toBe(roles / PAGE);
  return peak / 2 ** 20;
}

describe('a sweep', () => {
  it('of 20,000 roles needs hardly more memory than one of 1,000', async () => {
    const small = Math.min(await peakOf(1_000), await peakOf(1_000));
    const large = Math.min(await peakOf(20_000), await peakOf(20_000));
    process.stdout.write(
      `\na sweep of 1,000 roles needs ${small.toFixed(0)} MB, one of 20,000 ${large.toFixed(0)} MB\n`,
    );
    expect(large - small).toBeLessThan(20);
  }, 120_000);
});
