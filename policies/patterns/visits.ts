import { doubled } from './machine.ts';

/** Besides the place: what it cost to come there, by which character, and from which visit. */
const COST = 0;
const CODE_POINT = 1;
const FROM = 2;
const BESIDES = 3;

const FIRST = 16;

/**
 * The places that a search reached, each once, numbered in the order in which they were.
 *
 * WHY: one list of numbers for all of them and one for where they are found; a search makes tens of thousands.
 */
export class Visits {
  readonly #width: number;
  readonly #size: number;
  #records: Int32Array;
  /** Where a place is found by what it is made of: its visit and one, or 0. */
  #slots = new Int32Array(2 * FIRST);
  #count = 0;

  /** @param width - how many numbers a place is made of */
  constructor(width: number) {
    this.#width = width;
    this.#size = width + BESIDES;
    this.#records = new Int32Array(FIRST * this.#size);
  }

  /** Adds a place and returns the number of its visit; `undefined` where it was reached before. */
  add(place: readonly number[], cost: number, codePoint: number, from: number): number | undefined {
    const slot = this.#slotFor(place);
    if (this.#slots[slot] !== 0) return undefined;
    const visit = this.#count++;
    this.#slots[slot] = visit + 1;
    if (this.#records.length < this.#count * this.#size) this.#records = doubled(this.#records);
    const start = visit * this.#size;
    for (let index = 0; index < this.#width; index++) this.#records[start + index] = place[index] as number;
    const besides = start + this.#width;
    this.#records[besides + COST] = cost;
    this.#records[besides + CODE_POINT] = codePoint;
    this.#records[besides + FROM] = from;
    if (2 * this.#count > this.#slots.length) this.#spread();
    return visit;
  }

  /** Copies the place of a visit. */
  placeOf(visit: number, into: number[]): void {
    const start = visit * this.#size;
    for (let index = 0; index < this.#width; index++) into[index] = this.#records[start + index] as number;
  }

  costOf(visit: number): number {
    return this.#records[visit * this.#size + this.#width + COST] as number;
  }

  /** Returns the text that led to a visit. */
  textOf(visit: number): string {
    const codePoints: number[] = [];
    for (let at = visit; at !== 0; at = this.#besides(at, FROM))
      codePoints.push(this.#besides(at, CODE_POINT));
    return codePoints
      .toReversed()
      .map((codePoint) => String.fromCodePoint(codePoint))
      .join('');
  }

  #besides(visit: number, field: number): number {
    return this.#records[visit * this.#size + this.#width + field] as number;
  }

  /** Returns the slot of a place: the one that it has, else the one that it gets. */
  #slotFor(place: readonly number[]): number {
    const last = this.#slots.length - 1;
    let slot = hashOf(place, this.#width) & last;
    for (let found = this.#slots[slot] as number; found !== 0; found = this.#slots[slot] as number) {
      if (this.#isAt(found - 1, place)) return slot;
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #isAt(visit: number, place: readonly number[]): boolean {
    const start = visit * this.#size;
    for (let index = 0; index < this.#width; index++)
      if (this.#records[start + index] !== place[index]) return false;
    return true;
  }

  #spread(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    const place: number[] = [];
    for (let visit = 0; visit < this.#count; visit++) {
      this.placeOf(visit, place);
      this.#slots[this.#slotFor(place)] = visit + 1;
    }
  }
}

function hashOf(place: readonly number[], width: number): number {
  let hash = 0;
  for (let index = 0; index < width; index++) {
    hash = Math.imul(hash ^ (place[index] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
