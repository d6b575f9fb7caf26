import { describe, expect, it } from 'vitest';
import type { ClauseId, RulingId } from '../../clauses/index.js';
import type { Header } from '../../trace/index.js';
import type { Monitor } from '../monitor.js';
import { judge } from '../oracle.js';
import { traceOf, type Tell } from './story.js';

/** A trace that breaks a clause, and one that is as like it as can be and breaks none. */
export interface Sample {
  readonly what: string;
  /** One, or the clauses that one observation breaks together; `by` is the ruling that the verdict rests on. */
  readonly clause: ClauseId | readonly ClauseId[];
  readonly by?: RulingId;
  readonly breaks: Tell;
  readonly fits: Tell;
  /** What the header says otherwise than usual in the trace that breaks the clause, and in its neighbour. */
  readonly header?: Partial<Header>;
  readonly near?: Partial<Header>;
}

/**
 * Puts a monitor to the test: each trace that breaks a clause has to give exactly that clause, from the whole oracle and
 * from this monitor alone; its neighbour has to give none; and every clause that the monitor says it can find has to have
 * such a trace. What is said of the violation, and against which events, is kept beside the test for the reader.
 */
export function examine(
  monitor: Monitor,
  samples: readonly Sample[],
  conformant: Readonly<Record<string, Tell>> = {},
): void {
  describe(monitor.name, () => {
    for (const { what, clause, by, breaks, fits, header, near } of samples) {
      const clauses = typeof clause === 'string' ? [clause] : clause;
      it(`${clauses.join(', ')}: ${what}`, () => {
        const broken = traceOf(breaks, header);
        const { violations } = judge(broken);
        expect(violations.map((it) => [it.clause, it.ruling])).toEqual(clauses.map((it) => [it, by]));
        expect(judge(broken, [monitor]).violations).toEqual(violations);
        expect(violations).toMatchSnapshot();
        expect(judge(traceOf(fits, near)).violations).toEqual([]);
      });
    }

    for (const [what, tell] of Object.entries(conformant)) {
      it(`finds nothing wrong: ${what}`, () => {
        expect(judge(traceOf(tell)).violations).toEqual([]);
      });
    }

    it('has a sample for each clause that it can find, and finds no other', () => {
      const shown = new Set(samples.flatMap(({ clause }) => clause));
      expect([...shown].sort()).toEqual([...monitor.clauses].sort());
    });
  });
}
