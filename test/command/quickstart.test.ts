import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { trustwarden } from '../support/run-command.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();

describe('quickstart', () => {
  it('proposes, rewrites, and has nothing left to do', async () => {
    const out = join(await folder(), 'out');
    const { code, stdout } = trustwarden(['quickstart', '--out', out]);
    expect(code).toBe(0);
    expect(stdout.match(/proposed: narrow/g)).toHaveLength(3);
    expect(stdout.match(/done: narrow/g)).toHaveLength(3);
    expect(stdout.match(/done: quarantine, no entry names it/g)).toHaveLength(1);
    expect(stdout).toContain('any gitlab.com project can assume `deploy`, for example `a/a` on branch `a`');
    expect(stdout).toContain('nobody gets in: a gitlab.com token never has `gitlab.example.com:sub`');
    expect(stdout).not.toContain('\u001B');
  });

  it('changes no role in dry run', async () => {
    const out = join(await folder(), 'out');
    expect(trustwarden(['quickstart', '--out', out, '--dry-run-only']).code).toBe(0);
    for (const name of ['deploy', 'publish', 'shared', 'forgotten', 'release', 'copied-from-a-vendor']) {
      const given = await readFile(`examples/quickstart/account/roles/${name}.json`, 'utf8');
      expect(await readFile(join(out, 'roles', `${name}.json`), 'utf8')).toBe(given);
    }
  });

  it('says in one line what is wrong where the examples are not there', () => {
    const ended = trustwarden(['quickstart', '--examples', 'nowhere']);
    expect(ended.code).toBe(2);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  });
});
