import { describe, expect, it } from '@jest/globals';
import packageFile from '../../package.json' with { type: 'json' };
import { FORMATS } from '../../cli/formats.ts';
import { codeQualityFaults } from '../support/code-quality-schema.ts';
import { expectText } from '../support/expected.ts';
import { trustwarden, type Ended } from '../support/run-command.ts';
import { deployArn } from '../support/samples.ts';
import { sarifFaults } from '../support/sarif-schema.ts';
import { temporaryFiles } from '../support/temporary-folder.ts';
import { terraformPlan } from '../support/terraform-plan.ts';

const files = temporaryFiles();
const roles = 'test/command/documents/roles.ndjson';
const check = (...args: readonly string[]): Ended =>
  trustwarden(['check', '--config', 'test/command/documents/trustwarden.yml', ...args]);

describe('the formats of check', () => {
  it.each(FORMATS)('answers as %s what is expected, with the same exit code', (format) => {
    const { code, stdout } = check('--format', format, roles);
    expectText(
      `check-${format}.txt`,
      stdout.replace(`"version": "${packageFile.version}"`, '"version": "…"'),
    );
    expect(code).toBe(2);
  });

  it('answers as text where no format is asked for', () => {
    expect(check(roles).stdout).toBe(check('--format', 'text', roles).stdout);
  });

  it('writes SARIF that its schema accepts', () => {
    const log = JSON.parse(check('--format', 'sarif', roles, 'no where.json').stdout);
    expect(sarifFaults(log)).toEqual([]);
    expect(sarifFaults({ ...log, runs: [{}] })).not.toEqual([]);
    expect(log.runs[0].invocations[0].toolExecutionNotifications).toHaveLength(2);
  });

  it('writes a Code Quality report in the form that GitLab reads', () => {
    const report = JSON.parse(check('--format', 'gitlab', `./${roles}`, 'nowhere.json').stdout);
    expect(codeQualityFaults(report)).toEqual([]);
    expect(codeQualityFaults([{ ...report[0], severity: 'high' }])).not.toEqual([]);
    const fingerprints = report.map((each: { fingerprint: string }) => each.fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });

  it('reports a trust policy that is known after apply only', async () => {
    const unknown = { arn: true, assume_role_policy: true };
    const plan = terraformPlan([
      { address: 'aws_iam_role.deploy', values: { name: 'deploy', path: '/' }, unknown },
    ]);
    const path = await files({ 'plan.json': plan });
    const args = ['--role', deployArn, path('plan.json')];
    const log = check('--format', 'sarif', ...args);
    expect(log.code).toBe(4);
    expect(sarifFaults(JSON.parse(log.stdout))).toEqual([]);
    expect(JSON.parse(log.stdout).runs[0].results).toMatchObject([
      { ruleId: 'statement/undecided', level: 'warning' },
    ]);
    expect(JSON.parse(check('--format', 'gitlab', ...args).stdout)).toMatchObject([
      { check_name: 'statement/undecided', severity: 'major' },
    ]);
  });

  it('holds as JSON the same objects as NDJSON', () => {
    const { results, summary, version } = JSON.parse(check('--format', 'json', roles).stdout);
    const lines = check('--format', 'ndjson', roles).stdout.trimEnd().split('\n');
    expect(results).toEqual(lines.map((line) => JSON.parse(line)));
    expect({ summary, version }).toEqual({
      summary: { fine: 2, broader: 4, undecided: 1, errors: 1 },
      version: 1,
    });
  });

  it('keeps results on standard output and the rest on standard error', () => {
    const { stdout, stderr } = check('--format', 'gitlab', roles);
    expect(JSON.parse(stdout)).toHaveLength(9);
    expect(stderr).toContain('(warning)');
    expect(stderr).toContain('roles.ndjson:7: the line is not JSON');
    expect(stderr).toContain('8 trust policies: 4 broader');
  });
});

describe('--quiet', () => {
  it('leaves of the text the exit code and what could not be read', () => {
    const { code, stdout, stderr } = check('--quiet', roles);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `${roles}:7: the line is not JSON, repair or remove it\n`,
    });
  });

  it.each(['json', 'ndjson', 'sarif', 'gitlab'])(
    'leaves a report as %s as it is, without warnings',
    (format) => {
      const quiet = check('--quiet', '--format', format, roles);
      expect(quiet.stdout).toBe(check('--format', format, roles).stdout);
      expect(quiet.stderr).not.toContain('(warning)');
    },
  );
});
