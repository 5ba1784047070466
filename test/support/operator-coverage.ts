import { keyKind } from '../../policies/claims/keys.ts';
import { OPERATORS, parseOperator } from '../../policies/conditions/operators.ts';
import type { Json, JsonObject } from '../../policies/index.ts';
import { GITLAB } from './intent-arb.ts';

const FORMS = ['plain', 'IfExists', 'ForAnyValue', 'ForAllValues'] as const;
const KINDS = ['subject', 'claim', 'absent', 'callers', 'unknown'] as const;

/** Counts which operators were met, in which form and on which kind of key. */
export class OperatorCoverage {
  readonly #met = new Map<string, number>();

  count(document: JsonObject): void {
    for (const statement of [document['Statement']].flat() as JsonObject[]) {
      for (const [name, block] of Object.entries((statement['Condition'] ?? {}) as Record<string, Json>)) {
        for (const key of Object.keys(block as JsonObject)) this.#countOne(name, key);
      }
    }
  }

  #countOne(name: string, key: string): void {
    const operator = parseOperator(name);
    if (operator === undefined) return;
    const form = operator.setOperator ?? (operator.ifExists ? 'IfExists' : 'plain');
    const cell = [operator.row.name, form, keyKind(key, GITLAB).kind].join(' ');
    this.#met.set(cell, (this.#met.get(cell) ?? 0) + 1);
  }

  /** Returns the rows of the table that were never met. */
  missing(): string[] {
    return OPERATORS.map((row) => row.name).filter((name) => !this.#has(name));
  }

  #has(...parts: readonly string[]): boolean {
    return [...this.#met.keys()].some((cell) => parts.every((part) => cell.split(' ').includes(part)));
  }

  /** Says in one line how much of the table was met, and what was not. */
  describe(): string {
    const cells = OPERATORS.flatMap(({ name }) =>
      FORMS.filter((form) => name !== 'Null' || form === 'plain').flatMap((form) =>
        KINDS.map((kind) => [name, form, kind].join(' ')),
      ),
    );
    const met = cells.filter((cell) => this.#met.has(cell));
    const rows = OPERATORS.length - this.missing().length;
    return `operators met: ${rows} of ${OPERATORS.length} rows, ${met.length} of ${cells.length} cells (operator, form, kind of key)`;
  }
}
