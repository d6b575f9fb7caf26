import type { Descriptor, IndicationEvent } from '../../trace/index.js';
import type { CallLabel, EventLabel, Graph, Label } from '../graph/index.js';
import { ROOT } from '../plan.js';
import type { Came, Stage } from './stage.js';

/** A graph with what it takes to find one's place on it. */
export interface Atlas {
  readonly graph: Graph;
  /** The edge from a state with this label; -1 where there is none. */
  edge(state: number, label: number): number;
  /** The edge of a call that came to something; -1 where it is not on the map. */
  call(state: number, issued: Pick<CallLabel, 'call' | 'leaf'>, came: Came): number;
  /** The label of an indication; -1 where it is not on the map. */
  indication(stage: Stage, event: IndicationEvent, inviting: number | undefined): number;
  readonly quiet: number;
}

/** Makes an atlas of a graph. */
export function atlasOf(graph: Graph): Atlas {
  const { first, label, labels } = graph;
  const numbers = new Map<string, number>();
  // Two numbers may stand for equal labels: each is known by the first of them.
  const same = labels.map((it, number) => {
    const known = numbers.get(keyOf(it)) ?? number;
    numbers.set(keyOf(it), known);
    return known;
  });
  const edge = (state: number, wanted: number): number => {
    const end = first[state + 1] ?? 0;
    for (let one = first[state] ?? 0; one < end; one += 1) if (same[label[one] ?? 0] === wanted) return one;
    return -1;
  };
  return {
    graph,
    quiet: numbers.get('quiet') ?? -1,
    edge,
    call(state, { call, leaf }, { outcome, met }) {
      const number = numbers.get(callKey(call, leaf, outcome, met));
      const told = number === undefined ? -1 : edge(state, number);
      if (told >= 0 || met !== undefined) return told;
      // An answer that does not say whom it met leads somewhere only if there is one whom it can have met.
      let found = -1;
      const end = first[state + 1] ?? 0;
      for (let one = first[state] ?? 0; one < end; one += 1) {
        const it = labels[label[one] ?? 0];
        if (it?.by !== 'suite' || it.call !== call || it.leaf !== leaf || it.outcome !== outcome) continue;
        if (found >= 0) return -1;
        found = one;
      }
      return found;
    },
    indication(stage, { node, socket, event, error }, inviting) {
      const place = placeOf(stage, node, socket);
      if (place === undefined) return -1;
      const leaf = place.on === 'root' ? (event === 'FD_CONNECT' ? inviting : undefined) : place.leaf;
      return numbers.get(eventKey(place.on, leaf, event, error)) ?? -1;
    },
  };
}

function placeOf(
  { nodes, root, own, link, member }: Stage,
  node: string,
  socket: Descriptor,
): { readonly on: EventLabel['on']; readonly leaf?: number } | undefined {
  if (node === ROOT) {
    if (socket === root) return { on: 'root' };
    const leaf = link.lastIndexOf(socket);
    return leaf < 0 ? undefined : { on: 'link', leaf };
  }
  const leaf = nodes.indexOf(node);
  if (leaf < 0) return undefined;
  if (own[leaf] === socket) return { on: 'own', leaf };
  return member[leaf] === socket ? { on: 'member', leaf } : undefined;
}

function keyOf(label: Label): string {
  switch (label.by) {
    case 'quiet':
      return 'quiet';
    case 'suite':
      return callKey(label.call, label.leaf, label.outcome, label.met);
    case 'provider':
      return eventKey(label.on, label.leaf, label.event, label.error);
  }
}

function callKey(call: string, leaf: number | undefined, outcome: string, met: number | undefined): string {
  return `${call} ${leaf ?? ''} ${outcome} ${met ?? ''}`;
}

function eventKey(on: string, leaf: number | undefined, event: string, error: string): string {
  return `${on} ${leaf ?? ''} ${event} ${error}`;
}
