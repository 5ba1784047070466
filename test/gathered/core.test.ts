import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = join(__dirname, '..');

for (const folder of ['unit/policies', 'scenarios'])
  for (const path of readdirSync(join(TESTS, folder), { recursive: true, encoding: 'utf8' }).sort())
    if (path.endsWith('.test.ts')) require(join(TESTS, folder, path));
