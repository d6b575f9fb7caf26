import type { Graph } from './graph.js';

/** By state, a number that it shares with those that it can come to and that can come back to it (Tarjan's algorithm). */
export function componentsOf({ states, first, to }: Pick<Graph, 'states' | 'first' | 'to'>): Uint32Array {
  const component = new Uint32Array(states);
  // By state: when it was found, from 1; and the earliest of those still open that it leads back to.
  const found = new Uint32Array(states);
  const back = new Uint32Array(states);
  const next = Uint32Array.from(first);
  const open: number[] = [];
  const path: number[] = [];
  let moment = 0;
  let components = 0;
  const enter = (state: number): void => {
    moment += 1;
    found[state] = moment;
    back[state] = moment;
    open.push(state);
    path.push(state);
  };
  const lower = (state: number, value: number): void => {
    back[state] = Math.min(back[state] ?? 0, value);
  };
  const leave = (state: number): void => {
    path.pop();
    const from = path.at(-1);
    if (from !== undefined) lower(from, back[state] ?? 0);
    if (back[state] !== found[state]) return;
    components += 1;
    for (let it = open.pop(); it !== undefined; it = open.pop()) {
      component[it] = components;
      if (it === state) return;
    }
  };
  for (let start = 0; start < states; start += 1) {
    if (found[start] === 0) enter(start);
    for (let state = path.at(-1); state !== undefined; state = path.at(-1)) {
      const edge = next[state] ?? 0;
      if (edge === first[state + 1]) {
        leave(state);
        continue;
      }
      next[state] = edge + 1;
      const target = to[edge] ?? 0;
      if (found[target] === 0) enter(target);
      else if (component[target] === 0) lower(state, found[target] ?? 0);
    }
  }
  return component;
}
