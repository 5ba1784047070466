#!/usr/bin/env node
/**
 * Writes what follows from `config/config.schema.json`: the validator, so that no function compiles the schema when it
 * starts, and the table of keys in `docs/configuration.md`. Usage: npm run generate [-- --check]
 *
 * `--check` writes nothing, and fails where a file is not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { _ } from 'ajv/dist/compile/codegen/index.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { format } from 'prettier';
import { importSource } from './import-source.mjs';
import { referenceOf } from './reference.mjs';

const { isDay } = await importSource('config/day.ts');

const schema = JSON.parse(readFileSync('config/config.schema.json', 'utf8'));

const files = {
  'config/schema-validator.ts': await validatorOf(schema),
  'docs/configuration.md': await pageWith(schema, readFileSync('docs/configuration.md', 'utf8')),
};

const stale = Object.entries(files).filter(([path, text]) => readOrNothing(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale)
    console.error(`generate: \`${path}\` does not follow from the schema, run \`npm run generate\``);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of stale) writeFileSync(path, text);
}

async function validatorOf(source) {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    // WHY: these two do not see that a branch of an `if` shares the keys around it.
    strictTypes: false,
    strictRequired: false,
    code: { source: true, esm: true, formats: _`require("./day.ts").FORMATS` },
  });
  ajv.addFormat('date', isDay);
  // WHY: Ajv resolves anchors, but its strict mode does not know the word.
  ajv.addKeyword('$anchor');
  const code = standaloneCode.default(ajv, ajv.compile(source));
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: 'config' },
    bundle: true,
    format: 'esm',
    write: false,
    legalComments: 'inline',
  });
  const head = '// Generated from config.schema.json by `npm run generate`: do not edit.\n// @ts-nocheck\n';
  return format(head + outputFiles[0].text, { parser: 'babel', ...prettierOptions() });
}

async function pageWith(source, page) {
  const [start, end] = ['<!-- keys -->', '<!-- /keys -->'];
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error('docs/configuration.md has no marks for the table of keys');
  const text = `${page.slice(0, from + start.length)}\n\n${referenceOf(source)}\n${page.slice(to)}`;
  return format(text, { parser: 'markdown', ...prettierOptions() });
}

function prettierOptions() {
  return JSON.parse(readFileSync('.prettierrc.json', 'utf8'));
}

function readOrNothing(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
