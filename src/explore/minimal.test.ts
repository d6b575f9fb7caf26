import { describe, expect, it } from 'vitest';
import { minimal, type Simplification } from './minimal.js';

/** Numbers are simpler without one, or with two that follow each other in ascending order. */
const NUMBERS: Simplification<readonly number[]> = {
  length: (numbers) => numbers.length,
  without: (numbers, at, size) => numbers.toSpliced(at, size),
  *simpler(numbers) {
    for (const at of numbers.keys()) yield numbers.toSpliced(at, 1);
    for (const [at, one] of numbers.entries()) {
      const next = numbers[at + 1];
      if (next !== undefined && one > next) yield numbers.with(at, next).with(at + 1, one);
    }
  },
};

async function minimalWhere(isIt: (numbers: readonly number[]) => boolean, start: readonly number[]) {
  let tried = 0;
  const least = await minimal(start, NUMBERS, async (numbers) => {
    tried += 1;
    return isIt(numbers);
  });
  return { least, tried };
}

const DESCENDING = Array.from({ length: 30 }, (_, at) => 30 - at);

describe('making a story as simple as it can be', () => {
  it('leaves nothing in it that could go, and nothing in another order than it takes', async () => {
    const { least } = await minimalWhere(
      (it) => [7, 8, 9].every((one) => it.includes(one)) && it.indexOf(9) < it.indexOf(8),
      DESCENDING,
    );
    expect(least).toEqual([7, 9, 8]);
  });

  it('does not begin anew with each two that change places', async () => {
    const { least, tried } = await minimalWhere((it) => it.length === DESCENDING.length, DESCENDING);
    expect(least).toEqual(DESCENDING.toReversed());
    const swaps = (DESCENDING.length * (DESCENDING.length - 1)) / 2;
    expect(tried).toBeLessThan(10 * swaps);
  });
});
