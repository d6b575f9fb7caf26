import type { Violation } from '../src/index.js';

/** A violation in three lines, as a failed step shows it. */
export function explain({ clause, ruling, expected, saw, at }: Violation): string {
  const basis = ruling === undefined ? clause : `${clause} (ruling ${ruling})`;
  return [`${basis} does not hold`, `  expected  ${expected}`, `  saw       ${saw} (event ${at})`].join('\n');
}
