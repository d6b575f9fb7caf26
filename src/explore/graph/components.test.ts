import { describe, expect, it } from 'vitest';
import { componentsOf } from './components.js';
import { graphOf, type Graph } from './graph.js';
import { scopeOf } from './scope.js';

function reachable({ first, to }: Graph, from: number): ReadonlySet<number> {
  const found = new Set([from]);
  for (const state of found)
    for (let edge = first[state] ?? 0; edge < (first[state + 1] ?? 0); edge += 1) found.add(to[edge] ?? 0);
  return found;
}

describe('the components of a graph', () => {
  it.each(['invite', 'admit', 'nonrooted'] as const)('are of those that lead to each other: %s', (scheme) => {
    const graph = graphOf(scopeOf(scheme, scheme === 'admit' ? 2 : 1, 'standard'));
    const component = componentsOf(graph);
    const states = [...Array(graph.states).keys()];
    const ways = states.map((state) => reachable(graph, state));
    for (const one of states) {
      for (const other of states) {
        const isBoth = ways[one]?.has(other) === true && ways[other]?.has(one) === true;
        if (isBoth !== (component[one] === component[other])) throw new Error(`states ${one} and ${other}`);
      }
    }
    expect(new Set(component).size).toBeLessThanOrEqual(graph.states);
  });
});
