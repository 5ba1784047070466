import type { Role, RolePage, RolePages } from '../../remediation/ports.ts';

/** Keeps roles in memory, in pages of some size; a marker is the index of the next role. */
export class InMemoryRolePages implements RolePages {
  readonly #roles: () => readonly Role[];
  readonly #size: number;
  #isMarkerLost = false;
  /** Where each page that was asked for begins. */
  readonly asked: (string | undefined)[] = [];

  constructor(roles: () => readonly Role[], size: number) {
    this.#roles = roles;
    this.#size = size;
  }

  /** Makes the next marker count no more. */
  loseMarker(): void {
    this.#isMarkerLost = true;
  }

  async page(from: string | undefined): Promise<RolePage | undefined> {
    this.asked.push(from);
    if (from !== undefined && this.#isMarkerLost) {
      this.#isMarkerLost = false;
      return undefined;
    }
    const start = Number(from ?? 0);
    const all = this.#roles();
    const roles = all.slice(start, start + this.#size);
    const end = start + this.#size;
    return end < all.length ? { roles, next: String(end) } : { roles };
  }
}
