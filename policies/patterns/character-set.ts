const ASCII = 0x80;
/** Where to look for a character when a policy names all the usual ones; letters, and more than it can name. */
const RARE = 0x4e00;

/** The nicest characters for a person to read first; the rest of ASCII behind them. */
const NICENESS = nicestFirst('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:');

function nicestFirst(nicest: string): Uint8Array {
  const first = Array.from(nicest, (character) => character.charCodeAt(0));
  const rest = Array.from({ length: ASCII }, (_, codePoint) => codePoint).filter(
    (each) => !first.includes(each),
  );
  return Uint8Array.from([...first, ...rest]);
}

/** A set of code points that is made once, filled and emptied often, and read in order of niceness. */
export class CharacterSet {
  readonly #ascii = new Uint8Array(ASCII);
  readonly #others = new Set<number>();

  add(codePoint: number): void {
    if (codePoint < ASCII) this.#ascii[codePoint] = 1;
    else this.#others.add(codePoint);
  }

  has(codePoint: number): boolean {
    return codePoint < ASCII ? this.#ascii[codePoint] === 1 : this.#others.has(codePoint);
  }

  clear(): void {
    this.#ascii.fill(0);
    if (this.#others.size > 0) this.#others.clear();
  }

  /**
   * Adds the first character that is not there yet.
   *
   * @param isOpen - whether any other character will do where all of these are there already
   */
  addFirstMissing(codePoints: readonly number[], isOpen: boolean): void {
    for (const codePoint of codePoints) {
      if (this.has(codePoint)) continue;
      this.add(codePoint);
      return;
    }
    if (!isOpen) return;
    let rare = RARE;
    while (this.#others.has(rare)) rare++;
    this.add(rare);
  }

  /** Returns the members, the nicest first. */
  toNicest(): number[] {
    const members: number[] = [];
    for (const codePoint of NICENESS) if (this.#ascii[codePoint] === 1) members.push(codePoint);
    if (this.#others.size > 0) members.push(...[...this.#others].sort((one, other) => one - other));
    return members;
  }
}
