import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import packageFile from '../../package.json' with { type: 'json' };
import { COMMAND, INSTALLED, PATH } from '../support/run-command.ts';

const tarball = join(INSTALLED, 'trustwarden.tgz');
const packed = join(INSTALLED, 'node_modules', 'trustwarden');
const declarations = readdirSync('policies', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => `build/lib/${path.replace(/\.ts$/, '.d.ts')}`);
const files = [
  'LICENSE',
  'README.md',
  'build/cli/THIRD-PARTY-NOTICES.txt',
  'build/cli/trustwarden.cjs',
  'build/lib/index.js',
  ...declarations,
  'config/config.schema.json',
  'package.json',
];

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trustwarden-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(packed, join(folder, 'node_modules', 'trustwarden'), 'junction');
});

afterAll(() => rmSync(folder, { recursive: true }));

function runIn(where: string, program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: where,
    encoding: 'utf8',
    env: { PATH: [dirname(COMMAND), PATH].join(delimiter) },
  });
  return status === 0 ? stdout : `exit ${status}: ${stdout}${stderr}`;
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

function textOf(path: string): string {
  return readFileSync(join(packed, path), 'utf8');
}

describe('the tarball', () => {
  it('holds the command, the core with its types, the schema and the notices, and nothing else', () => {
    const listed = runIn('.', 'tar', '-tzf', tarball).trim().split('\n');
    expect(listed.sort()).toEqual(files.map((path) => `package/${path}`).sort());
  });

  it('says nothing about the machine that made it', () => {
    const places = [process.cwd(), homedir(), tmpdir()].filter((place) => place.length > 1);
    for (const path of files)
      for (const place of places) expect([path, textOf(path).includes(`${place}/`)]).toEqual([path, false]);
    expect(textOf('build/cli/trustwarden.cjs')).not.toContain('sourceMappingURL');
  });

  it('installs nothing else', () => {
    expect(packageFile).not.toHaveProperty('dependencies');
    const around = readdirSync(join(INSTALLED, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(around).toEqual(['trustwarden']);
  });

  it.each(['commander', 'yaml', '@aws-sdk/client-iam', 'ajv', 'jsonc-parser'])(
    'has the notice of %s',
    (name) => {
      expect(textOf('build/cli/THIRD-PARTY-NOTICES.txt')).toMatch(
        new RegExp(`^${name} \\d+\\.\\S+ \\(`, 'm'),
      );
    },
  );
});

describe('the command', () => {
  it('is on the path, and runs in an empty folder', () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expect(runIn(empty, 'trustwarden', '--version')).toBe(`${packageFile.version}\n`);
    expect(readdirSync(empty)).toEqual([]);
  });

  it('loads little before it is told what to do', async () => {
    const { metafile } = await build({
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      outdir: 'build',
      mainFields: ['module', 'main'],
      entryPoints: ['cli/trustwarden.ts'],
    });
    const loaded = new Set(['cli/trustwarden.ts']);
    for (const path of loaded)
      for (const { kind, path: needed } of metafile.inputs[path]?.imports ?? [])
        if (kind !== 'dynamic-import') loaded.add(needed);
    const packages = [...loaded].flatMap((path) => /^node_modules\/([^/]+)/.exec(path)?.[1] ?? []);
    expect([...new Set(packages)].sort()).toEqual(['commander', 'picocolors']);
    expect([...loaded].filter((path) => path.startsWith('adapters/'))).toEqual([]);
  });
});

const page = readFileSync('docs/library.md', 'utf8');

function blockOf(language: string): string {
  return new RegExp(`\\n\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? '';
}

describe('the core in a program', () => {
  const compiler = resolve('node_modules/typescript/bin/tsc');
  const settings = {
    compilerOptions: {
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      target: 'ES2023',
      strict: true,
      skipLibCheck: false,
      types: [],
      lib: ['ES2023', 'DOM'],
      outDir: 'out',
    },
    include: ['*.mts'],
  };

  function compile(text: string): string {
    write('tsconfig.json', JSON.stringify(settings));
    write('program.mts', text);
    return runIn(folder, process.execPath, compiler, '-p', '.');
  }

  it('judges and plans as the page on it says, with types that hold', () => {
    expect(compile(blockOf('ts'))).toBe('');
    expect(blockOf('text')).toMatch(/^broader subject\/unconstrained /);
    expect(runIn(folder, process.execPath, 'out/program.mjs')).toBe(blockOf('text'));
  });

  it('does not compile where it is used in a wrong way', () => {
    const alone = blockOf('ts').replace('judge(decoded.policy, intent, { role })', 'judge(decoded.policy)');
    expect(compile(alone)).toMatch(/^exit 2: program\.mts\(\d+,\d+\): error TS2554: [^\n]+\n$/);
    const wrong = blockOf('ts').replace("kind: 'project'", "kind: 'repository'");
    expect(compile(wrong)).toMatch(/^exit 2: program\.mts\(\d+,\d+\): error TS2322: [^\n]+\n$/);
  });

  it('has no other door', () => {
    const inside = write('inside.mjs', "import 'trustwarden/build/lib/index.js';");
    expect(runIn(folder, process.execPath, inside)).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  it('has the schema of the configuration beside it', () => {
    const schema = write(
      'schema.mjs',
      "import { readFileSync } from 'node:fs';\nimport { fileURLToPath } from 'node:url';\n" +
        "process.stdout.write(readFileSync(fileURLToPath(import.meta.resolve('trustwarden/config.schema.json'))));",
    );
    expect(runIn(folder, process.execPath, schema)).toBe(readFileSync('config/config.schema.json', 'utf8'));
  });
});
