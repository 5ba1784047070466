import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { codeQualityFaults } from '../support/code-quality-schema.ts';
import { INSTALLED, PATH } from '../support/run-command.ts';
import { corpPolicy, sampleConfiguration } from '../support/sample-account.ts';
import { arnOf, openPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';
import { terraformPlan, type PlannedRole } from '../support/terraform-plan.ts';

const folder = temporaryFolders();
const page = readFileSync('docs/command.md', 'utf8');
const jobs = parse(/```yaml\n(workflow:[\s\S]*?)```/.exec(page)?.[1] ?? '');

/** What stands for Terraform: it prints the plan that lies beside it. */
const terraform = '#!/bin/sh\ncase "$1" in show) cat "$(dirname "$0")/the-plan.json" ;; esac\n';

const role = (name: string, policy: unknown): PlannedRole => ({
  address: `aws_iam_role.${name}`,
  values: { name, arn: arnOf(name), path: '/', assume_role_policy: JSON.stringify(policy) },
  unknown: {},
});

function shell(lines: readonly string[]): readonly string[] {
  return ['-euc', lines.join('\n')];
}

/** Runs the scripts of the documented jobs, one after the other, in a project of its own. */
async function runJobs(roles: readonly PlannedRole[]) {
  const project = await folder();
  await writeFile(join(project, 'trustwarden.yml'), sampleConfiguration);
  await writeFile(join(project, 'the-plan.json'), JSON.stringify(terraformPlan(roles)));
  await writeFile(join(project, 'terraform'), terraform);
  await chmod(join(project, 'terraform'), 0o755);
  const env = { PATH: [project, PATH].join(delimiter), CI: 'true' };
  execFileSync('sh', shell(jobs['terraform-plan'].script), { cwd: project, env });
  const installed = join(INSTALLED, 'node_modules', 'trustwarden');
  const script = jobs['trust-policies'].script.map((line: string) =>
    line.replace('/opt/trustwarden', installed),
  );
  const { status, stdout, stderr } = spawnSync('sh', shell(script), { cwd: project, env, encoding: 'utf8' });
  const report: Record<string, unknown>[] = JSON.parse(
    await readFile(join(project, jobs['trust-policies'].artifacts.reports.codequality), 'utf8'),
  );
  return { code: status, stdout, stderr, report };
}

describe('the documented job of GitLab CI', () => {
  it('fails for a plan that lets too many in, and has a report to upload', async () => {
    const { code, stdout, stderr, report } = await runJobs([
      role('deploy', openPolicy),
      role('fine', corpPolicy),
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('2 trust policies: 1 broader, 0 undecided, 0 not readable, 1 fine\n');
    expect(codeQualityFaults(report)).toEqual([]);
    expect(report).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          check_name: 'subject/unconstrained',
          severity: 'blocker',
          location: { path: 'plan.json', lines: { begin: 1 } },
        }),
      ]),
    );
  });

  it('passes for a plan that is fine', async () => {
    expect(await runJobs([role('fine', corpPolicy)])).toMatchObject({ code: 0 });
  });

  it('passes with a warning for a policy that is known after apply', async () => {
    const values = { name: 'deploy', arn: arnOf('deploy'), path: '/' };
    const unknown = { assume_role_policy: true };
    const { code, report } = await runJobs([{ address: 'aws_iam_role.deploy', values, unknown }]);
    expect(jobs['trust-policies'].allow_failure.exit_codes).toEqual([code]);
    expect(report).toMatchObject([{ check_name: 'statement/undecided', severity: 'major' }]);
  });

  it('uploads the report of a job that fails, after a plan that it waits for', () => {
    expect(jobs['trust-policies']).toMatchObject({
      needs: ['terraform-plan'],
      artifacts: { when: 'always' },
    });
    expect(jobs['terraform-plan'].artifacts.paths).toEqual(['plan.json']);
  });
});
