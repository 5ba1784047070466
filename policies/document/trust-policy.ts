import type { JsonObject } from './json.ts';

export type Effect = 'Allow' | 'Deny';

/** One principal: its type (`AWS`, `Federated`, …) and value. A bare `"*"` has the type `*`. */
export interface Principal {
  readonly type: string;
  readonly value: string;
}

/** `Principal` or, negated, `NotPrincipal`. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly principals: readonly Principal[];
}

/** `Action` or, negated, `NotAction`. */
export interface ActionElement {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** One operator with one key and its values, numbers and booleans as text. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement as a typed view of its JSON, which stays as it was. */
export interface Statement {
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: Effect;
  readonly principal: PrincipalElement;
  readonly action: ActionElement;
  readonly conditions: readonly Condition[];
  /** Names of elements that a trust policy does not have; what they mean is unknown. */
  readonly unknownElements: readonly string[];
  readonly json: JsonObject;
}

/** A trust policy as a typed view of its JSON. */
export interface TrustPolicy {
  /** Whether `Version` is 2012-10-17, where policy variables work. */
  readonly hasVariables: boolean;
  readonly statements: readonly Statement[];
  readonly json: JsonObject;
}
