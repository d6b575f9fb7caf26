/** How often something had to be done, in one way and in another one, under the same seed. */
export type Pair = readonly [number, number];

/** What pairs say of two ways. */
export interface Comparison {
  /** The geometric mean of the second over the first, and the interval in which it lies in 95 of 100 measurements. */
  readonly ratio: number;
  readonly from: number;
  readonly to: number;
  /** In how many pairs the second took less, and in how many it took more. */
  readonly less: number;
  readonly more: number;
}

const NORMAL_95 = 1.96;

/** Compares two ways by the logarithms of what they took: twice and half weigh the same. */
export function compared(pairs: readonly Pair[]): Comparison {
  const logs = pairs.map(([one, other]) => Math.log(other / one));
  const mean = meanOf(logs);
  const spread = Math.sqrt(meanOf(logs.map((it) => (it - mean) ** 2)) / Math.max(1, logs.length - 1));
  return {
    ratio: Math.exp(mean),
    from: Math.exp(mean - NORMAL_95 * spread),
    to: Math.exp(mean + NORMAL_95 * spread),
    less: logs.filter((it) => it < 0).length,
    more: logs.filter((it) => it > 0).length,
  };
}

/** The geometric mean. */
export function geometricMean(of: readonly number[]): number {
  return Math.exp(meanOf(of.map(Math.log)));
}

function meanOf(all: readonly number[]): number {
  return all.reduce((sum, it) => sum + it, 0) / all.length;
}
