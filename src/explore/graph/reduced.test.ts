import { describe, expect, it } from 'vitest';
import { census } from './census.js';
import { distinctEdges, graphOf } from './graph.js';
import { scopeOf } from './scope.js';

const SCHEMES = ['invite', 'admit', 'invite+admit', 'nonrooted'] as const;

describe('the graph without who is who', () => {
  it.each(SCHEMES)(
    '%s: meets every error of the whole one, in fewer states',
    (scheme) => {
      const scope = scopeOf(scheme, 3, 'quick');
      const whole = census(scope);
      const reduced = census(scope, { symmetry: true });
      expect(reduced.errors).toEqual(whole.errors);
      expect(reduced.states).toBeLessThan(whole.states);
    },
    60_000,
  );

  it.each(SCHEMES)(
    '%s: keeps an edge of each kind, and repeats none where there is one leaf',
    (scheme) => {
      const kept = (leaves: number): { readonly all: number; readonly kept: number; readonly merged: number } => {
        const scope = scopeOf(scheme, leaves, 'quick');
        const { graph, distinct } = distinctEdges(scope);
        const count = distinct.reduce((sum, it) => sum + it, 0);
        return { all: graph.transitions, kept: count, merged: graphOf(scope, { symmetry: true }).transitions };
      };
      const one = kept(1);
      expect(one.kept).toBe(one.all);
      const two = kept(2);
      expect(two.kept).toBeLessThanOrEqual(two.all);
      // Where two leaves are in the same position, the merged graph has an edge of each, and those are alike.
      expect(two.kept).toBeLessThanOrEqual(two.merged);
    },
    60_000,
  );
});
