/**
 * Bundles the command (`cli`), the core with its types for programs (`lib`), the functions (`handlers`), the
 * benchmarks (`bench`), or `all` that is shipped. Usage: node scripts/build.mjs cli|lib|handlers|bench|all …
 */
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readDeployment } from './deployment.mjs';
import { functionOptions } from './function-options.mjs';
import { noticesOf } from './notices.mjs';

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  logLevel: 'warning',
  legalComments: 'eof',
};

/** The functions that are deployed, by their sources. */
const FUNCTIONS = ['on-iam-event', 'on-schedule', 'on-sweep'];

const builds = {
  cli: async () => {
    const { metafile } = await build({
      ...shared,
      target: 'node20.19',
      metafile: true,
      // WHY: the CommonJS form of `jsonc-parser` asks for its parts by names that no bundler sees.
      mainFields: ['module', 'main'],
      entryPoints: ['cli/trustwarden.ts'],
      outdir: 'build/cli',
      banner: { js: '#!/usr/bin/env node' },
      // WHY: less to parse at each start; names stay, as `--debug` shows them.
      minifyWhitespace: true,
      minifySyntax: true,
      lineLimit: 200,
    });
    await writeFile('build/cli/THIRD-PARTY-NOTICES.txt', noticesOf(metafile));
  },
  lib: async () => {
    await rm('build/lib', { recursive: true, force: true });
    await build({
      bundle: true,
      platform: 'neutral',
      format: 'esm',
      target: 'es2023',
      logLevel: 'warning',
      entryPoints: ['policies/index.ts'],
      outdir: 'build/lib',
    });
    const compiler = ['node_modules/typescript/bin/tsc', '-p', 'policies/tsconfig.declarations.json'];
    execFileSync(process.execPath, compiler, { stdio: ['ignore', process.stderr, process.stderr] });
    await nameModules('build/lib');
  },
  handlers: async () => {
    const { bundled, template } = await readDeployment(process.env);
    await rm('build/handlers', { recursive: true, force: true });
    for (const name of FUNCTIONS) {
      await build({
        ...functionOptions,
        entryPoints: [`handlers/${name}.ts`],
        outdir: `build/handlers/${name}`,
      });
      if (bundled) await copyFile(bundled, `build/handlers/${name}/trustwarden.yml`);
    }
    await writeFile('build/handlers/deployment.json', `${JSON.stringify(template, null, 2)}\n`);
  },
  bench: async () => {
    await build({ ...shared, target: 'node20.19', entryPoints: ['bench/run.ts'], outdir: 'build/bench' });
    await build({
      ...functionOptions,
      entryPoints: ['bench/floor-handler.ts'],
      outdir: 'build/bench/floor',
    });
  },
};

const wanted = process.argv.slice(2);
const names = wanted.length === 0 || wanted.includes('all') ? ['cli', 'lib', 'handlers'] : wanted;
await mkdir('build', { recursive: true });
for (const name of names) {
  if (!Object.hasOwn(builds, name)) {
    console.error(
      `build: no such part: ${JSON.stringify(name)}, give one of ${Object.keys(builds).join(', ')} or all`,
    );
    process.exit(2);
  }
  try {
    await builds[name]();
  } catch (error) {
    if (!['ConfigSourceError', 'SettingError'].includes(error.name)) throw error;
    console.error(`build: ${error.message}`);
    process.exit(2);
  }
}

/** Makes declarations name the modules beside them. WHY: the compiler leaves the names of the sources there. */
async function nameModules(folder) {
  const paths = await readdir(folder, { recursive: true });
  for (const path of paths.filter((name) => name.endsWith('.d.ts'))) {
    const text = await readFile(`${folder}/${path}`, 'utf8');
    await writeFile(`${folder}/${path}`, text.replaceAll(/(['"])(\.[^'"\n]+)\.ts\1/g, '$1$2.js$1'));
  }
}
