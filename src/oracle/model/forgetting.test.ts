import { describe, expect, it } from 'vitest';
import { finish, start, step, type OracleState } from '../oracle.js';
import { NOBODY, traceOf, type Story, type Tell } from '../testing/story.js';
import { UNSETTLED } from './forgetting.js';

/** The oracle after this has been told, and what it found; no more joins were ever remembered than `most`. */
function judged(tell: Tell): {
  readonly state: OracleState;
  readonly clauses: readonly string[];
  readonly most: number;
} {
  let state = start();
  let most = 0;
  const clauses: string[] = [];
  for (const event of traceOf(tell)) {
    const next = step(state, event);
    state = next.state;
    clauses.push(...next.violations.map(({ clause }) => clause));
    most = Math.max(most, state.model.joins.size);
  }
  clauses.push(...finish(state).map(({ clause }) => clause));
  return { state, clauses, most };
}

/** Many joins, of which all is never quiet in between. */
const RESTLESS: Readonly<Record<string, (story: Story) => void>> = {
  'leaves that ask, are admitted and go'(s) {
    const root = s.root({ listens: 9 });
    for (let lap = 0; lap < 400; lap += 1) {
      const leaf = s.leaf('leaf-1');
      leaf.joins(root);
      root.told('FD_ACCEPT');
      const link = root.accepts(leaf);
      leaf.told('FD_CONNECT');
      leaf.closes();
      link.told('FD_CLOSE');
      link.closes();
    }
  },
  'invitations that are refused'(s) {
    const root = s.root();
    for (let lap = 0; lap < 400; lap += 1) {
      const link = root.joins(NOBODY);
      root.told('FD_CONNECT', 'WSAECONNREFUSED');
      link.closes();
    }
  },
  'requests that are withdrawn, and that nobody meets'(s) {
    const root = s.root({ listens: 800 });
    for (let lap = 0; lap < 400; lap += 1) {
      const leaf = s.leaf('leaf-1');
      leaf.joins(root);
      if (lap === 0) root.told('FD_ACCEPT');
      leaf.closes();
    }
  },
};

describe('a trace in which all is never quiet', () => {
  it.each(Object.entries(RESTLESS))('does not make the memory grow: %s', (_name, tell) => {
    const { clauses, most } = judged(tell);
    expect(clauses).toEqual([]);
    expect(most).toBeGreaterThan(UNSETTLED / 2);
    expect(most).toBeLessThanOrEqual(UNSETTLED);
  });

  it('is judged all the same: members that stay are remembered', () => {
    const { clauses } = judged((s) => {
      const root = s.root({ listens: 9 });
      const leaf = s.leaf('leaf-2');
      leaf.joins(root);
      root.told('FD_ACCEPT');
      root.accepts(leaf);
      leaf.told('FD_CONNECT');
      RESTLESS['invitations that are refused']?.(s);
      leaf.told('FD_CONNECT');
    });
    expect(clauses).toHaveLength(1);
  });

  it('forgets none of those that are still pending', () => {
    const { state } = judged((s) => {
      for (let lap = 0; lap < 2 * UNSETTLED; lap += 1) s.leaf('leaf-1').joins(NOBODY);
    });
    expect(state.model.joins.size).toBe(2 * UNSETTLED);
  });
});
