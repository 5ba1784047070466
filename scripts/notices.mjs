/** Gathers what the licences of bundled packages ask to be shipped with them. */
import { readdirSync, readFileSync } from 'node:fs';

/** Licences whose text is in `LICENSE`, or need not be shipped. */
const TOLD_BY_NAME = new Set(['Apache-2.0', 'MIT-0']);

/**
 * Returns the notices of all packages in a bundle, each text once, in the same order everywhere.
 *
 * Fails for a package whose licence asks for a text that it does not have.
 */
export function noticesOf(metafile) {
  const packages = new Map();
  for (const folder of foldersIn(metafile)) {
    const text = textIn(folder);
    packages.set(text, [...(packages.get(text) ?? []), titleOf(folder)]);
  }
  const parts = [...packages].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return [
    'Packages that the command is bundled with, and their licences. Apache-2.0 is in LICENSE.\n',
    ...parts,
  ].join(`\n${'-'.repeat(80)}\n\n`);
}

function foldersIn({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const own = inputs.filter((path) => !path.includes('node_modules/'));
  const paths = [...inputs, ...own.flatMap(copiedInto)];
  const folders = paths.flatMap((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** WHY: a generated source has its packages inside, and esbuild said above each part where it comes from. */
function copiedInto(path) {
  if (!path.endsWith('.ts')) return [];
  return Array.from(readFileSync(path, 'utf8').matchAll(/^\/\/ (node_modules\/\S+)$/gm), ([, from]) => from);
}

function titleOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return `${name} ${version} (${license})`;
}

function textIn(folder) {
  const files = readdirSync(folder).sort();
  const texts = files
    .filter((name) => /^(licen[cs]e|notice|copying)/i.test(name))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8').trim());
  if (texts.length > 0) return texts.join('\n\n');
  const readme = files.find((name) => /^readme/i.test(name));
  const said =
    readme && /^licen[cs]e.*\n-+\n(copyright[^]*)/im.exec(readFileSync(`${folder}/${readme}`, 'utf8'));
  if (said) return said[1].trim();
  const { license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  if (TOLD_BY_NAME.has(license)) return `Licensed under ${license}.`;
  throw new Error(`\`${folder}\` has no text of its licence ${license}, see what it asks for`);
}
