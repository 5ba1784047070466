import { visibleText } from '../policies/index.ts';
import { atMostEvery } from './at-most-every.ts';
import type { Clock, ConfigSource, Rules } from './ports.ts';

/** How long a reading of the switch counts, in milliseconds. */
const COUNTS_FOR = 5_000;

/** How much of a value that is not understood is shown, in UTF-16 units. */
const SHOWN = 40;

/** A switch that a person turns, and what is needed to read it. */
export interface KillSwitch {
  /** Its text: `off` changes nothing, anything else makes everything dry-run. */
  readonly source: ConfigSource;
  readonly clock: Clock;
  /** Told once for each reading after which everything is dry-run, and why. */
  readonly turned: (reason: string) => void;
}

/**
 * Puts rules under a kill switch, which is read again at most every five seconds.
 *
 * Guarantees: every mode is dry-run unless the switch was read and says `off`; a switch that is missing, cannot
 * be read or says something else counts as turned.
 */
export function underKillSwitch(rules: () => Promise<Rules>, killSwitch: KillSwitch): () => Promise<Rules> {
  const readReason = atMostEvery(COUNTS_FOR, killSwitch.clock, async () => {
    const reason = await reasonToStop(killSwitch.source);
    if (reason !== undefined) killSwitch.turned(reason);
    return reason;
  });
  return async () => {
    const inForce = await rules();
    return (await readReason()) === undefined ? inForce : inDryRun(inForce);
  };
}

/** Returns why nothing may be written; `undefined` where the switch is off. */
async function reasonToStop(source: ConfigSource): Promise<string | undefined> {
  try {
    const { text, name } = await source.read();
    const value = text.trim();
    if (value === 'off') return undefined;
    if (value === 'on' || value === 'dry-run') return `the kill switch \`${name}\` says \`${value}\``;
    const shown = visibleText(value.slice(0, SHOWN));
    return `the kill switch \`${name}\` says \`${shown}\`, which is no word of it, write \`off\` or \`dry-run\``;
  } catch (error) {
    const why = visibleText(error instanceof Error ? error.message : String(error));
    return `the kill switch cannot be read, which counts as turned: ${why}`;
  }
}

/**
 * Returns the same rules with every mode dry-run.
 *
 * INVARIANT: the intent stays the same object, so that work on it is still kept by identity.
 */
export function inDryRun(rules: Rules): Rules {
  return {
    digest: rules.digest,
    select: (role, now) => ({ ...rules.select(role, now), mode: 'dry-run' }),
  };
}
