import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import packageFile from '../../package.json' with { type: 'json' };
import { EXIT } from '../../cli/errors.ts';
import { EXIT_MEANINGS } from '../../cli/help.ts';
import { COMMAND, trustwarden } from '../support/run-command.ts';

describe('wrong usage', () => {
  it.each([
    [['chek'], "unknown command 'chek'", 'Did you mean check?'],
    [['config', 'validte', 'x'], "unknown command 'validte'", 'Did you mean validate?'],
    [['check', '--alow', 'a/b', 'x'], "unknown option '--alow'", 'Did you mean --allow?'],
    [['config', 'init', '--acount-dir', 'x'], "unknown option '--acount-dir'", 'Did you mean --account-dir?'],
    [['check', '--format', 'xml', 'x'], "argument 'xml' is invalid", 'text, json, ndjson, sarif, gitlab'],
    [['handle', 'x'], 'required option', '--config'],
    [['brake'], 'Usage: trustwarden brake', 'reset'],
    [['plan', '--acount-dir', 'x'], "unknown option '--acount-dir'", 'Did you mean --account-dir?'],
    [['apply', '--auto-aprove', 'x'], "unknown option '--auto-aprove'", 'Did you mean --auto-approve?'],
    [['undo', 'x'], 'required option', '--config'],
    [['realease', 'x'], "unknown command 'realease'", 'Did you mean release?'],
    [['config'], 'Usage: trustwarden config', 'validate <file>'],
    [[], 'Usage: trustwarden', 'Exit codes:'],
  ])('of %j ends with 2 and says the way out', (args, wrong, wayOut) => {
    const { code, stdout, stderr } = trustwarden(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(wrong);
    expect(stderr).toContain(wayOut);
  });

  it('shows a hostile option escaped', () => {
    expect(trustwarden(['check', '--a\u001B[2J\u202E']).stderr).toContain('--a\\u001b[2J\\u202e');
  });
});

describe('--help', () => {
  it.each([
    'check',
    'plan',
    'apply',
    'history',
    'explain',
    'undo',
    'release',
    'brake',
    'brake status',
    'brake reset',
    'handle',
    'quickstart',
    'config',
    'config validate',
    'config schema',
    'config explain',
    'config init',
  ])('of %s has a worked example and the exit codes', (name) => {
    const { code, stdout, stderr } = trustwarden([...name.split(' '), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`\\nExample:\\n  trustwarden ${name}( |\\n)`));
    for (const [word, exit] of Object.entries(EXIT))
      expect(stdout).toContain(`  ${exit}  ${EXIT_MEANINGS[word as keyof typeof EXIT]}\n`);
    expect(stdout).toContain('Where several apply: 130, then 2, 3, 1, 4.');
  });

  it('stands beside --version', () => {
    expect(trustwarden(['--version']).stdout).toBe(`${packageFile.version}\n`);
  });
});

describe('--debug', () => {
  const args = ['check', '--config', 'nowhere.yml', 'x'];

  it.each([[['--debug', ...args]], [[...args, '--debug']]])(
    'shows in %j where an error comes from',
    (all) => {
      const { code, stderr } = trustwarden(all);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^trustwarden: [^\n]+nowhere\.yml[^\n]+\n +at /);
    },
  );

  it('is needed for that', () => {
    expect(trustwarden(args).stderr).toMatch(/^trustwarden: [^\n]+\n$/);
  });

  it('shows no stack for what the user can mend', () => {
    expect(trustwarden(['check', '--debug', 'x']).stderr).toMatch(/^trustwarden: nothing says[^\n]+\n$/);
  });
});

const describeWhereFull = existsSync('/dev/full') ? describe : describe.skip;

describeWhereFull('output that cannot be written', () => {
  const full = ['-c', '"$0" "$@" > /dev/full', COMMAND, '--help'];

  it('ends with 2 and one line, as 1 would say that a policy is broader', () => {
    const { status, stderr } = spawnSync('sh', full, { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^trustwarden: ENOSPC[^\n]+\n$/);
  });
});
