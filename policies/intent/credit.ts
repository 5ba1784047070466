import { RUN } from '../patterns/pattern.ts';
import type { CompiledIntent, Grant, RefRule } from './compiled.ts';

export type RefType = 'branch' | 'tag';

/** Rules by number, ascending, for a ref of each type. */
type RulesByType = Readonly<Record<RefType, readonly number[]>>;

/** What the components of a subject have proved, as far as it can still matter; equal ones are one object. */
export interface Credit {
  readonly number: number;
  /** The rules that the project is granted, as far as its ref can still satisfy them. */
  readonly granted: readonly number[];
  readonly type: RefType | undefined;
  /** The rules that the ref satisfies, if it is of that type; `undefined` before there is one. */
  readonly satisfied: RulesByType | undefined;
  /** Whether there is a project that would be granted enough. */
  readonly isOpen: boolean;
}

const TYPES: readonly RefType[] = ['branch', 'tag'];

/** Keeps the books on what an intent makes of what is proved; every answer is `undefined` where that is enough. */
export class Credits {
  readonly #intent: CompiledIntent;
  readonly #known = new Map<string, Credit>();
  /** The rules that some ref of a type satisfies. */
  readonly #satisfiable: RulesByType;

  constructor(intent: CompiledIntent) {
    this.#intent = intent;
    const rulesWith = (type: RefType): number[] =>
      [...intent.rules.keys()].filter((rule) => this.patternsOf(rule, type).length > 0);
    this.#satisfiable = { branch: rulesWith('branch'), tag: rulesWith('tag') };
  }

  /** Returns what is proved at the beginning. */
  start(grants: readonly Grant[]): Credit | undefined {
    return this.#settled(grants, undefined, undefined);
  }

  /** Adds what a path or an id is granted. */
  withGrants(credit: Credit, grants: readonly Grant[]): Credit | undefined {
    if (grants.length === 0) return credit;
    return this.#settled([...credit.granted, ...grants], credit.type, credit.satisfied);
  }

  withType({ granted, satisfied }: Credit, type: RefType): Credit | undefined {
    return this.#settled(granted, type, satisfied);
  }

  /** @param matched - the patterns that the ref matches, by number */
  withRef({ granted, type }: Credit, matched: readonly number[]): Credit | undefined {
    const satisfied = (of: RefType): number[] =>
      this.#satisfiable[of].filter((rule) =>
        this.patternsOf(rule, of).some((pattern) => matched.includes(pattern)),
      );
    return this.#settled(granted, type, { branch: satisfied('branch'), tag: satisfied('tag') });
  }

  /** Returns the patterns of a rule that matter for a type: beside a `*` no other does. */
  patternsOf(rule: number, type: RefType): readonly number[] {
    const { branches, tags } = this.#intent.rules[rule] as RefRule;
    const patterns = type === 'branch' ? branches : tags;
    const widest = patterns.find((pattern) => this.#isAny(pattern));
    return widest === undefined ? patterns : [widest];
  }

  #isAny(pattern: number): boolean {
    const elements = this.#intent.patterns[pattern]?.elements;
    return elements?.length === 1 && elements[0] === RUN;
  }

  #settled(
    grants: readonly Grant[],
    type: RefType | undefined,
    found: RulesByType | undefined,
  ): Credit | undefined {
    if (grants.includes('any-ref')) return undefined;
    const none = { branch: [], tag: [] };
    const satisfied = found === undefined || type === undefined ? found : { ...none, [type]: found[type] };
    const types = type === undefined ? TYPES : [type];
    const rules = new Set(types.flatMap((each) => (satisfied ?? this.#satisfiable)[each]));
    const granted = [...new Set(grants)].filter((grant): grant is number => rules.has(grant as number));
    if (granted.length > 0 && type !== undefined && satisfied !== undefined) return undefined;
    granted.sort((one, other) => one - other);
    const key = JSON.stringify([granted, type, satisfied]);
    let credit = this.#known.get(key);
    if (credit === undefined) {
      const isOpen = this.#intent.grantsAnyRef || rules.size > 0;
      credit = { number: this.#known.size, granted, type, satisfied, isOpen };
      this.#known.set(key, credit);
    }
    return credit;
  }
}
