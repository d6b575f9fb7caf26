/** A directed graph: the edges of a state are those from `first[state]` up to, and without, `first[state + 1]`. */
export interface Arcs {
  readonly states: number;
  readonly first: Uint32Array;
  readonly to: Uint32Array;
}

/** As much as possible brought from where there is a supply to where there is a demand. */
export interface Routing {
  /** How much goes over each edge. */
  readonly times: Uint32Array;
  /** What is missing at each state for all that. */
  readonly unmet: Int32Array;
  /** Those states, each marked 1, that a supply for which there is no demand could still reach. No edge leads out. */
  readonly beyond: Uint8Array;
}

/** Dinic's maximum flow, on edges that hold any amount: in each round along all shortest ways that are left. */
export function routing(arcs: Arcs, supplies: Int32Array, demands: Int32Array): Routing {
  const { states, first, to } = arcs;
  const back = reversed(arcs);
  const supply = supplies.slice();
  const demand = demands.slice();
  const times = new Uint32Array(to.length);
  const level = new Int32Array(states);
  const queue = new Int32Array(states);
  const forth = new Uint32Array(states);
  const against = new Uint32Array(states);
  const way = new Int32Array(states + 1);

  /** Numbers states by how far they are from a supply; whether a demand is among them. */
  const survey = (): boolean => {
    level.fill(-1);
    let end = 0;
    let found = false;
    for (let state = 0; state < states; state += 1) {
      if (get(supply, state) === 0) continue;
      level[state] = 0;
      queue[end] = state;
      end += 1;
    }
    for (let next = 0; next < end; next += 1) {
      const state = get(queue, next);
      if (get(demand, state) > 0) found = true;
      const further = get(level, state) + 1;
      for (let edge = get(first, state); edge < get(first, state + 1); edge += 1) {
        const target = get(to, edge);
        if (get(level, target) >= 0) continue;
        level[target] = further;
        queue[end] = target;
        end += 1;
      }
      for (let one = get(back.first, state); one < get(back.first, state + 1); one += 1) {
        const source = get(back.from, one);
        if (get(level, source) >= 0 || get(times, get(back.edge, one)) === 0) continue;
        level[source] = further;
        queue[end] = source;
        end += 1;
      }
    }
    return found;
  };

  /** Goes one step on from a state: over an edge (its number), back over one (its complement), or nowhere. */
  const onward = (state: number): number | undefined => {
    const further = get(level, state) + 1;
    for (let edge = get(forth, state); edge < get(first, state + 1); edge += 1) {
      forth[state] = edge;
      if (get(level, get(to, edge)) === further) return edge;
    }
    forth[state] = get(first, state + 1);
    for (let one = get(against, state); one < get(back.first, state + 1); one += 1) {
      against[state] = one;
      if (get(level, get(back.from, one)) === further && get(times, get(back.edge, one)) > 0) return ~one;
    }
    against[state] = get(back.first, state + 1);
    return undefined;
  };

  const push = (source: number): void => {
    let depth = 0;
    let state = source;
    while (get(supply, source) > 0) {
      if (get(demand, state) > 0) {
        let amount = Math.min(get(supply, source), get(demand, state));
        for (let step = 0; step < depth; step += 1) {
          const taken = get(way, step);
          if (taken < 0) amount = Math.min(amount, get(times, get(back.edge, ~taken)));
        }
        for (let step = 0; step < depth; step += 1) {
          const taken = get(way, step);
          const edge = taken < 0 ? get(back.edge, ~taken) : taken;
          times[edge] = get(times, edge) + (taken < 0 ? -amount : amount);
        }
        supply[source] = get(supply, source) - amount;
        demand[state] = get(demand, state) - amount;
        depth = 0;
        state = source;
        continue;
      }
      const taken = onward(state);
      if (taken !== undefined) {
        way[depth] = taken;
        depth += 1;
        state = taken < 0 ? get(back.from, ~taken) : get(to, taken);
        continue;
      }
      if (depth === 0) return;
      // Nothing leads on from here any more in this round.
      level[state] = -1;
      depth -= 1;
      const last = get(way, depth);
      state = last < 0 ? sourceOf(back.target, ~last) : sourceOf(back.source, last);
    }
  };

  while (survey()) {
    forth.set(first.subarray(0, states));
    against.set(back.first.subarray(0, states));
    for (let state = 0; state < states; state += 1) if (get(supply, state) > 0) push(state);
  }
  const beyond = new Uint8Array(states);
  for (let state = 0; state < states; state += 1) if (get(level, state) >= 0) beyond[state] = 1;
  return { times, unmet: demand, beyond };
}

interface Reversed {
  readonly first: Uint32Array;
  /** By place in the reversed lists: where the edge comes from, its number, and where it leads to. */
  readonly from: Uint32Array;
  readonly edge: Uint32Array;
  readonly target: Uint32Array;
  /** By edge: where it comes from. */
  readonly source: Uint32Array;
}

function reversed({ states, first, to }: Arcs): Reversed {
  const into = new Uint32Array(states + 1);
  for (const target of to) into[target + 1] = get(into, target + 1) + 1;
  for (let state = 0; state < states; state += 1) into[state + 1] = get(into, state + 1) + get(into, state);
  const next = into.slice();
  const from = new Uint32Array(to.length);
  const edges = new Uint32Array(to.length);
  const targets = new Uint32Array(to.length);
  const source = new Uint32Array(to.length);
  for (let state = 0; state < states; state += 1) {
    for (let edge = get(first, state); edge < get(first, state + 1); edge += 1) {
      const target = get(to, edge);
      const place = get(next, target);
      next[target] = place + 1;
      from[place] = state;
      edges[place] = edge;
      targets[place] = target;
      source[edge] = state;
    }
  }
  return { first: into, from, edge: edges, target: targets, source };
}

function sourceOf(list: Uint32Array, place: number): number {
  return list[place] ?? 0;
}

function get(list: Int32Array | Uint32Array, place: number): number {
  return list[place] ?? 0;
}
