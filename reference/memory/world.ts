import { addressText, type Address, type Indication, type NodeName } from '../../src/provider.js';
import { PLACES, homeOf } from './capabilities.js';
import type { Join, Node, Session, Socket } from './model.js';
import type { Rules } from './rules/index.js';
import { Wire, type Line, type MessageKind } from './wire.js';

/** Everything that one case is about. */
export interface World {
  readonly rules: Rules;
  readonly wire: Wire;
  readonly nodes: ReadonlyMap<NodeName, Node>;
  /** Who was bound to which address. Sockets made from others share a name without being found by it. */
  readonly bound: Map<string, Socket>;
  /** The nonrooted session: there before anybody joins it (TAXONOMY-2). */
  readonly group: Session;
  /** All that there have been: of some, only messages under way know. */
  readonly made: { readonly sockets: Socket[]; readonly joins: Join[]; readonly sessions: Session[] };
  /** Tells the client of a network event. */
  readonly indicate: (indication: Indication) => void;
}

/** A world in which nothing has happened yet. */
export function newWorld(rules: Rules, nodes: readonly NodeName[], seed: number, indicate: World['indicate']): World {
  const group = newSession(undefined);
  return {
    rules,
    wire: new Wire(seed),
    nodes: new Map(nodes.map((name, n) => [name, newNode(name, homeOf(n))])),
    bound: new Map(),
    group,
    made: { sockets: [], joins: [], sessions: [group] },
    indicate,
  };
}

/** A session without members; a rooted one is held together by its c_root. */
export function newSession(root: Socket | undefined): Session {
  return { root, members: new Set(), ties: new Set() };
}

/** The node of that name. */
export function nodeOf(world: World, name: NodeName): Node {
  const node = world.nodes.get(name);
  if (node === undefined) throw new RangeError(`this case has no node ${name}`);
  return node;
}

/** The socket that was bound to an address. */
export function boundTo(world: World, address: Address): Socket | undefined {
  return world.bound.get(addressText(address));
}

/** Whether there is a way to an address: to the host of a node, or to where multicast sessions live. */
export function isReachable(world: World, { host }: Address): boolean {
  if (host === PLACES.session.host || host === PLACES.noSession.host) return true;
  for (const node of world.nodes.values()) if (node.address.host === host) return true;
  return false;
}

/** Sends a message on a line; `join` is the one that it belongs to, if any. */
export function post(world: World, line: Line, kind: MessageKind, join: Join | undefined, arrive: () => void): void {
  switch (world.rules.passage(kind, join)) {
    case 'in-order':
      return world.wire.post(line, kind, arrive);
    case 'at-once':
      return arrive();
    case 'twice':
      world.wire.post(line, kind, arrive);
      return world.wire.post(line, kind, arrive);
    case 'lost':
      return undefined;
  }
}

function newNode(name: NodeName, address: Address): Node {
  return { name, address, sockets: new Map(), latestDescriptor: 96, latestPort: 49_151 };
}
