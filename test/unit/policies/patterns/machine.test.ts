import { describe, expect, it } from '@jest/globals';
import { CharacterSet } from '../../../../policies/patterns/character-set.ts';
import { DEAD, lazyMachine, type LazyMachine } from '../../../../policies/patterns/machine.ts';

interface Counted {
  readonly machine: LazyMachine<number>;
  readonly asked: string[];
}

/** Counts letters up to three; `x` is dead, anything but a letter changes nothing. */
function counting(): Counted {
  const asked: string[] = [];
  const machine = lazyMachine<number>({
    start: 0,
    key: (count) => `count ${count}`,
    step(count, codePoint) {
      const character = String.fromCodePoint(codePoint);
      asked.push(`${count}${character}`);
      if (character === 'x') return undefined;
      return /[a-zé]/.test(character) ? Math.min(count + 1, 3) : count;
    },
    accepts: (count) => count === 2,
    labels: (count, into) => into.add(97 + count),
    size: (count) => 10 + count,
  });
  return { machine, asked };
}

describe('lazyMachine', () => {
  it('numbers states as they are reached, equal keys alike', () => {
    const { machine } = counting();
    expect(machine.start).toBe(0);
    const one = machine.step(0, 97);
    expect(one).toBe(1);
    expect(machine.step(0, 98)).toBe(1);
    expect(machine.step(one, 49)).toBe(1);
    expect(machine.step(machine.step(one, 97), 97)).toBe(3);
    expect(machine.step(3, 97)).toBe(3);
    expect([0, 1, 2, 3].map((state) => machine.valueOf(state))).toEqual([0, 1, 2, 3]);
  });

  it('answers by the value behind a state', () => {
    const { machine } = counting();
    const two = machine.step(machine.step(0, 97), 97);
    const labels = new CharacterSet();
    machine.labels(two, labels);
    expect(machine.accepts(two)).toBe(true);
    expect(machine.accepts(0)).toBe(false);
    expect(labels.toNicest()).toEqual([99]);
    expect([machine.size(0), machine.size(two)]).toEqual([10, 12]);
  });

  it('is dead where the description has no next state', () => {
    const { machine } = counting();
    expect(DEAD).toBe(-1);
    expect(machine.step(0, 120)).toBe(DEAD);
    expect(machine.step(0, 120)).toBe(DEAD);
  });

  it('asks for a transition over ASCII once, dead or not, and for others each time', () => {
    const { machine, asked } = counting();
    for (let round = 0; round < 2; round++) {
      for (const codePoint of [97, 120, 0x7f, 0xe9]) machine.step(0, codePoint);
    }
    expect(asked).toEqual(['0a', '0x', '0\u007F', '0é', '0é']);
  });

  it('counts one position where no size is described', () => {
    const machine = lazyMachine<string>({
      start: '',
      key: (state) => state,
      step: (state) => `${state}.`,
      accepts: () => true,
      labels: () => undefined,
    });
    expect(machine.size(machine.start)).toBe(1);
  });
});
