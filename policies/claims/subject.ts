import { VALUE_LANGUAGES, type ValueKind } from './component-values.ts';

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
  const parts = text.split(':');
  const subject = new Map<string, string>();
  if (parts.length % 2 !== 0) return undefined;
  for (let index = 0; index < parts.length; index += 2) {
    const name = parts[index] as string;
    const value = parts[index + 1] as string;
    const component = Object.hasOwn(COMPONENTS, name) ? COMPONENTS[name] : undefined;
    if (component === undefined || subject.has(name)) return undefined;
    if (index === 0 && !component.leads) return undefined;
    if (!isValue(component.value, value)) return undefined;
    subject.set(name, value);
  }
  return subject;
}

/** Tells whether a text is a value of a kind. */
export function isValue(kind: ValueKind, text: string): boolean {
  const language = VALUE_LANGUAGES[kind];
  let state: string | undefined = language.start;
  for (const character of text) {
    state = language.step(state, character);
    if (state === undefined) return false;
  }
  return language.accepts(state);
}
