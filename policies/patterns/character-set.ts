const ASCII = 0x80;

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

  /** Adds the first character that is not there yet; where all are, nothing. */
  addFirstMissing(codePoints: readonly number[]): void {
    for (const codePoint of codePoints) {
      if (this.has(codePoint)) continue;
      this.add(codePoint);
      return;
    }
  }

  /** Returns the members, the nicest first. */
  toNicest(): number[] {
    const members: number[] = [];
    for (const codePoint of NICENESS) if (this.#ascii[codePoint] === 1) members.push(codePoint);
    if (this.#others.size > 0) members.push(...[...this.#others].sort((one, other) => one - other));
    return members;
  }
}
