import { matchesPattern } from '../policies/index.ts';
import type { AllowEntry, Intent } from '../policies/index.ts';
import type { Configuration, Exemption, Mode, Unlisted } from './configuration.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What the configuration says about one role. */
export interface RoleSelection {
  readonly intent: Intent;
  readonly mode: Mode;
  /** Counts only where the intent is not listed. */
  readonly unlisted: Unlisted;
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
  const index = configuration.roles.findIndex(({ role }) => matchesPattern(role, arn));
  const entry = configuration.roles[index];
  const exemption = exemptionOf(configuration.exempt, arn, now);
  return {
    intent: intentOf(configuration, index),
    mode: entry?.mode ?? configuration.mode,
    unlisted: configuration.unlisted,
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
    ({ role, until }) => now.getTime() < Date.parse(until) + DAY && matchesPattern(role, arn),
  );
}

/** By configuration and index of the entry; -1 is the intent of a role that no entry names. */
const intents = new WeakMap<Configuration, Map<number, Intent>>();

function intentOf(configuration: Configuration, index: number): Intent {
  const known = intents.get(configuration) ?? new Map<number, Intent>();
  intents.set(configuration, known);
  const entry = configuration.roles[index];
  const intent = known.get(index) ?? compileIntent(configuration, entry?.allow);
  known.set(index, intent);
  return intent;
}

function compileIntent(configuration: Configuration, allow: readonly AllowEntry[] | undefined): Intent {
  const { issuers, knownRoots, defaults } = configuration;
  return { listed: allow !== undefined, entries: allow ?? defaults, issuers, knownRoots };
}
