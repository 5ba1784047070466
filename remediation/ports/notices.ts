import type { Severity, SourceChange, Verdict } from '../../policies/index.ts';
import type { Deed } from './journal.ts';
import type { Mode } from './rules.ts';

/** What the world is told about one role. */
export interface Notice {
  readonly kind: 'proposed' | 'applied' | 'reported' | 'refused' | 'stale' | 'overwritten' | 'braked';
  readonly role: string;
  readonly mode: Mode;
  readonly remedy: Deed;
  readonly verdict: Verdict;
  readonly severity: Severity | null;
  readonly unlisted: boolean;
  /** Digest of the configuration under which it was planned. */
  readonly configuration: string;
  /** One sentence for each finding. */
  readonly messages: readonly string[];
  /** The change, where there is one, and its documents as JSON text. */
  readonly change?: string;
  readonly before?: string;
  readonly after?: string;
  /** The same change at its source, where somebody writes the old document back. */
  readonly source?: SourceChange;
  readonly note?: string;
}

/** Where notices go. A notice may arrive twice, never not at all: a fault throws. */
export interface Sink {
  publish(notice: Notice): Promise<void>;
}
