import { MemoryJournal } from '../../adapters/memory-journal.ts';
import type { Role } from '../../remediation/ports.ts';
import type { Surroundings } from '../../remediation/surroundings.ts';
import type { Dice } from './dice.ts';
import { InMemoryAccountFacts } from './in-memory-account-facts.ts';
import { InMemoryLookAgain } from './in-memory-look-again.ts';
import { InMemoryRoleStore } from './in-memory-role-store.ts';
import { InMemorySink } from './in-memory-sink.ts';

/** How often something goes wrong, of a thousand. */
export interface Shares {
  /** Calls that fail, half of them after they had their effect. */
  readonly faults: number;
  /** Readings that show a state before the newest, as long as one may. */
  readonly stale: number;
}

/** How long readings may show an older state, and how long a call takes at most, in milliseconds. */
const LAG = 20_000;
const CALL = 300;

/**
 * Makes doubles whose calls fail before or after they had their effect, take time and turn others' away, and whose
 * readings show an older state.
 */
export function faultySurroundings(role: Role, dice: Dice, { faults, stale }: Shares) {
  let now = Date.parse('2026-11-20T10:00:00Z');
  let ids = 0;
  const clock = (): Date => new Date(now);
  const store = new InMemoryRoleStore([role]);
  store.lag = LAG;
  /** What the trust policy was, and until when. */
  const past: { readonly trustPolicy: string; readonly until: number }[] = [];

  /** Lets whatever else is under way go first, more or less often. */
  const giveWay = async (): Promise<void> => {
    for (let turns = dice.below(4); turns > 0; turns--) await new Promise((go) => setImmediate(go));
    now += dice.below(CALL);
  };
  const disturbed = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return async (...parts: unknown[]): Promise<unknown> => {
          await giveWay();
          const die = dice.below(1_000);
          if (die < faults / 2) throw new Error(`${String(key)} failed`);
          const answer: unknown = await Reflect.apply(member, target, parts);
          await giveWay();
          if (die < faults) throw new Error(`nobody heard of ${String(key)}`);
          return answer;
        };
      },
    });
  const changeTo = (trustPolicy: string): void => {
    past.push({ trustPolicy: store.trustPolicyOf(role.name) ?? '', until: now });
    store.put({ ...role, trustPolicy });
  };
  const roles = Object.assign(Object.create(store) as InMemoryRoleStore, {
    lag: LAG,
    read: async (name: string) => {
      const read = await store.read(name);
      const older = past.filter(({ until }) => now < until + LAG);
      const isStale = older.length > 0 && dice.below(1_000) < stale;
      return isStale && read !== undefined ? { ...read, trustPolicy: dice.pick(older).trustPolicy } : read;
    },
    writeTrustPolicy: async (written: Role, document: string) => {
      const trustPolicy = store.trustPolicyOf(role.name) ?? '';
      const result = await store.writeTrustPolicy(written, document);
      if (result.kind === 'written') past.push({ trustPolicy, until: now });
      return result;
    },
  });
  const [journal, sink, again] = [new MemoryJournal(clock), new InMemorySink(), new InMemoryLookAgain(clock)];
  const around: Surroundings = {
    roles: disturbed(roles),
    journal: disturbed(journal),
    sink: disturbed(sink),
    account: new InMemoryAccountFacts(),
    again: disturbed(again),
    clock,
    ids: () => `id-${(ids += 1)}`,
    delay: async (milliseconds) => void (now += milliseconds),
    ownRoles: [],
  };
  const wait = (milliseconds: number): void => void (now += milliseconds);
  return { around, store, journal, sink, again, changeTo, wait };
}
