import { messageOf } from '../adapters/files.ts';
import type { Configuration } from '../config/configuration.ts';
import { formatProblem, loadConfiguration } from '../config/load.ts';
import { visibleText } from '../policies/index.ts';
import { atMostEvery } from '../remediation/at-most-every.ts';
import type { Clock, ConfigSource, LastGood, Rules } from '../remediation/ports.ts';
import { rulesOf } from './rules.ts';

/** How long a configuration that was read counts, in milliseconds. */
const TIME_TO_LIVE = 60_000;

/** There is no configuration to work under; nothing is judged or written. */
export class ConfigurationRefusedError extends Error {
  override readonly name = 'ConfigurationRefusedError';
}

/** Where it is said what is wrong with the configuration. Every text is one line of visible characters. */
export interface ConfigurationLog {
  /**
   * Told once for each reading that brought no good configuration.
   *
   * @param goesOn - digest of the last good one, which counts in its place; `undefined` where there is none
   */
  refused(problems: readonly string[], goesOn: string | undefined): void;
  /** Told once for each configuration that comes into force and has something odd about it. */
  warned(warnings: readonly string[]): void;
  /** Told where a good configuration counts but could not be kept for the next cold start. */
  notKept(reason: string): void;
}

/** What the configuration in force is made of. */
export interface ConfigurationParts {
  readonly source: ConfigSource;
  readonly lastGood: LastGood;
  readonly clock: Clock;
  readonly log: ConfigurationLog;
  /** Says why a valid configuration may not count here; `undefined` where it may. */
  readonly objection?: (configuration: Configuration, name: string) => string | undefined;
  /** In milliseconds. */
  readonly timeToLive?: number;
}

/** A configuration that counts, and the text that it was read from. */
interface Good {
  readonly text: string;
  readonly rules: Rules;
}

type Judged =
  { readonly ok: true; readonly good: Good } | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Returns a function that answers the configuration in force, read again at most once in its time-to-live.
 *
 * A text that is not valid, or a source that cannot be read, leaves the last good configuration in force: the one
 * in memory, or at a cold start the one that was kept, validated again. The same text gives the same rules.
 *
 * @returns a function that throws ConfigurationRefusedError where there is no good configuration at all
 */
export function configurationInForce(parts: ConfigurationParts): () => Promise<Rules> {
  const inForce = new ConfigurationInForce(parts);
  return atMostEvery(parts.timeToLive ?? TIME_TO_LIVE, parts.clock, () => inForce.renew());
}

class ConfigurationInForce {
  readonly #parts: ConfigurationParts;
  #good: Good | undefined;
  /** Digest of what {@link LastGood} holds, as far as this process knows. */
  #kept: string | undefined;

  constructor(parts: ConfigurationParts) {
    this.#parts = parts;
  }

  async renew(): Promise<Rules> {
    const read = await this.#readSource();
    const good = read.ok ? read.good : await this.#goOn(read.problems);
    this.#good = good;
    return good.rules;
  }

  /** Returns the last good configuration, in the place of one that is not. */
  async #goOn(found: readonly string[]): Promise<Good> {
    const last: Judged = this.#good === undefined ? await this.#recall() : { ok: true, good: this.#good };
    const problems = last.ok ? found : [...found, ...last.problems];
    this.#parts.log.refused(problems, last.ok ? last.good.rules.digest : undefined);
    if (!last.ok) throw new ConfigurationRefusedError(problems.join('; '));
    return last.good;
  }

  async #readSource(): Promise<Judged> {
    try {
      const { text, name } = await this.#parts.source.read();
      const judged = this.#judge(text, name);
      if (judged.ok) await this.#keep(judged.good, name);
      return judged;
    } catch (error) {
      return { ok: false, problems: [visibleText(messageOf(error))] };
    }
  }

  /** INVARIANT: the text in force keeps its rules, so that what was compiled for them is used again. */
  #judge(text: string, name: string): Judged {
    if (this.#good?.text === text) return { ok: true, good: this.#good };
    const loaded = loadConfiguration(text, name, this.#parts.clock());
    if (!loaded.ok) return { ok: false, problems: loaded.problems.map(formatProblem) };
    const { configuration } = loaded;
    const objection = this.#parts.objection?.(configuration, name);
    if (objection !== undefined) return { ok: false, problems: [visibleText(objection)] };
    if (loaded.warnings.length > 0) this.#parts.log.warned(loaded.warnings.map(formatProblem));
    return { ok: true, good: { text, rules: rulesOf(configuration) } };
  }

  async #keep({ text, rules: { digest } }: Good, name: string): Promise<void> {
    if (this.#kept === digest) return;
    const { lastGood, clock, log } = this.#parts;
    try {
      await lastGood.keepConfiguration({ text, name, digest, at: clock().toISOString() });
      this.#kept = digest;
    } catch (error) {
      log.notKept(visibleText(messageOf(error)));
    }
  }

  /** Validates what was kept as if it had just been read. */
  async #recall(): Promise<Judged> {
    try {
      const kept = await this.#parts.lastGood.lastConfiguration();
      if (kept === undefined) return { ok: false, problems: [] };
      const judged = this.#judge(kept.text, kept.name);
      if (!judged.ok) return recallFailed(judged.problems);
      if (judged.good.rules.digest !== kept.digest) return recallFailed(['its text has another digest']);
      this.#kept = kept.digest;
      return judged;
    } catch (error) {
      return recallFailed([visibleText(messageOf(error))]);
    }
  }
}

function recallFailed(problems: readonly string[]): Judged {
  return { ok: false, problems: problems.map((problem) => `the last good configuration: ${problem}`) };
}
