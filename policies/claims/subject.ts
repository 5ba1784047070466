import type { ValueKind } from './component-values.ts';

/**
 * The components that a subject can be made of.
 *
 * GITLAB: a project chooses its own (`ci_id_token_sub_claim_components`), in any order; the paths and ids may
 * lead (app/models/project_ci_cd_setting.rb, lib/gitlab/ci/jwt_v2.rb).
 */
export const COMPONENTS: Readonly<Record<string, { readonly value: ValueKind; readonly leads: boolean }>> = {
  project_path: { value: 'path', leads: true },
  project_id: { value: 'id', leads: true },
  job_project_path: { value: 'path', leads: true },
  job_project_id: { value: 'id', leads: true },
  source_project_path: { value: 'path', leads: true },
  source_project_id: { value: 'id', leads: true },
  ref_type: { value: 'ref-type', leads: false },
  ref: { value: 'ref', leads: false },
  ref_protected: { value: 'boolean', leads: false },
  environment_protected: { value: 'boolean', leads: false },
  deployment_tier: { value: 'tier', leads: false },
};

const BY_NAME = new Map(Object.entries(COMPONENTS));

/** GITLAB: the subject of a project that chose nothing. */
export const DEFAULT_SHAPE: readonly string[] = ['project_path', 'ref_type', 'ref'];

/** The components of a subject by name, in their order. */
export type Subject = ReadonlyMap<string, string>;

/**
 * Parses a subject that some project of an issuer could get, the slow and obvious way.
 *
 * @returns `undefined` for a text that no project can get as its subject
 */
export function parseSubject(text: string): Subject | undefined {
  // WHY: whoever shows a token asks several things about it, one after the other.
  if (text !== lastText) {
    lastSubject = parse(text);
    lastText = text;
  }
  return lastSubject;
}

let lastText: string | undefined;
let lastSubject: Subject | undefined;

function parse(text: string): Subject | undefined {
  const subject = new Map<string, string>();
  for (let start = 0; start <= text.length;) {
    const colon = text.indexOf(':', start);
    if (colon < 0) return undefined;
    const next = text.indexOf(':', colon + 1);
    const end = next < 0 ? text.length : next;
    const name = text.slice(start, colon);
    const value = text.slice(colon + 1, end);
    const component = BY_NAME.get(name);
    if (component === undefined || subject.has(name)) return undefined;
    if (start === 0 && !component.leads) return undefined;
    if (!isValue(component.value, value)) return undefined;
    subject.set(name, value);
    start = end + 1;
  }
  return subject;
}

const TAG_COST = 'branch'.length - 'tag'.length + 1;

/** Returns what a subject costs where the shortest is sought, as in the grammar: a tag one more than a branch. */
export function costOf(sub: string): number {
  return sub.length + (sub.includes(':ref_type:tag') ? TAG_COST : 0);
}

/** Returns the names of components that come more than once in a text of components. */
export function repeatedNames(text: string): string[] {
  const names = text.split(':').filter((_, index) => index % 2 === 0);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** GITLAB: lib/gitlab/path_regex.rb; namespaces first, then the project, which may end with a dot. */
const PATH =
  /^(?:(?:[A-Za-z0-9_.][A-Za-z0-9_.-]*[A-Za-z0-9_-]|[A-Za-z0-9_])\/)+[A-Za-z0-9_.][A-Za-z0-9_.-]*$/;
const RESERVED_ENDING = /\.(?:git|atom)(?:\/|$)/;
/** GITLAB: what git-check-ref-format refuses, besides what no ref can hold at all. */
const NOT_IN_REF = /[\p{Cc}\p{Cs} ~^:?*[\\]|\.\.|@\{|(?:^|\/)[./]|\.lock(?:\/|$)|[./]$/u;
const C1_CONTROL = /[\u0080-\u009f]/g;

const IS_VALUE: Readonly<Record<ValueKind, (text: string) => boolean>> = {
  path: (text) => PATH.test(text) && !RESERVED_ENDING.test(text),
  id: (text) => /^[1-9][0-9]*$/.test(text),
  // WHY: git refuses the controls of ASCII only.
  ref: (text) => text !== '' && !(NOT_IN_REF.test(text) && NOT_IN_REF.test(text.replace(C1_CONTROL, 'x'))),
  'ref-type': (text) => text === 'branch' || text === 'tag',
  boolean: (text) => text === 'true' || text === 'false',
  tier: (text) => ['production', 'staging', 'testing', 'development', 'other'].includes(text),
};

/**
 * Tells whether a text is a value of a kind, the obvious way.
 *
 * Equivalent to: the automata of `VALUE_LANGUAGES`.
 */
export function isValue(kind: ValueKind, text: string): boolean {
  return IS_VALUE[kind](text);
}
