import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cover } from './cover.js';
import type { Arcs } from './routing.js';

type Edge = readonly [number, number];

function graphOf(states: number, edges: readonly Edge[]): Arcs & { readonly sorted: readonly Edge[] } {
  const sorted = [...edges].sort(([a], [b]) => a - b);
  const first = Uint32Array.from(
    { length: states + 1 },
    (_none, state) => sorted.filter(([from]) => from < state).length,
  );
  return { states, first, to: Uint32Array.from(sorted, ([, to]) => to), sorted };
}

/** Follows the numbers of a cover, execution by execution. */
function follow(graph: ReturnType<typeof graphOf>, times: Uint32Array): { executions: number; taken: Set<number> } {
  const left = Array.from(times);
  const taken = new Set<number>();
  let executions = 0;
  const next = (state: number): number => left.findIndex((many, edge) => many > 0 && graph.sorted[edge]?.[0] === state);
  while (next(0) >= 0) {
    executions += 1;
    let state = 0;
    for (let edge = next(state); edge >= 0; edge = next(state)) {
      left[edge] = (left[edge] ?? 0) - 1;
      taken.add(edge);
      state = graph.sorted[edge]?.[1] ?? 0;
    }
  }
  return { executions, taken };
}

const dags = fc.integer({ min: 2, max: 9 }).chain((states) =>
  fc
    .uniqueArray(
      fc.tuple(fc.nat(states - 2), fc.nat(states - 1)).map(([a, b]): Edge => [Math.min(a, b), Math.max(a, b)]),
      { maxLength: 18, selector: ([a, b]) => `${a} ${b}` },
    )
    .map((edges) => {
      const proper = edges.filter(([a, b]) => a < b);
      // Everything can be reached from the first state.
      const more = Array.from({ length: states - 1 }, (_none, at): Edge => [at, at + 1]);
      return graphOf(states, [...proper, ...more]);
    }),
);

describe('a cover', () => {
  it('takes one execution for a line, and one for each branch', () => {
    const line = graphOf(3, [
      [0, 1],
      [1, 2],
    ]);
    expect(cover(line, 0, Uint8Array.of(1, 1))).toMatchObject({ executions: 1, bound: 1 });
    const star = graphOf(4, [
      [0, 1],
      [0, 2],
      [0, 3],
    ]);
    expect(cover(star, 0, Uint8Array.of(1, 1, 1))).toMatchObject({ executions: 3, bound: 3 });
    expect(cover(star, 0, Uint8Array.of(0, 1, 0))).toMatchObject({ executions: 1, bound: 1 });
  });

  it('goes on from one branch to another where it can', () => {
    const diamond = graphOf(6, [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
      [3, 4],
      [3, 5],
    ]);
    expect(cover(diamond, 0, new Uint8Array(6).fill(1))).toMatchObject({ executions: 2, bound: 2 });
  });

  it('takes every required edge, in exactly as many executions as a cut proves necessary', () => {
    fc.assert(
      fc.property(dags, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (graph, wanted) => {
        const required = Uint8Array.from(graph.to, (_to, edge) => (wanted[edge] === true ? 1 : 0));
        const { times, executions, bound } = cover(graph, 0, required);
        const followed = follow(graph, times);
        expect(executions).toBe(bound);
        expect(followed.executions).toBe(executions);
        for (const [edge, is] of required.entries()) if (is === 1) expect(followed.taken).toContain(edge);
      }),
      { numRuns: 500 },
    );
  });
});
