import type { ValueLanguage } from '../../../../policies/claims/component-values.ts';

/** Returns the state of a language behind a text; `undefined` once no value begins like it. */
export function stateAfter(language: ValueLanguage, text: string): string | undefined {
  let state: string | undefined = language.start;
  for (const character of text) {
    if (state === undefined) return undefined;
    state = language.step(state, character);
  }
  return state;
}

/** Tells whether a text is a value of a language. */
export function holdsIn(language: ValueLanguage, text: string): boolean {
  const state = stateAfter(language, text);
  return state !== undefined && language.accepts(state);
}
