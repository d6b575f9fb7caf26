import { describe, expect, it } from 'vitest';
import { chanceOf } from './chance.js';

describe('chance', () => {
  it('does not begin alike with seeds that are next to each other', () => {
    for (let draw = 0; draw < 4; draw += 1) {
      const drawn = Array.from({ length: 60 }, (_none, seed) => {
        const chance = chanceOf(seed);
        for (let before = 0; before < draw; before += 1) chance.below(4);
        return chance.below(4);
      });
      for (const value of [0, 1, 2, 3]) {
        expect(drawn.filter((it) => it === value).length, `${value} at draw ${draw}`).toBeGreaterThan(5);
      }
      const steps = new Set(drawn.map((it, seed) => (it - (drawn[seed - 1] ?? 0) + 4) % 4));
      expect(steps.size).toBe(4);
    }
  });
});
