import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

/** Whatever a walk leaves to chance, reproducible from a seed. */
export interface Chance {
  /** A whole number from 0 up to, and without, this one. */
  below(end: number): number;
  /** One of several by weight: its place; -1 where all weights are 0. */
  among(weights: readonly number[]): number;
}

/** Chance from a seed. */
export function chanceOf(seed: number): Chance {
  const random = xoroshiro128plus(scattered(seed));
  const below = (end: number): number => unsafeUniformIntDistribution(0, end - 1, random);
  return {
    below,
    among(weights) {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      if (sum <= 0) return -1;
      let left = (below(FINE) / FINE) * sum;
      for (const [place, weight] of weights.entries()) {
        left -= weight;
        if (left < 0) return place;
      }
      return weights.length - 1;
    },
  };
}

const FINE = 1 << 30;

/** The generator begins alike with seeds that are alike, so that some choices would never be made with small ones. */
function scattered(seed: number): number {
  const once = Math.imul(seed ^ (seed >>> 16) ^ 0x5bd1_e995, 0x85eb_ca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2_ae35);
  return twice ^ (twice >>> 16);
}

/** Numbers from 0 in any order. */
export function shuffled(many: number, chance: Chance): number[] {
  const all = Array.from({ length: many }, (_none, place) => place);
  for (let place = many - 1; place > 0; place -= 1) {
    const other = chance.below(place + 1);
    [all[place], all[other]] = [all[other] ?? 0, all[place] ?? 0];
  }
  return all;
}
