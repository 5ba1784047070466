import type { Role, RoleStore, WriteResult } from '../../remediation/ports.ts';

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
  readonly #roles = new Map<string, Role>();
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

  /** Returns the trust policy of a role as the store has it, past every hook. */
  trustPolicyOf(roleName: string): string | undefined {
    return this.#roles.get(roleName)?.trustPolicy;
  }

  /** Lets a function decide the next read: an old answer, an edit in between, a fault. */
  interceptNextRead(hook: ReadHook): void {
    this.#readHooks.push(hook);
  }

  /** Lets a function decide the next write: an edit in between, a fault, a refusal. */
  interceptNextWrite(hook: WriteHook): void {
    this.#writeHooks.push(hook);
  }

  /** Makes the next write answer that the store will not take the document. */
  refuseNextWrite(reason: string): void {
    this.interceptNextWrite(() => ({ kind: 'refused', reason }));
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
    const write = () => this.#write(role, document);
    const hook = this.#writeHooks.shift();
    return hook === undefined ? write() : hook(write);
  }

  #write(role: Role, document: string): WriteResult {
    if (!isJsonObject(document))
      return { kind: 'refused', reason: 'MalformedPolicyDocument: not a JSON object' };
    const current = this.#roles.get(role.name);
    if (current === undefined || current.id !== role.id) return { kind: 'gone' };
    this.#roles.set(role.name, { ...current, trustPolicy: document });
    this.writes.push({ role, document });
    return { kind: 'written' };
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
