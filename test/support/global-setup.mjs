import { installPacked } from './packed.mjs';

/** Installs the package as it is packed from the sources, once, for the tests that run the command as a process. */
export default async function globalSetup() {
  delete process.env.TRUSTWARDEN_INSTALLED;
  try {
    process.env.TRUSTWARDEN_INSTALLED = await installPacked();
  } catch (error) {
    // WHY: most tests need no package, and it cannot be packed while the types are wrong; those that do fail.
    console.error(`tests: the package could not be installed: ${error.message}`);
  }
}
