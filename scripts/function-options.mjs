/** How a function is bundled: in parts, so that a client of AWS that no setting asks for is not even parsed. */
export const functionOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  target: 'node24',
  logLevel: 'warning',
  // WHY: of an AWS client that is bundled as a module, only the calls that are made come along.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'eof',
  // WHY: some packages are CommonJS, and ask for parts of Node with `require`.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname;",
  },
};
