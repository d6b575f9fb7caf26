import { start, step, type OracleState } from '../../oracle/index.js';
import { AF, DATA_PLANES, flagsOf, maskOf, SCHEMES, XP1, type Address } from '../../spi/index.js';
import type { Args, Descriptor, Gives, Header, Result, TraceEvent, Verb } from '../../trace/index.js';
import { leafName, type Scope } from './scope.js';

/** A descriptor that the suite holds, or has held. */
export interface Held {
  readonly socket: Descriptor;
  readonly open: boolean;
}

/** The sockets of one leaf, as the suite knows them. */
export interface Holding {
  readonly own: Held;
  /** The root's descriptor for it. */
  readonly link?: Held | undefined;
  /** What WSPAccept gave it. */
  readonly member?: Held | undefined;
  /** How often it was invited, or asked. */
  readonly tries: number;
}

/** A scope at some moment, in full: the oracle, and what the suite holds. It is never changed. */
export interface World {
  readonly scope: Scope;
  readonly oracle: OracleState;
  readonly root: Held;
  readonly leaves: readonly Holding[];
  /** Ids of calls and descriptors given out so far. */
  readonly count: number;
}

/** The clauses that the events of one label broke. */
export interface Played {
  readonly world: World;
  readonly clauses: readonly string[];
}

/** The name and the node of the root. */
export const ROOT = 'root';

/** The session of nonrooted scopes. */
export const SESSION: Address = { family: AF.INET, host: '239.1.1.1', port: 5004 };

const BACKLOG = 64;
const EVENTS = maskOf(['FD_READ', 'FD_ACCEPT', 'FD_CONNECT', 'FD_CLOSE']);
const ROOTED = 1;
const NONROOTED = 2;

/** Where the sockets that people make are bound. */
export function addressOf(leaf: number | undefined): Address {
  return { family: AF.INET, host: `10.0.0.${leaf === undefined ? 1 : leaf + 2}`, port: 4000 };
}

/** A scope before anything has happened: everybody has a socket, whoever is to be asked listens, and all is quiet. */
export function openWorld(scope: Scope): World {
  const rooted = scope.scheme !== 'nonrooted';
  let world: World = {
    scope,
    oracle: start(),
    root: { socket: 1, open: rooted },
    leaves: scope.ways.map((_way, leaf) => ({ own: { socket: leaf + 2, open: true }, tries: 0 })),
    count: 100,
  };
  world = see(world, headerOf(scope)).world;
  if (rooted) world = make(world, undefined, scope.ways.includes('asking'));
  for (const [leaf, way] of scope.ways.entries()) world = make(world, leaf, way === 'invited');
  return see(world, { kind: 'settled', by: 'provider' }).world;
}

/** The world after one event. */
export function see(world: World, event: TraceEvent): Played {
  const { state, violations } = step(world.oracle, event);
  return { world: { ...world, oracle: state }, clauses: violations.map(({ clause }) => clause) };
}

/** The world after a call and its return. */
export function calls<V extends Verb>(
  world: World,
  node: string,
  verb: V,
  args: Args<V>,
  result: Result<Gives<V>>,
): Played {
  const id = world.count;
  // One event type per verb is a union that TypeScript cannot see through a generic; the fields are its own.
  const call = { kind: 'call', id, node, verb, args } as TraceEvent;
  const called = see({ ...world, count: id + 1 }, call);
  return see(called.world, { kind: 'return', id, verb, result } as TraceEvent);
}

function make(world: World, leaf: number | undefined, listens: boolean): World {
  const node = leaf === undefined ? ROOT : leafName(world.scope, leaf);
  const socket = leaf === undefined ? world.root.socket : (world.leaves[leaf]?.own.socket ?? 0);
  const name = addressOf(leaf);
  const control = leaf === undefined ? 'c_root' : 'c_leaf';
  const data = leaf === undefined ? 'd_root' : 'd_leaf';
  const entry = world.scope.scheme === 'nonrooted' ? NONROOTED : ROOTED;
  const flags = flagsOf({ control, data });
  let now = calls(world, node, 'socket', { entry, flags, blocking: false }, { ok: { socket } }).world;
  now = calls(now, node, 'bind', { socket, name }, { ok: {} }).world;
  now = calls(now, node, 'getSockName', { socket }, { ok: { name } }).world;
  now = calls(now, node, 'eventSelect', { socket, events: EVENTS }, { ok: {} }).world;
  return listens ? calls(now, node, 'listen', { socket, backlog: BACKLOG }, { ok: {} }).world : now;
}

function headerOf(scope: Scope): Header {
  const names = scope.ways.map((_way, leaf) => [leafName(scope, leaf), addressOf(leaf)] as const);
  const multipoint = XP1.SUPPORT_MULTIPOINT;
  const planes = XP1.MULTIPOINT_CONTROL_PLANE | XP1.MULTIPOINT_DATA_PLANE;
  return {
    kind: 'header',
    format: 'joinleaf-trace',
    version: 1,
    kit: '0',
    spec: '0',
    provider: { name: 'any', version: '0' },
    capabilities: {
      schemes: SCHEMES,
      dataPlanes: DATA_PLANES,
      entries: [
        { id: ROOTED, name: 'rooted', serviceFlags: multipoint | planes, addressFamily: AF.INET },
        { id: NONROOTED, name: 'nonrooted', serviceFlags: multipoint, addressFamily: AF.INET },
      ],
      features: [],
    },
    seed: 0,
    case: { id: 'graph', name: 'graph', clauses: [] },
    nodes: Object.fromEntries([[ROOT, addressOf(undefined)], ...names]),
    session: SESSION,
  };
}
