import { build } from 'esbuild';

/** Imports a module that is written in TypeScript, with all that it imports. */
export async function importSource(path) {
  const options = { bundle: true, write: false, platform: 'node', format: 'esm', target: 'node20.19' };
  // WHY: a bundled package may be CommonJS, and ask for parts of Node with `require`.
  const js = `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)});`;
  const { outputFiles } = await build({ ...options, banner: { js }, entryPoints: [path] });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
