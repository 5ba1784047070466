/** What a terminal or a log would act on or hide: controls, format and direction marks, separators, half characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Returns a text on one line with every character that is not seen written as its JSON escape.
 *
 * JSON text on one line keeps its meaning. Whatever comes from a policy, a role name, an event or a
 * configuration passes through here on its way to a terminal or a log.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (character) =>
    character < ' ' ? JSON.stringify(character).slice(1, -1) : character.split('').map(escapeUnit).join(''),
  );
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
