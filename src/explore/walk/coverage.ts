/** What walks have met and done so far, all together: what was rarely done is worth doing. */
export interface Coverage {
  /** A leaf and its root have been in this situation. */
  meet(situation: string): void;
  /** How many such situations have been met. */
  situations(): number;
  /** Something was done in a situation. */
  add(situation: string, doing: string): void;
  /** How often it was done there. */
  times(situation: string, doing: string): number;
}

/** So many situations are remembered. */
const MOST = 1_000_000;

/** Nothing has been done yet. */
export function coverage(): Coverage {
  const met = new Set<string>();
  const done = new Map<string, Map<string, number>>();
  return {
    meet(situation) {
      if (met.size < MOST) met.add(situation);
    },
    situations: () => met.size,
    add(situation, doing) {
      const here = done.get(situation) ?? new Map<string, number>();
      here.set(doing, (here.get(doing) ?? 0) + 1);
      if (done.size < MOST) done.set(situation, here);
    },
    times: (situation, doing) => done.get(situation)?.get(doing) ?? 0,
  };
}
