import type { Flow } from '../port/index.js';
import {
  controlPlane,
  dataPlane,
  flagsOf,
  JL,
  maskOf,
  sameAddress,
  type Address,
  type ProtocolEntry,
} from '../spi/index.js';
import {
  succeeded,
  type Args,
  type Descriptor,
  type Gives,
  type NodeName,
  type Result,
  type Verb,
} from '../trace/index.js';
import type { Actor, Cast, JoinOptions, LastCall, Target } from './actors.js';
import type { Issued } from './calls.js';
import type { LiveCase } from './live-case.js';

/** The events that an actor registers for where nothing else is said. */
export const USUAL_EVENTS = maskOf(['FD_READ', 'FD_ACCEPT', 'FD_CONNECT', 'FD_CLOSE']);

/** So many copies are sent of a text that may be lost. Of those of one text in ten, one in ten thousand million loses all. */
const COPIES = 10;

/** The entry whose control plane and data plane fit; undefined where the provider has none. */
export function entryFor(
  entries: readonly ProtocolEntry[],
  control: 'rooted' | 'nonrooted',
  data: 'rooted' | 'nonrooted',
): ProtocolEntry | undefined {
  return entries.find((entry) => controlPlane(entry) === control && dataPlane(entry) === data);
}

/** Gathers a cast around a live case. */
export function castOf(live: LiveCase): Cast {
  const actors = new Map<string, Actor>();
  const lasts = new Map<string, LastCall>();

  const actor = (name: string): Actor => {
    const found = actors.get(name);
    if (found === undefined)
      throw new Error(`there is no ${name} in this case; there are: ${[...actors.keys()].join(', ')}`);
    return found;
  };
  const change = (name: string, changes: Partial<Actor>): void => {
    actors.set(name, { ...actor(name), ...changes });
  };
  const byAddress = (address: Address): Actor | undefined =>
    [...actors.values()].find((it) => it.address !== undefined && sameAddress(it.address, address));

  function* callOn<V extends Verb>(name: string, node: NodeName, verb: V, args: Args<V>): Flow<Result<Gives<V>>> {
    const issued = live.trace().length;
    const result = yield* live.call(node, verb, args);
    const event = live.trace()[issued];
    if (event?.kind === 'call') lasts.set(name, { id: event.id, verb, node, result });
    return result;
  }
  const call = <V extends Verb>(name: string, verb: V, args: Args<V>): Flow<Result<Gives<V>>> =>
    callOn(name, actor(name).node, verb, args);
  const begin = <V extends Verb>(name: string, verb: V, args: Args<V>): Issued<V> => {
    const { node } = actor(name);
    const issued = live.begin(node, verb, args);
    lasts.set(name, {
      id: issued.id,
      verb,
      node,
      get result() {
        return issued.result();
      },
    });
    return issued;
  };

  const addressOf = (target: Target): Address | null => {
    if (target === 'session') return required(live.testbed.session, 'session');
    if (target === 'no-session') return required(live.testbed.noSession, 'noSession');
    if (target === 'unreachable') return required(live.testbed.unreachable, 'unreachable');
    if ('address' in target) return target.address;
    return required(actor(target.actor).address, `address of ${target.actor}`);
  };
  const joinArgs = (name: string, target: Target, options: JoinOptions): Args<'joinLeaf'> => ({
    socket: options.socket ?? actor(name).own,
    name: addressOf(target),
    flags: options.flags ?? JL.BOTH,
    ...(options.callerData === undefined ? {} : { callerData: options.callerData }),
  });
  const joined = (name: string, target: Target, socket: Descriptor): void => {
    const { roles, links } = actor(name);
    if (roles.control === 'c_root' && typeof target === 'object' && 'actor' in target) {
      change(name, { links: { ...links, [target.actor]: socket } });
    }
  };
  // The suite learns a socket's address as soon as it has one: with it, the oracle tells whose request was accepted.
  function* learnAddress(name: string): Flow<void> {
    const { node, own } = actor(name);
    const named = yield* live.call(node, 'getSockName', { socket: own });
    if (succeeded(named)) change(name, { address: named.ok.name });
  }

  return {
    live,
    actor,
    has: (name) => actors.has(name),
    names: () => [...actors.keys()],
    last(name) {
      const found = lasts.get(name);
      if (found === undefined) throw new Error(`${name} has not called anything yet`);
      return found;
    },
    call,
    begin,
    *make(name, { roles, node = name, entry, blocking = false, unbound = false, events = USUAL_EVENTS }) {
      const chosen = required(entry ?? live.header.capabilities.entries[0], 'protocol entry');
      const flags = flagsOf(roles);
      const made = yield* callOn(name, node, 'socket', { entry: chosen.id, flags, blocking });
      if (!succeeded(made)) return made;
      const own = made.ok.socket;
      actors.set(name, { name, node, roles, entry: chosen, own, member: own, links: {} });
      if (!unbound) {
        yield* live.call(node, 'bind', {
          socket: own,
          name: required(live.testbed.addresses[node], `address of ${node}`),
        });
        yield* learnAddress(name);
      }
      if (!blocking && events !== 0) yield* live.call(node, 'eventSelect', { socket: own, events });
      return made;
    },
    listen: (name, backlog = 8) => call(name, 'listen', { socket: actor(name).own, backlog }),
    *join(name, target, options = {}) {
      const result = yield* call(name, 'joinLeaf', joinArgs(name, target, options));
      if (succeeded(result) && options.socket === undefined) joined(name, target, result.ok.socket);
      if (actor(name).address === undefined) yield* learnAddress(name);
      return result;
    },
    beginJoin: (name, target, options = {}) => begin(name, 'joinLeaf', joinArgs(name, target, options)),
    *accept(name, condition) {
      const { own, roles, links } = actor(name);
      const result = yield* call(name, 'accept', { socket: own, ...(condition === undefined ? {} : { condition }) });
      if (!succeeded(result)) return result;
      const { socket, peer } = result.ok;
      const initiator = byAddress(peer);
      if (roles.control !== 'c_root') change(name, { member: socket });
      else if (initiator !== undefined) change(name, { links: { ...links, [initiator.name]: socket } });
      return result;
    },
    register: (name, socket, events = USUAL_EVENTS) => call(name, 'eventSelect', { socket, events }),
    close: (name, socket) => call(name, 'closeSocket', { socket }),
    *send(name, data, socket = actor(name).member) {
      const first = yield* call(name, 'send', { socket, data });
      if (live.header.capabilities.dataDelivery !== 'best-effort') return first;
      let latest = first;
      for (let copy = 2; copy <= COPIES && succeeded(latest); copy += 1) {
        latest = yield* call(name, 'send', { socket, data });
      }
      return latest;
    },
    *receiveAll(name, socket = actor(name).member) {
      const came: string[] = [];
      for (let most = 0; most < 1000; most += 1) {
        // One FD_READ stands for all that comes before WSPRecv: only after a first text is the next one told of.
        if (came.length > 0 && live.awaited().length > 0) yield* live.quiet();
        const result = yield* call(name, 'recv', { socket });
        if (!succeeded(result)) break;
        came.push(result.ok.data);
      }
      return came;
    },
  };
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the testbed has no ${what}`);
  return value;
}
