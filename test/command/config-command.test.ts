import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { trustwarden } from '../support/run-command.ts';
import { putRoleFile, roleOutput } from '../support/role-files.ts';
import { hostileText, openPolicy, projectPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const ARN = 'arn:aws:iam::111122223333:role/';

async function configuration(text: string): Promise<string> {
  const path = join(await folder(), 'trustwarden.yml');
  await writeFile(path, text);
  return path;
}

describe('config validate', () => {
  it('says what a good configuration holds, with its warnings', async () => {
    const path = await configuration(
      `version: 1\nmode: dry-run\nunlisted: report\nroles: [{ role: '${ARN}a', allow: [mygroup/api] }]\n`,
    );
    const { code, stdout, stderr } = trustwarden(['config', 'validate', path]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      `${path}:4:61: roles[0].allow[0]: \`"mygroup"\` looks like a group of an example, and on a public instance it is somebody's: write your own (warning)`,
      expect.stringMatching(
        /: fine, mode dry-run, 1 role entry, 0 exemptions, 1 warning, digest [0-9a-f]{12}$/,
      ),
      '',
    ]);
  });

  it('says everything that is wrong at once', async () => {
    const path = await configuration(
      'version: 1\nmode: enforce\nunlistd: report\nroles: [{ role: x, allow: y }]\n',
    );
    const { code, stdout } = trustwarden(['config', 'validate', path]);
    expect(code).toBe(2);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(path.length)),
    ).toEqual([
      ':3:1: unlistd: unknown key `"unlistd"`, did you mean `unlisted`',
      expect.stringMatching(/^:4:17: roles\[0\]\.role: `"x"` is not the ARN of an IAM role/),
      expect.stringMatching(/^:4:27: roles\[0\]\.allow: `"y"` is not a list of projects and groups/),
    ]);
  });

  it('says what is odd beside what is wrong, in the order of the text', async () => {
    const path = await configuration(
      `version: 1\nmode: enforce\nunlisted: report\nroles:\n- { role: '${ARN}a', allow: [mygroup/api] }\n- { role: '${ARN}a', allow: [] }\n`,
    );
    const { code, stdout } = trustwarden(['config', 'validate', path]);
    expect(code).toBe(2);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.slice(path.length))).toEqual([
      expect.stringMatching(/^:2:7: mode: `enforce` needs limits/),
      expect.stringMatching(/^:5:\d+: roles\[0\]\.allow\[0\]: `"mygroup"` looks like .* \(warning\)$/),
      expect.stringMatching(/^:6:11: roles\[1\]\.role: role pattern .* stands already/),
    ]);
  });

  it('says that there is none', async () => {
    const { code, stdout, stderr } = trustwarden(['config', 'validate', join(await folder(), 'x.yml')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^trustwarden: there is no configuration at `[^`]*x\.yml`/);
  });
});

describe('config schema', () => {
  it('prints the schema', async () => {
    const { code, stdout } = trustwarden(['config', 'schema']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(await readFile('config/config.schema.json', 'utf8')));
  });
});

describe('config explain', () => {
  const TEXT = `version: 1
mode: dry-run
unlisted: quarantine
unfixable: report
requireProjectId: true
roles:
  - { role: '${ARN}production', allow: [] }
  - { role: 'arn:aws:iam::444455556666:role/*', allow: [] }
  - { role: 'arn:aws-cn:iam::*:role/*', allow: [] }
  - role: '${ARN}deploy-*'
    allow:
      - { project: a/b, id: 7, branches: [main, 'r/*'], subject: [[project_id, ref_type, ref]] }
exempt:
  - { role: '${ARN}deploy-x', reason: "on call \\e[2J", until: 2999-12-31 }
`;

  it('says which entry means the role, why the earlier ones do not, and what follows', async () => {
    const path = await configuration(TEXT);
    const { code, stdout } = trustwarden(['config', 'explain', `${ARN}deploy-x`, '--config', path]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([
      `${ARN}deploy-x`,
      `roles[0] \`${ARN}production\` does not: its path and name is \`role/production\`, not \`role/deploy-x\``,
      'roles[1] `arn:aws:iam::444455556666:role/*` does not: its account is `444455556666`, not `111122223333`',
      'roles[2] `arn:aws-cn:iam::*:role/*` does not: its partition is `aws-cn`, not `aws`',
      `roles[3] \`${ARN}deploy-*\` means it`,
      'mode: dry-run',
      String.raw`exempt until 2999-12-31: on call \u001b[2J (only reported on)`,
      'allows:',
      '  project a/b, which has to show id 7, of gitlab.com, branches main r/*, no tags, subjects project_id:ref_type:ref',
      'where nothing is left to narrow: report; where it cannot be decided: report; quarantine: isolate',
    ]);
  });

  it('says on standard error what is odd about the configuration, as that an exemption has ended', async () => {
    const path = await configuration(TEXT.replace('2999-12-31', '2026-01-31'));
    const { code, stdout, stderr } = trustwarden(['config', 'explain', `${ARN}deploy-x`, '--config', path]);
    expect(code).toBe(0);
    expect(stdout).not.toContain('exempt');
    expect(stderr).toMatch(
      /exempt\[0\]\.until: the exemption ended on 2026-01-31 and no longer counts, [^\n]+\(warning\)\n$/,
    );
  });

  it('says what holds for a role that no entry names', async () => {
    const path = await configuration(TEXT);
    const { stdout } = trustwarden(['config', 'explain', `${ARN}other`, '--config', path]);
    expect(stdout.split('\n').slice(-5, -1)).toEqual([
      'no entry of `roles` names it, so that `defaults.allow` holds; beyond that: quarantine',
      'mode: dry-run',
      'allows nobody',
      'where nothing is left to narrow: quarantine; where it cannot be decided: report; quarantine: isolate',
    ]);
  });

  it.each(['deploy', 'arn:aws:iam::1:role/x', 'arn:aws:iam::111122223333:user/x', hostileText])(
    'asks for the ARN of a role: %j',
    async (role) => {
      const path = await configuration(TEXT);
      const { code, stderr } = trustwarden(['config', 'explain', role, '--config', path]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^trustwarden: "[^\n]*" is not the ARN of a role, write it like `arn:[^\n]*\n$/);
    },
  );
});

async function account(): Promise<string> {
  const place = await folder();
  await putRoleFile(place, 'open.json', roleOutput('open', openPolicy));
  await putRoleFile(place, 'project.json', roleOutput('project', projectPolicy));
  return place;
}

describe('config init', () => {
  it('writes a valid configuration out of a file account, once', async () => {
    const place = await account();
    const out = join(place, 'trustwarden.yml');
    const first = trustwarden(['config', 'init', '--account-dir', place, '--out', out]);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('from 2 roles');
    const text = await readFile(out, 'utf8');
    expect(text).toContain('mode: dry-run');
    expect(text).toContain('- mygroup/myproject\n');
    expect(trustwarden(['config', 'validate', out]).code).toBe(0);
    const second = trustwarden(['config', 'init', '--account-dir', place, '--out', out]);
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toContain('is there already, move it away or give another `--out`');
    expect(await readFile(out, 'utf8')).toBe(text);
  });

  it('prints it where no file is named', async () => {
    const { code, stdout } = trustwarden(['config', 'init', '--account-dir', await account()]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# yaml-language-server: \$schema=\.\/config\.schema\.json\n/);
  });

  it('says which folder cannot be read', async () => {
    const { code, stderr } = trustwarden(['config', 'init', '--account-dir', join(await folder(), 'none')]);
    expect(code).toBe(2);
    expect(stderr).toContain('name a folder that holds `roles/*.json`');
  });
});

describe('config', () => {
  it('shows what there is', () => {
    const { code, stderr } = trustwarden(['config']);
    expect(code).toBe(2);
    expect(
      stderr.split('\n').filter((line) => /^ {2}(validate|schema|explain|init)\b/.test(line)),
    ).toHaveLength(4);
  });
});
