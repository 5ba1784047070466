import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SCRIPT = resolve('scripts/generate.mjs');

function generate(folder: string, ...args: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, problems: stderr.trim().split('\n') };
}

describe('what follows from the schema', () => {
  it('is generated', () => {
    expect(generate('.', '--check')).toEqual({ status: 0, problems: [''] });
  });

  it('is stale once the schema has changed, until it is generated anew', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trustwarden-'));
    for (const path of ['config', 'docs/configuration.md', '.prettierrc.json'])
      await cp(path, join(folder, path), { recursive: true });
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    const schema = join(folder, 'config/config.schema.json');
    const text = await readFile(schema, 'utf8');
    await writeFile(
      schema,
      text.replace('"maximum": 1000000', '"maximum": 7').replace('How many changes', 'What'),
    );
    expect(generate(folder, '--check')).toEqual({
      status: 1,
      problems: ['config/schema-validator.ts', 'docs/configuration.md'].map(
        (path) => `generate: \`${path}\` does not follow from the schema, run \`npm run generate\``,
      ),
    });
    expect(generate(folder).status).toBe(0);
    expect(generate(folder, '--check').status).toBe(0);
    expect(await readFile(join(folder, 'docs/configuration.md'), 'utf8')).toContain('What are made before');
    expect(await readFile(join(folder, 'config/schema-validator.ts'), 'utf8')).toContain('must be <= 7');
    await rm(folder, { recursive: true });
  });
});
