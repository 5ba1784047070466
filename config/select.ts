import { needsId, type AllowEntry, type Intent } from '../policies/index.ts';
import type {
  Configuration,
  Exemption,
  Mode,
  QuarantineRules,
  Undecided,
  Unfixable,
  Unlisted,
} from './configuration.ts';
import { endOf } from './day.ts';
import { firstMatch, RoleShelves } from './role-shelves.ts';
import { matchesRole, partsOf } from './role-pattern.ts';

/** What the configuration says about one role. */
export interface RoleSelection {
  readonly intent: Intent;
  readonly mode: Mode;
  /** Counts only where the intent is not listed. */
  readonly unlisted: Unlisted;
  /** Counts only where the intent is listed. */
  readonly unfixable: Unfixable;
  readonly undecided: Undecided;
  readonly quarantine: QuarantineRules;
  /** Index of the entry of `roles` that matched; absent where none did. */
  readonly entry?: number;
  /** Present while an exemption counts. */
  readonly exemption?: { readonly reason: string; readonly until: string };
}

/**
 * Selects what the configuration says about one role.
 *
 * Guarantees: the same `Intent` object for the same entry of the same configuration, so that work on it
 * can be kept by identity.
 *
 * @param arn - the role's ARN with its path, compared with case
 * @param now - decides which exemptions still count
 */
export function selectRole(configuration: Configuration, arn: string, now: Date): RoleSelection {
  const compiled = compiledOf(configuration);
  const index = firstMatch(compiled.shelves, arn);
  const entry = configuration.roles[index];
  const exemption = exemptionOf(configuration.exempt, arn, now);
  return {
    intent: intentOf(configuration, compiled, index, arn),
    mode: entry?.mode ?? configuration.mode,
    unlisted: configuration.unlisted,
    unfixable: configuration.unfixable,
    undecided: configuration.undecided,
    quarantine: entry?.quarantine ?? configuration.quarantine,
    ...(entry && { entry: index }),
    ...(exemption && { exemption: { reason: exemption.reason, until: exemption.until } }),
  };
}

/** Tells whether anything in the configuration may be written: its own mode or that of any entry is `enforce`. */
export function isEnforcing(configuration: Configuration): boolean {
  return configuration.mode === 'enforce' || configuration.roles.some(({ mode }) => mode === 'enforce');
}

function exemptionOf(exempt: readonly Exemption[], arn: string, now: Date): Exemption | undefined {
  return exempt.find(
    ({ role, until }) => now.getTime() < endOf(until) && matchesRole(partsOf(role), partsOf(arn)),
  );
}

/** What is made once of a configuration. */
interface Compiled {
  readonly shelves: RoleShelves;
  /** By index of the entry, and by whether the id can be required; -1 is a role that no entry names. */
  readonly intents: Map<string, Intent>;
}

const compiledConfigurations = new WeakMap<Configuration, Compiled>();

function compiledOf(configuration: Configuration): Compiled {
  const known = compiledConfigurations.get(configuration) ?? {
    shelves: new RoleShelves(configuration.roles.map(({ role }) => role)),
    intents: new Map<string, Intent>(),
  };
  compiledConfigurations.set(configuration, known);
  return known;
}

function intentOf(configuration: Configuration, { intents }: Compiled, index: number, arn: string): Intent {
  // AWS: `gitlab.com:project_id` is filled in the standard partition only, so far (condition-keys-wif).
  const hasIds = partsOf(arn).partition === 'aws';
  const key = `${index} ${hasIds}`;
  const intent = intents.get(key) ?? compileIntent(configuration, configuration.roles[index]?.allow, hasIds);
  intents.set(key, intent);
  return intent;
}

function compileIntent(
  configuration: Configuration,
  allow: readonly AllowEntry[] | undefined,
  hasIds: boolean,
): Intent {
  const { issuers, knownRoots, defaults } = configuration;
  const entries = (allow ?? defaults).map((entry) => (hasIds ? entry : withoutRequiredId(entry)));
  return { listed: allow !== undefined, entries, issuers, knownRoots };
}

function withoutRequiredId(entry: AllowEntry): AllowEntry {
  return needsId(entry) ? { ...entry, requiresId: false } : entry;
}
