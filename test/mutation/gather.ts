import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the core that is mutated. */
export const MUTATED = process.env['TRUSTWARDEN_MUTATING'] ?? '';

const TESTS = join(__dirname, '..');

/**
 * Loads every test below a folder of `test` into the file that asks, for which `isWanted` says so.
 *
 * WHY: Jest loads the core anew for each test file, which takes longer than most mutants live.
 */
export function gather(folder: string, isWanted: (path: string) => boolean = () => true): void {
  const paths = readdirSync(join(TESTS, folder), { recursive: true, encoding: 'utf8' });
  for (const path of paths.filter((each) => each.endsWith('.test.ts') && isWanted(each)).sort())
    require(join(TESTS, folder, path));
}
