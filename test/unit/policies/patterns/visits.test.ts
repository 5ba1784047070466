import { describe, expect, it } from '@jest/globals';
import { Visits } from '../../../../policies/patterns/visits.ts';

function placeOf(visits: Visits, visit: number): number[] {
  const place: number[] = [];
  visits.placeOf(visit, place);
  return place;
}

describe('Visits', () => {
  it('numbers places as they are reached, each once', () => {
    const visits = new Visits(2);
    expect(visits.add([3, 4], 0, 0, 0)).toBe(0);
    expect(visits.add([4, 3], 2, 97, 0)).toBe(1);
    expect(visits.add([3, 4], 1, 98, 1)).toBeUndefined();
    expect(visits.add([3, 5], 5, 98, 1)).toBe(2);
    expect([0, 1, 2].map((visit) => visits.costOf(visit))).toEqual([0, 2, 5]);
    expect([0, 1, 2].map((visit) => placeOf(visits, visit))).toEqual([
      [3, 4],
      [4, 3],
      [3, 5],
    ]);
  });

  it('knows the text that led to each', () => {
    const visits = new Visits(1);
    visits.add([0], 0, 0, 0);
    visits.add([1], 1, 0x61, 0);
    visits.add([2], 2, 0x1f642, 1);
    visits.add([3], 1, 0x62, 0);
    expect([0, 1, 2, 3].map((visit) => visits.textOf(visit))).toEqual(['', 'a', 'a\u{1F642}', 'b']);
  });

  it('finds every place again among many', () => {
    const visits = new Visits(3);
    const places = Array.from({ length: 5000 }, (_, index) => [index % 7, index % 1000, index >> 4]);
    expect(places.map((place, index) => visits.add(place, index, index, 0))).toEqual([...places.keys()]);
    expect(places.map((place) => visits.add(place, 0, 0, 0)).every((visit) => visit === undefined)).toBe(
      true,
    );
    expect(places.every((place, index) => placeOf(visits, index).join() === place.join())).toBe(true);
  });
});
