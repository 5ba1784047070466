import { execFileSync } from 'node:child_process';

/** Bundles the command once, so that the tests that run it as a process run the sources as they are. */
export default function globalSetup() {
  execFileSync(process.execPath, ['scripts/build.mjs', 'cli'], { stdio: 'inherit' });
}
