import { after, wait, type Awaitable, type Flow } from '../../port/index.js';
import { entryFor, USUAL_EVENTS, type LiveCase } from '../../run/index.js';
import { flagsOf, JL, sameAddress, type Address, type ProtocolEntry } from '../../spi/index.js';
import { succeeded, type Descriptor, type Gives, type NodeName, type Result } from '../../trace/index.js';
import { leafName, type Call, type CallLabel, type Scope } from '../graph/index.js';
import { ROOT } from '../plan.js';
import { CannotPlay } from '../set-scene.js';

/** What a call of a label came to. */
export interface Came {
  readonly outcome: CallLabel['outcome'];
  /** The leaf whose request a WSPAccept of the root met, as far as its answer says. */
  readonly met?: number | undefined;
}

/** The people of a scope on a provider: by leaf, the descriptors that the suite holds. */
export interface Stage {
  readonly live: LiveCase;
  readonly scope: Scope;
  readonly nodes: readonly NodeName[];
  readonly root: Descriptor;
  readonly own: readonly Descriptor[];
  /** The root's descriptors for leaves; -1 where there is none. */
  readonly link: Descriptor[];
  /** What WSPAccept gave invited leaves; -1 where it has not. */
  readonly member: Descriptor[];
  readonly rootAddress: Address | undefined;
  readonly addresses: readonly (Address | undefined)[];
}

/** With so much room, no scope fills a queue. */
const BACKLOG = 64;

/** So often a leaf can be invited before its first invitation has left its queue. */
const INVITATIONS = 2;

/** The nodes of a scope: those of the leaves in order, and the root's before them where there is one. */
export function nodesOf(scope: Scope): readonly NodeName[] {
  const nodes: NodeName[] = scope.scheme === 'nonrooted' ? [] : [ROOT];
  for (const leaf of scope.ways.keys()) nodes.push(leafName(scope, leaf));
  return nodes;
}

/** The entry to play a scope on: a rooted data plane where there is one. */
export function entryOf(scope: Scope, entries: readonly ProtocolEntry[]): ProtocolEntry | undefined {
  const control = scope.scheme === 'nonrooted' ? 'nonrooted' : 'rooted';
  return entryFor(entries, control, control) ?? entryFor(entries, control, 'nonrooted');
}

/** Makes everybody's socket, lets those listen who are to be asked, and lets everything come to rest. */
export function* setStage(live: LiveCase, scope: Scope): Flow<Stage> {
  const entry = entryOf(scope, live.header.capabilities.entries);
  if (entry === undefined) throw new CannotPlay(`no entry fits ${scope.scheme}`);
  const rooted = scope.scheme !== 'nonrooted';
  const { session } = live.testbed;
  if (!rooted && session === undefined) throw new CannotPlay('the testbed names no session to join');
  const rootedData = entryFor([entry], rooted ? 'rooted' : 'nonrooted', 'rooted') !== undefined;
  // Exactly as much room as is needed: whoever has less shows it.
  const exact = live.header.capabilities.features.includes('backlog');
  const asking = scope.ways.filter((way) => way === 'asking').length;

  const make = (node: NodeName, isRoot: boolean, backlog: number | undefined): Flow<Made> => {
    const data = isRoot && rootedData ? 'd_root' : 'd_leaf';
    return makeSocket(live, node, entry.id, flagsOf({ control: isRoot ? 'c_root' : 'c_leaf', data }), backlog);
  };

  let root: Descriptor = -1;
  let rootAddress = session;
  if (rooted) [root, rootAddress] = yield* make(ROOT, true, asking === 0 ? undefined : exact ? asking : BACKLOG);
  const [nodes, own, link, member]: [NodeName[], Descriptor[], Descriptor[], Descriptor[]] = [[], [], [], []];
  const addresses: (Address | undefined)[] = [];
  for (const [leaf, way] of scope.ways.entries()) {
    const node = leafName(scope, leaf);
    const backlog = way === 'invited' ? (exact ? INVITATIONS : BACKLOG) : undefined;
    const [socket, address] = yield* make(node, false, backlog);
    nodes.push(node);
    own.push(socket);
    link.push(-1);
    member.push(-1);
    addresses.push(address);
  }
  yield* live.quiet();
  return { live, scope, nodes, root, own, link, member, rootAddress, addresses };
}

type Made = readonly [Descriptor, Address | undefined];

function* makeSocket(
  live: LiveCase,
  node: NodeName,
  entry: number,
  flags: number,
  backlog: number | undefined,
): Flow<Made> {
  const made = yield* wait(live.ask(node, 'socket', { entry, flags, blocking: false }));
  if (!succeeded(made)) throw new CannotPlay(`${node} could make no socket: ${made.error}`);
  const { socket } = made.ok;
  yield* wait(live.ask(node, 'bind', { socket, name: live.testbed.addresses[node] ?? null }));
  const named = yield* wait(live.ask(node, 'getSockName', { socket }));
  yield* wait(live.ask(node, 'eventSelect', { socket, events: USUAL_EVENTS }));
  if (backlog !== undefined) yield* wait(live.ask(node, 'listen', { socket, backlog }));
  return [socket, succeeded(named) ? named.ok.name : undefined];
}

/** Issues the call of a label, and remembers the descriptors that it gives. */
export function issue(stage: Stage, call: Call, leaf: number | undefined): Awaitable<Came> {
  const { live, scope, root, own, link, member, nodes, addresses, rootAddress } = stage;
  const at = leaf ?? 0;
  const node = nodes[at] ?? '';
  const invited = scope.ways[at] === 'invited';
  switch (call) {
    case 'invite':
    case 'ask':
    case 'join':
    case 'again': {
      const name = (invited ? addresses[at] : rootAddress) ?? null;
      const args = { socket: invited ? root : held(own, at), name, flags: JL.BOTH };
      return after(live.ask(invited ? ROOT : node, 'joinLeaf', args), (result) => {
        if (invited && call === 'invite' && succeeded(result)) link[at] = result.ok.socket;
        return came(result);
      });
    }
    case 'accept':
    case 'reject':
    case 'defer':
      return after(
        live.ask(leaf === undefined ? ROOT : node, 'accept', {
          socket: leaf === undefined ? root : held(own, at),
          ...(call === 'accept' ? {} : { condition: { answer: call === 'reject' ? 'CF_REJECT' : 'CF_DEFER' } }),
        }),
        (result) => answered(stage, leaf, result),
      );
    case 'cancel':
      return invited ? close(live, ROOT, held(link, at)) : close(live, node, held(own, at));
    case 'leave':
      return close(live, node, held(invited ? member : own, at));
    case 'drop':
      return close(live, ROOT, held(link, at));
    case 'deafen':
      return close(live, node, held(own, at));
    case 'closeRoot':
      return close(live, ROOT, root);
  }
}

/** Registers the usual events on a socket that a join has brought forth; false if there is none. */
export function watch(
  { live, nodes, link, member }: Stage,
  which: 'watch-link' | 'watch-member',
  leaf: number,
): Awaitable<boolean> {
  const socket = held(which === 'watch-link' ? link : member, leaf, -1);
  if (socket < 0) return false;
  const node = which === 'watch-link' ? ROOT : (nodes[leaf] ?? '');
  return after(live.ask(node, 'eventSelect', { socket, events: USUAL_EVENTS }), () => true);
}

function answered(stage: Stage, leaf: number | undefined, result: Result<Gives<'accept'>>): Came {
  if (leaf !== undefined) {
    if (succeeded(result)) stage.member[leaf] = result.ok.socket;
    return came(result);
  }
  const peer = succeeded(result) ? result.ok.peer : result.condition?.caller;
  const met = peer === undefined ? -1 : stage.addresses.findIndex((it) => it !== undefined && sameAddress(it, peer));
  if (met < 0) return came(result);
  if (succeeded(result)) stage.link[met] = result.ok.socket;
  return { outcome: succeeded(result) ? 'ok' : result.error, met };
}

function close(live: LiveCase, node: NodeName, socket: Descriptor): Awaitable<Came> {
  return after(live.ask(node, 'closeSocket', { socket }), came);
}

function came(result: Result<unknown>): Came {
  return { outcome: succeeded(result) ? 'ok' : result.error };
}

function held(sockets: readonly Descriptor[], leaf: number, none = 0): Descriptor {
  return sockets[leaf] ?? none;
}
