import { describe, expect, it } from 'vitest';
import { census } from './census.js';
import { reducedOf, type Alike } from './reduced.js';
import { graphOf, type Graph } from './graph.js';
import { wantedEdges } from './part.js';
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

  it.each(SCHEMES)('%s: has no more edges than one of each kind', (scheme) => {
    const [one, two] = ([1, 2] as const).map((leaves) => {
      const scope = scopeOf(scheme, leaves, 'quick');
      const { graph, edges } = enough(scope, { names: true });
      return { all: safe(graph), edges: edges.length, merged: safe(graphOf(scope, { symmetry: true })) };
    });
    expect(one?.edges).toBe(one?.all);
    // Where two leaves are in the same position, the merged graph has an edge of each, and those are alike.
    expect(two?.edges).toBeLessThanOrEqual(two?.merged ?? 0);
  });
});

const SCOPES = SCHEMES.flatMap((scheme) =>
  (['quick', 'standard'] as const).map((depth) => [scheme, depth, scopeOf(scheme, 2, depth)] as const),
);

describe('the graph without one of two orders', () => {
  it.each(SCOPES)('%s, %s: meets every error of the whole one, by the same moves', (_scheme, _depth, scope) => {
    const { graph, edges } = enough(scope, { orders: true });
    expect(edges.length).toBeLessThan(safe(graph));
    const reached = new Set([graph.initial, ...edges.map((edge) => graph.to[edge] ?? 0)]);
    expect(errorsMet(graph, [...reached])).toEqual(errorsMet(graph, [...Array(graph.states).keys()]));
  });

  it.each(SCOPES)('%s, %s: can be come by on its own edges', (_scheme, _depth, scope) => {
    const { graph, edges } = enough(scope, { orders: true });
    const kept = new Set(edges);
    const found = new Set([graph.initial]);
    for (const state of found) {
      for (const edge of edgesOf(graph, state)) if (kept.has(edge)) found.add(graph.to[edge] ?? 0);
    }
    for (const edge of edges) expect(found.has(graph.to[edge] ?? 0)).toBe(true);
  });

  it('has fewer states where leaves that are invited have little to do with each other', () => {
    const { graph, edges } = enough(scopeOf('invite', 3, 'quick'), { orders: true });
    const reached = new Set(edges.map((edge) => graph.to[edge] ?? 0));
    expect(reached.size).toBeLessThan((graph.states - graph.errors.size) * 0.7);
    expect(edges.length).toBeLessThan(safe(graph) * 0.4);
  });

  it('rather takes what was taken', () => {
    const scope = scopeOf('invite', 2, 'quick');
    const { graph, enough: chosen } = reducedOf(scope, { orders: true });
    const first = chosen(wantedEdges(graph), new Uint8Array(graph.transitions));
    const others = first.map((is, edge) => (is === 1 || graph.isError(graph.to[edge] ?? 0) ? 0 : 1));
    const second = chosen(wantedEdges(graph), others);
    const shared = (marks: Uint8Array): number => marks.filter((is, edge) => is === 1 && others[edge] === 1).length;
    expect(shared(second)).toBeGreaterThan(shared(first));
  });

  // That is taken for granted: an edge is found by its label.
  it.each(SCOPES)('%s, %s: has one edge of a state with a label', (_scheme, _depth, scope) => {
    const graph = graphOf(scope);
    for (let state = 0; state < graph.states; state += 1) {
      const labels = edgesOf(graph, state).map((edge) => graph.label[edge]);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});

function enough(scope: Parameters<typeof reducedOf>[0], alike: Alike): { graph: Graph; edges: readonly number[] } {
  const { graph, enough: chosen } = reducedOf(scope, alike);
  const marks = chosen(wantedEdges(graph), new Uint8Array(graph.transitions));
  return { graph, edges: [...marks.keys()].filter((edge) => marks[edge] === 1) };
}

function safe(graph: Graph): number {
  return graph.to.filter((to) => !graph.isError(to)).length;
}

function edgesOf({ first }: Graph, state: number): readonly number[] {
  const from = first[state] ?? 0;
  return Array.from({ length: (first[state + 1] ?? 0) - from }, (_none, at) => from + at);
}

/** What breaks which clauses, from some of the states. */
function errorsMet(graph: Graph, states: readonly number[]): readonly string[] {
  const met = new Set<string>();
  for (const state of states) {
    for (const edge of edgesOf(graph, state)) {
      const broken = graph.errors.get(graph.to[edge] ?? 0);
      if (broken !== undefined) met.add(`${graph.describe(graph.label[edge] ?? 0)}: ${broken}`);
    }
  }
  return [...met].sort();
}
