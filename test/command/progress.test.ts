import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { answeringServers, type AnsweringServer } from '../support/answering-server.ts';
import { answerAsIam, testCredentials } from '../support/iam-answers.ts';
import { COMMAND } from '../support/run-command.ts';
import { roleOutput } from '../support/role-files.ts';
import { startProgram, startTrustwarden, type Running } from '../support/running-command.ts';
import { corpPolicy, makeAccount } from '../support/sample-account.ts';
import { openPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const startServer = answeringServers();
const roles = ['one', 'two', 'three', 'four'].map((name) => ({ name, policy: corpPolicy }));

/** Starts a stand-in for IAM that takes its time. */
function slowServer(milliseconds: number): Promise<AnsweringServer> {
  const answer = answerAsIam([...roles, { name: 'open', policy: openPolicy }]);
  return startServer(async (...exchange) => {
    await sleep(milliseconds);
    answer(...exchange);
  });
}

/** Returns the arguments of a plan that takes about two seconds. */
async function slowPlan(...args: readonly string[]): Promise<readonly string[]> {
  const names = roles.map(({ name }) => name);
  return [...(await planOnAws(500)), ...args, ...names];
}

/** Returns the arguments of a plan of all roles, on an account that takes some milliseconds for each answer. */
async function planOnAws(milliseconds: number): Promise<readonly string[]> {
  const { config } = await makeAccount(await folder(), {});
  const { endpoint } = await slowServer(milliseconds);
  return ['plan', '--config', config, '--endpoint-url', endpoint];
}

const NOTHING_TO_DO = 'Plan: 0 to narrow, 0 to quarantine, 0 only reported, 4 fine.\n';
const LINE = /^\d of 4 roles, \d\.\d\/s\n/;

describe('what takes longer than a second', () => {
  it('says in the log of a job how far it is', async () => {
    const { code, stdout, stderr } = await startTrustwarden(await slowPlan(), {
      ...testCredentials,
      CI: 'true',
    }).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: NOTHING_TO_DO });
    expect(stderr).toMatch(LINE);
  });

  it('says it in a file', async () => {
    const log = join(await folder(), 'log');
    const args = ['-c', 'log=$1; shift; exec "$0" "$@" 2> "$log"', COMMAND, log, ...(await slowPlan())];
    expect(await startProgram('sh', args, testCredentials).ended).toMatchObject({
      code: 0,
      stdout: NOTHING_TO_DO,
      stderr: '',
    });
    expect(await readFile(log, 'utf8')).toMatch(LINE);
  });

  it.each([
    ['into a pipe', [], {}],
    ['with --quiet', ['--quiet'], { CI: 'true' }],
  ] as const)('says nothing of it %s', async (_, args, environment) => {
    const running = startTrustwarden(await slowPlan(...args), { ...testCredentials, ...environment });
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
  });
});

/** WHY: no library of Node makes a terminal without a compiler, and `script` is on most systems. */
const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;
const describeOnTerminal = hasScript ? describe : describe.skip;

function onTerminal(args: readonly string[], environment: Record<string, string> = {}): Running {
  const quoted = [COMMAND, ...args].map((arg) => `'${arg}'`).join(' ');
  return startProgram('script', ['-qec', `stty cols 90; ${quoted}`, '/dev/null'], {
    ...testCredentials,
    TERM: 'xterm',
    SHELL: '/bin/sh',
    ...environment,
  });
}

describeOnTerminal('on a terminal', () => {
  it('is a bar with counts and rate, which is gone in the end', async () => {
    const { stdout } = await onTerminal(await slowPlan()).ended;
    expect(stdout).toMatch(/\[1G#{6,}\.+ \d+% [1-3] of 4 roles, \d\.\d\/s/);
    const afterBar = stdout.slice(stdout.lastIndexOf('/s') + 2);
    expect(afterBar).toContain('\u001B[2K');
    expect(afterBar.replaceAll('\r', '')).toContain(NOTHING_TO_DO);
  });

  it('is a bar for all roles of an account as well', async () => {
    const { stdout } = await onTerminal(await planOnAws(1_500)).ended;
    expect(stdout).toMatch(/\[1G\.{24} 0% 0 roles, 0\.0\/s/);
    expect(stdout).toContain('Plan: 1 to narrow, 0 to quarantine, 0 only reported, 4 fine.');
  });

  it('is a bar with the number of roles for all of a file account', async () => {
    const { folder: account, config } = await makeAccount(await folder());
    const slow = join(account, 'roles', 'slow.json');
    spawnSync('mkfifo', [slow]);
    const running = onTerminal(['plan', '--account-dir', account, '--config', config]);
    await running.until(/\[1G\.{24} 0% 0 of 4 roles, 0\.0\/s/);
    await writeFile(slow, JSON.stringify(roleOutput('slow', corpPolicy)));
    expect((await running.ended).stdout).toContain('0 only reported, 2 fine.');
  });

  it('is no bar with --quiet, and none where another program reads', async () => {
    expect((await onTerminal(await slowPlan('--quiet')).ended).stdout).toBe('');
    const args = (await slowPlan()).map((arg) => `'${arg}'`).join(' ');
    const piped = startProgram(
      'script',
      ['-qec', `'${COMMAND}' ${args} | cat`, '/dev/null'],
      testCredentials,
    );
    expect((await piped.ended).stdout.replaceAll('\r', '')).toBe(NOTHING_TO_DO);
  });

  it('has colours, unless NO_COLOR is set, and lines of its width', async () => {
    const account = await makeAccount(await folder());
    const args = ['plan', '--account-dir', account.folder, '--config', account.config];
    const { stdout: coloured } = await onTerminal(args).ended;
    const { stdout: plain } = await onTerminal(args, { NO_COLOR: '1' }).ended;
    expect(coloured).toContain('\u001B[31mbroader (critical)\u001B[39m');
    expect(plain).not.toContain('\u001B');
    const widest = Math.max(...plain.split('\r\n').map((line) => line.length));
    expect(widest).toBeGreaterThan(80);
    expect(widest).toBeLessThanOrEqual(90);
  });
});
