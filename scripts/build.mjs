/**
 * Bundles the command (`cli`), the functions (`handlers`), the benchmarks (`bench`), or `all` of them.
 * Usage: node scripts/build.mjs cli|handlers|bench|all
 */
import { build } from 'esbuild';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { readSources } from './sources.mjs';

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  logLevel: 'warning',
  legalComments: 'eof',
};

const builds = {
  cli: () =>
    build({
      ...shared,
      target: 'node20.19',
      // WHY: the CommonJS form of `jsonc-parser` asks for its parts by names that no bundler sees.
      mainFields: ['module', 'main'],
      entryPoints: ['cli/trustwarden.ts'],
      outdir: 'build/cli',
      banner: { js: '#!/usr/bin/env node' },
    }),
  handlers: async () => {
    const { bundled, template } = await readSources(process.env);
    await rm('build/handlers', { recursive: true, force: true });
    await build({
      ...shared,
      target: 'node24',
      // WHY: of an AWS client that is bundled as a module, only the calls that are made come along.
      mainFields: ['module', 'main'],
      minify: true,
      sourcemap: 'external',
      entryPoints: ['handlers/on-iam-event.ts'],
      outdir: 'build/handlers',
    });
    if (bundled) await copyFile(bundled, 'build/handlers/trustwarden.yml');
    await writeFile('build/handlers/sources.json', `${JSON.stringify(template, null, 2)}\n`);
  },
  bench: () =>
    build({ ...shared, target: 'node20.19', entryPoints: ['bench/run.ts'], outdir: 'build/bench' }),
};

const wanted = process.argv[2] ?? 'all';
const names = wanted === 'all' ? ['cli', 'handlers'] : [wanted];
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
    if (error.name !== 'ConfigSourceError') throw error;
    console.error(`build: ${error.message}`);
    process.exit(2);
  }
}
