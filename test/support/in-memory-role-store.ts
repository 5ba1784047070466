import { isDeepStrictEqual } from 'node:util';
import type { Measure, Refusal, Role, RoleStore, WriteResult } from '../../remediation/ports.ts';

/** What a write that was interfered with does instead; `write` is the write as it would have been. */
export type WriteHook = (write: () => WriteResult) => WriteResult | Promise<WriteResult>;

/** What a read that was interfered with answers instead; `read` is the read as it would have been. */
export type ReadHook = (read: () => Role | undefined) => Role | undefined | Promise<Role | undefined>;

/** Stands for the process ending in the middle of a write. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Keeps roles in memory, and lets a test interfere with the next reads and writes, in the order of asking. */
export class InMemoryRoleStore implements RoleStore {
  /** A test that answers with older states says how long. */
  lag = 0;
  readonly #roles = new Map<string, Role>();
  readonly #measures = new Map<string, Map<string, Measure>>();
  readonly #readHooks: ReadHook[] = [];
  readonly #writeHooks: WriteHook[] = [];
  /** Every document that was written, with the role as it was handed in. */
  readonly writes: { readonly role: Role; readonly document: string }[] = [];

  constructor(roles: Iterable<Role> = []) {
    for (const role of roles) this.put(role);
  }

  /** Creates or replaces a role, as someone else would. */
  put(role: Role): void {
    this.#roles.set(role.name, role);
  }

  /** Deletes a role, as someone else would. */
  remove(roleName: string): void {
    this.#roles.delete(roleName);
  }

  /** Returns the measures on a role as the store has them, past every hook. */
  measuresOf(roleName: string): readonly Measure[] {
    const role = this.#roles.get(roleName);
    return role === undefined ? [] : [...this.#measuresOf(role).values()];
  }

  /** Returns the trust policy of a role as the store has it, past every hook. */
  trustPolicyOf(roleName: string): string | undefined {
    return this.#roles.get(roleName)?.trustPolicy;
  }

  /** Lets a function decide the next read: an old answer, an edit in between, a fault. */
  interceptNextRead(hook: ReadHook): void {
    this.#readHooks.push(hook);
  }

  /** Lets a function decide the next write, of whatever kind: an edit in between, a fault, a refusal. */
  interceptNextWrite(hook: WriteHook): void {
    this.#writeHooks.push(hook);
  }

  /** Makes the next write answer that the store will not do it. */
  refuseNextWrite(reason: string, refusal: Refusal = 'malformed'): void {
    this.interceptNextWrite(() => ({ kind: 'refused', refusal, reason }));
  }

  /** Makes the next write throw, with nothing written. */
  failNextWrite(error: Error): void {
    this.interceptNextWrite(() => {
      throw error;
    });
  }

  /** Makes the process end around the next write, before or after it reached the store. */
  crashNextWrite(when: 'before' | 'after'): void {
    this.interceptNextWrite((write) => {
      if (when === 'after') write();
      throw new Crash(`the process ended ${when} the write`);
    });
  }

  async read(roleName: string): Promise<Role | undefined> {
    const read = () => this.#roles.get(roleName);
    const hook = this.#readHooks.shift();
    return hook === undefined ? read() : hook(read);
  }

  async writeTrustPolicy(role: Role, document: string): Promise<WriteResult> {
    return this.#hooked(() => this.#write(role, document));
  }

  async hasMeasure(role: Role, measure: Measure): Promise<boolean> {
    return isDeepStrictEqual(this.#measuresOf(role).get(nameOf(measure)), measure);
  }

  async putMeasure(role: Role, measure: Measure): Promise<WriteResult> {
    return this.#hooked(() => {
      if (measure.kind === 'inline-policy' && !isJsonObject(measure.document)) return NO_OBJECT;
      if (!this.#isThere(role)) return { kind: 'gone' };
      this.#measures.set(role.id, new Map(this.#measuresOf(role)).set(nameOf(measure), measure));
      return { kind: 'written' };
    });
  }

  async removeMeasure(role: Role, measure: Measure): Promise<WriteResult> {
    return this.#hooked(() => {
      if (!this.#isThere(role)) return { kind: 'gone' };
      this.#measures.get(role.id)?.delete(nameOf(measure));
      return { kind: 'written' };
    });
  }

  async #hooked(write: () => WriteResult): Promise<WriteResult> {
    const hook = this.#writeHooks.shift();
    return hook === undefined ? write() : hook(write);
  }

  #isThere({ name, id }: Role): boolean {
    return this.#roles.get(name)?.id === id;
  }

  #measuresOf(role: Role): ReadonlyMap<string, Measure> {
    return (this.#isThere(role) ? this.#measures.get(role.id) : undefined) ?? new Map<string, Measure>();
  }

  #write(role: Role, document: string): WriteResult {
    if (!isJsonObject(document)) return NO_OBJECT;
    const current = this.#roles.get(role.name);
    if (current === undefined || current.id !== role.id) return { kind: 'gone' };
    this.#roles.set(role.name, { ...current, trustPolicy: document });
    this.writes.push({ role, document });
    return { kind: 'written' };
  }
}

const NO_OBJECT = {
  kind: 'refused',
  refusal: 'malformed',
  reason: 'MalformedPolicyDocument: not a JSON object',
} as const;

/** What a measure is found by. */
function nameOf(measure: Measure): string {
  switch (measure.kind) {
    case 'inline-policy':
      return `inline-policy ${measure.name}`;
    case 'managed-policy':
      return `managed-policy ${measure.arn}`;
    case 'tag':
      return `tag ${measure.key}`;
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
