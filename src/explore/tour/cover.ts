import { routing, type Arcs } from './routing.js';

/** How often each edge is to be taken so that as few executions as possible take all that are required. */
export interface Cover {
  /** By edge: executions that begin at the first state and follow these numbers down to zero take every required edge. */
  readonly times: Uint32Array;
  /** So many executions that is. */
  readonly executions: number;
  /**
   * Fewer cannot do it: so many required edges lead into a set of states that no edge leads out of, and an execution
   * enters it once.
   */
  readonly bound: number;
}

/**
 * The smallest set of executions that take every required edge at least once: a minimum flow with a lower bound of one
 * on each of them. Every execution starts at `initial`, and may end anywhere.
 */
export function cover(arcs: Arcs, initial: number, required: Uint8Array): Cover {
  const { states, first, to } = arcs;
  const supply = new Int32Array(states);
  const demand = new Int32Array(states);
  const balance = new Int32Array(states);
  for (let state = 0; state < states; state += 1) {
    for (let edge = at(first, state); edge < at(first, state + 1); edge += 1) {
      if (required[edge] !== 1) continue;
      balance[state] = at(balance, state) - 1;
      balance[at(to, edge)] = at(balance, at(to, edge)) + 1;
    }
  }
  for (let state = 0; state < states; state += 1) {
    const left = at(balance, state);
    if (left > 0) supply[state] = left;
    else demand[state] = -left;
  }
  // An execution that has taken its last required edge here may go on to where one is missing: that saves a new one.
  const { times, unmet, beyond } = routing(arcs, supply, demand);
  for (let edge = 0; edge < times.length; edge += 1) if (required[edge] === 1) times[edge] = at(times, edge) + 1;
  const executions = feed(arcs, initial, unmet, times);
  let bound = 0;
  for (let state = 0; state < states; state += 1) {
    if (beyond[state] === 1) continue;
    for (let edge = at(first, state); edge < at(first, state + 1); edge += 1) {
      if (required[edge] === 1 && beyond[at(to, edge)] === 1) bound += 1;
    }
  }
  return { times, executions, bound };
}

/** Leads a new execution from the first state to each place where one is missing, on the shortest way. */
function feed({ states, first, to }: Arcs, initial: number, unmet: Int32Array, times: Uint32Array): number {
  const order = new Int32Array(states);
  const by = new Int32Array(states).fill(-1);
  const from = new Int32Array(states).fill(-1);
  let end = 1;
  order[0] = initial;
  from[initial] = initial;
  for (let next = 0; next < end; next += 1) {
    const state = at(order, next);
    for (let edge = at(first, state); edge < at(first, state + 1); edge += 1) {
      const target = at(to, edge);
      if (at(from, target) >= 0) continue;
      from[target] = state;
      by[target] = edge;
      order[end] = target;
      end += 1;
    }
  }
  const missing = unmet.slice();
  for (let next = end - 1; next > 0; next -= 1) {
    const state = at(order, next);
    const here = at(missing, state);
    if (here === 0) continue;
    const edge = at(by, state);
    times[edge] = at(times, edge) + here;
    missing[at(from, state)] = at(missing, at(from, state)) + here;
  }
  return at(missing, initial);
}

function at(list: Int32Array | Uint32Array, place: number): number {
  return list[place] ?? 0;
}
