import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compileConfiguration } from '../../config/configuration.ts';
import type { ConfigurationDocument, RoleItem } from '../../config/document.ts';
import { matchesRole, partsOf, relateRoles } from '../../config/role-pattern.ts';
import { selectRole, type RoleSelection } from '../../config/select.ts';
import { expectEqual, holdsAlways, TIMEOUT } from '../support/property-runs.ts';
import { patternArb, roleArb } from '../support/role-pattern-arb.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const modeArb = fc.constantFrom('dry-run' as const, 'enforce' as const);
const quarantineArb = fc.record({ level: fc.constantFrom('isolate' as const, 'freeze' as const) });

/** WHY: each entry allows a project of its own, so that it is seen which one was taken. */
const entriesArb = fc
  .array(
    fc.record(
      { role: patternArb, mode: modeArb, quarantine: quarantineArb },
      { requiredKeys: ['role'], noNullPrototype: true },
    ),
    { maxLength: 8 },
  )
  .map((entries) => entries.map((entry, number): RoleItem => ({ ...entry, allow: [`a/p${number}`] })));

const documentArb = fc
  .tuple(
    fc.record(
      {
        mode: modeArb,
        unlisted: fc.constantFrom('report' as const, 'quarantine' as const),
        quarantine: quarantineArb,
      },
      { requiredKeys: ['mode', 'unlisted'], noNullPrototype: true },
    ),
    entriesArb,
  )
  .map(([rest, roles]): ConfigurationDocument & { readonly roles: readonly RoleItem[] } => ({
    version: 1,
    ...rest,
    defaults: { allow: ['a/default'] },
    roles,
  }));

const casesArb = fc.tuple(documentArb, roleArb);

function selectionIn(document: ConfigurationDocument, arn: string): RoleSelection {
  return selectRole(compileConfiguration(document, ''), arn, NOW);
}

/** What follows for the role, wherever the entry stands and whatever else the configuration names. */
function meaningOf({ intent, mode, quarantine, unlisted }: RoleSelection) {
  return { allowed: intent.entries, listed: intent.listed, mode, quarantine, unlisted };
}

const means = ({ role }: RoleItem, arn: string): boolean => matchesRole(partsOf(role), partsOf(arn));

describe('role selection', () => {
  it(
    'L8: takes the first entry that means the role, and else the defaults',
    () => {
      holdsAlways(casesArb, ([document, arn]) => {
        const index = document.roles.findIndex((entry) => means(entry, arn));
        const entry = document.roles[index];
        const selection = selectionIn(document, arn);
        expectEqual(selection.entry, entry && index);
        expectEqual(selection.intent.listed, entry !== undefined);
        const paths = selection.intent.entries.map(({ path }) => path);
        expectEqual(paths, [entry === undefined ? 'a/default' : `a/p${index}`]);
      });
    },
    TIMEOUT,
  );

  it(
    'merges: a key of the entry beats that of the document, which holds where the entry has none',
    () => {
      holdsAlways(casesArb, ([document, arn]) => {
        const entry = document.roles.find((each) => means(each, arn));
        const { mode, quarantine } = selectionIn(document, arn);
        expectEqual(mode, entry?.mode ?? document.mode);
        expectEqual(quarantine.level, entry?.quarantine?.level ?? document.quarantine?.level ?? 'isolate');
      });
    },
    TIMEOUT,
  );

  it(
    'merges: what is inherited may as well be written out',
    () => {
      holdsAlways(casesArb, ([document, arn]) => {
        const { mode, quarantine = { level: 'isolate' as const } } = document;
        const written = document.roles.map((entry) => ({ mode, quarantine, ...entry }));
        const whole = { ...document, quarantine, roles: written };
        expectEqual(selectionIn(whole, arn), selectionIn(document, arn));
      });
    },
    TIMEOUT,
  );

  it(
    'order: entries that do not mean the role, and those behind the one that does, change nothing',
    () => {
      holdsAlways(casesArb, ([document, arn]) => {
        const index = document.roles.findIndex((entry) => means(entry, arn));
        const alone = { ...document, roles: index < 0 ? [] : [document.roles[index] as RoleItem] };
        expectEqual(meaningOf(selectionIn(alone, arn)), meaningOf(selectionIn(document, arn)));
      });
    },
    TIMEOUT,
  );

  it(
    'order: two neighbours that mean no role in common may change places',
    () => {
      let changed = 0;
      holdsAlways(fc.tuple(casesArb, fc.nat(6)), ([[document, arn], at]) => {
        const [one, other] = document.roles.slice(at, at + 2);
        if (one === undefined || other === undefined) return;
        const budget = { states: 20_000, transitions: 200_000 };
        if (relateRoles(partsOf(one.role), partsOf(other.role), budget) !== 'disjoint') return;
        changed++;
        const roles = document.roles.with(at, other).with(at + 1, one);
        expectEqual(
          meaningOf(selectionIn({ ...document, roles }, arn)),
          meaningOf(selectionIn(document, arn)),
        );
      });
      expect(changed).toBeGreaterThan(0);
    },
    TIMEOUT,
  );
});
