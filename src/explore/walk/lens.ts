import { after, type Line } from '../../port/index.js';
import type { LiveCase } from '../../run/index.js';
import type { NodeName, TraceEvent } from '../../trace/index.js';
import { suffixOf } from './walk.js';

/**
 * A case as one of its sessions sees it: whoever plays in the session calls its nodes by their plain names, and the
 * events of the other sessions are those of strangers.
 */
export function lensOn(live: LiveCase, session: number): LiveCase {
  if (session === 0) return live;
  const suffix = suffixOf(session);
  const outward = (node: NodeName): NodeName => `${node}${suffix}`;
  const inward = (node: NodeName): NodeName =>
    node.endsWith(suffix) ? node.slice(0, -suffix.length) : `other ${node}`;
  const seen: TraceEvent[] = [];
  const homes = Object.entries(live.testbed.addresses);
  const addresses = Object.fromEntries(homes.map(([node, address]) => [inward(node), address]));
  return {
    ...live,
    testbed: { ...live.testbed, addresses },
    trace() {
      const all = live.trace();
      for (const event of all.slice(seen.length)) seen.push(renamed(event, inward));
      return seen;
    },
    call: (node, verb, args) => live.call(outward(node), verb, args),
    ask: (node, verb, args) => live.ask(outward(node), verb, args),
    begin: (node, verb, args) => live.begin(outward(node), verb, args),
    deliver: (from, to) => live.deliver(outward(from), outward(to)),
    underWay() {
      const inwards = (lines: readonly Line[] | undefined): readonly Line[] | undefined =>
        lines?.map(({ from, to }) => ({ from: inward(from), to: inward(to) }));
      return after(live.underWay(), inwards);
    },
    // What a session has seen is not forgotten: one among several cannot be brought back.
    checkpoint: () => undefined,
    note: (text) => {
      live.note(`session ${session + 1}: ${text}`);
    },
  };
}

function renamed(event: TraceEvent, inward: (node: NodeName) => NodeName): TraceEvent {
  switch (event.kind) {
    case 'call':
    case 'indication':
      return { ...event, node: inward(event.node) };
    default:
      return event;
  }
}
