import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = join(__dirname, '..');

/** What `jest.config.js` takes for a test that needs neither AWS nor long. */
const IS_TEST = /(?<!\.aws|\.slow)\.test\.ts$/;

/** Loads the tests below some folders of `test` into the file that asks, those for which `isWanted` says so. */
export function gather(folders: readonly string[], isWanted: (path: string) => boolean = () => true): void {
  for (const folder of folders) {
    const paths = readdirSync(join(TESTS, folder), { recursive: true, encoding: 'utf8' });
    for (const path of paths.filter((each) => IS_TEST.test(each) && isWanted(each)).sort())
      require(join(TESTS, folder, path));
  }
}
