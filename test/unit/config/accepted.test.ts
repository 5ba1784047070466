import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { explainRole } from '../../../config/explain-role.ts';
import { formatProblem, loadConfiguration } from '../../../config/load.ts';
import { validateDocument } from '../../../config/validate.ts';
import { expectEqual, holdsAlways, RUNS, say, SEED } from '../../support/property-runs.ts';
import { schemaArb, type Schema } from '../../support/schema-arb.ts';

const { $defs, ...root }: Schema = JSON.parse(readFileSync('config/config.schema.json', 'utf8'));
const documentArb = schemaArb(root, $defs ?? {});
const NOW = new Date('2026-11-20T10:00:00Z');

describe('a configuration that the schema accepts', () => {
  it('loads and answers for every role, or is refused with the path of what is wrong', () => {
    const counts = { loaded: 0, refused: 0, 'not accepted': 0 };
    holdsAlways(documentArb, (document) => {
      const isAccepted = validateDocument(document).ok;
      const loaded = loadConfiguration(JSON.stringify(document), 'f', NOW);
      counts[isAccepted ? (loaded.ok ? 'loaded' : 'refused') : 'not accepted']++;
      const problems = loaded.ok ? loaded.warnings : loaded.problems;
      const misplaced = problems.filter(({ path, line }) => path === '' || line < 1);
      expectEqual(misplaced.map(formatProblem), []);
      expectEqual(isAccepted || !loaded.ok, true);
      if (!loaded.ok) return;
      for (const { role } of [...loaded.configuration.roles, { role: 'arn:aws:iam::111122223333:role/x' }]) {
        const arn = role.replaceAll(/[*?]/g, '1');
        const { selection, passed } = explainRole(loaded.configuration, arn, NOW);
        // WHY: each entry before the one that matched differs somewhere.
        expectEqual(passed.length, selection.entry ?? loaded.configuration.roles.length);
      }
    });
    say(`configurations, seed ${SEED}, ${RUNS} documents: ${JSON.stringify(counts)}`);
    expect(counts.loaded).toBeGreaterThan(0);
    expect(counts.refused).toBeGreaterThan(0);
  });
});
