import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costsOf, scheduleOf, shareOf } from './schedule.js';

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
const sharesOf = (costs: readonly number[], of: number): readonly (readonly number[])[] =>
  Array.from({ length: of }, (_, at) => shareOf(costs, { index: at + 1, of }));

describe('the shares of a run', () => {
  it('hold every case once, in order, and differ by no more than one case costs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 })), fc.integer({ min: 1, max: 9 }), (costs, of) => {
        const shares = sharesOf(costs, of);
        expect(shares.flat().sort((a, b) => a - b)).toEqual(costs.map((_, place) => place));
        for (const share of shares) expect(share).toEqual([...share].sort((a, b) => a - b));
        const loads = shares.map((share) => sum(share.map((place) => costs[place] ?? 0)));
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(Math.max(0, ...costs));
      }),
    );
  });

  it('of a full run are even by what the cases have cost', async () => {
    const schedule = await scheduleOf({ level: 'full' });
    if (typeof schedule === 'string') throw new Error(schedule);
    const costs = costsOf(schedule, 100);
    expect(costs.length).toBe(schedule.scenarios.length + schedule.properties.length);
    for (const of of [2, 3, 4]) {
      const loads = sharesOf(costs, of).map((share) => sum(share.map((place) => costs[place] ?? 0)));
      expect(Math.max(...loads) / (sum(loads) / of)).toBeLessThan(1.1);
    }
  });
});
