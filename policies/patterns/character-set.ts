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

/** How nice each character of ASCII is: where it stands among them. */
const RANK = new Uint8Array(ASCII);
for (const [rank, codePoint] of NICENESS.entries()) RANK[codePoint] = rank;

/** A set of code points that is made once, filled and emptied often, and read in order of niceness. */
export class CharacterSet {
  /** A bit for each character of ASCII, the nicest first. */
  readonly #ascii = new Int32Array(ASCII / 32);
  #others: Set<number> | undefined;

  add(codePoint: number): void {
    if (codePoint < ASCII) {
      const rank = RANK[codePoint] as number;
      (this.#ascii[rank >> 5] as number) |= 1 << (rank & 31);
    } else (this.#others ??= new Set()).add(codePoint);
  }

  /** Adds all that are in another set. */
  addAll(set: CharacterSet): void {
    for (let word = 0; word < this.#ascii.length; word++)
      (this.#ascii[word] as number) |= set.#ascii[word] as number;
    if (set.#others !== undefined) for (const codePoint of set.#others) this.add(codePoint);
  }

  has(codePoint: number): boolean {
    if (codePoint >= ASCII) return this.#others?.has(codePoint) === true;
    const rank = RANK[codePoint] as number;
    return ((this.#ascii[rank >> 5] as number) & (1 << (rank & 31))) !== 0;
  }

  clear(): void {
    this.#ascii.fill(0);
    this.#others = undefined;
  }

  /**
   * Adds the first character that is not there yet.
   *
   * @param isOpen - whether any other character will do where all of these are there already
   * @param except - characters that will not do
   * @returns whether there was one
   */
  addFirstMissing(codePoints: readonly number[], isOpen: boolean, except?: CharacterSet): boolean {
    for (const codePoint of codePoints) {
      if (this.has(codePoint) || except?.has(codePoint) === true) continue;
      this.add(codePoint);
      return true;
    }
    if (!isOpen) return false;
    let rare = RARE;
    while (this.has(rare)) rare++;
    this.add(rare);
    return true;
  }

  /** Returns the members, the nicest first. */
  toNicest(): number[] {
    const members: number[] = [];
    for (let word = 0; word < this.#ascii.length; word++) {
      for (let bits = this.#ascii[word] as number; bits !== 0; bits &= bits - 1)
        members.push(NICENESS[(word << 5) + 31 - Math.clz32(bits & -bits)] as number);
    }
    if (this.#others !== undefined) members.push(...[...this.#others].sort((one, other) => one - other));
    return members;
  }
}
