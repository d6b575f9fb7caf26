/** What walks have met so far, all together. */
export interface Coverage {
  /** A leaf and its root have been in this situation. */
  meet(situation: string): void;
  /** How many such situations have been met. */
  situations(): number;
}

/** So many situations are remembered. */
const MOST = 1_000_000;

/** Nothing has been met yet. */
export function coverage(): Coverage {
  const met = new Set<string>();
  return {
    meet(situation) {
      if (met.size < MOST) met.add(situation);
    },
    situations: () => met.size,
  };
}
