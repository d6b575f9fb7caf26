/** A size, and what it cost. */
export interface Point {
  readonly size: number;
  readonly cost: number;
}

/** The exponent of growth: the slope of the least squares line through the points, both axes logarithmic. */
export function growthExponent(points: readonly Point[]): number {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ cost }) => Math.log(cost));
  const mean = (of: readonly number[]): number => of.reduce((sum, it) => sum + it, 0) / of.length;
  const [x0, y0] = [mean(xs), mean(ys)];
  const rise = xs.reduce((sum, x, at) => sum + (x - x0) * ((ys[at] ?? y0) - y0), 0);
  return rise / xs.reduce((sum, x) => sum + (x - x0) ** 2, 0);
}

/** The middle one of several measurements. */
export function median(of: readonly number[]): number {
  return of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? Number.NaN;
}
