import { addressText, controlPlane, dataPlane, isAddress, type Address, type ProtocolEntry } from '../../spi/index.js';
import type { LiveCase } from '../../run/index.js';
import type { Args, Descriptor, Expectation, Header, NodeName, Result, Verb } from '../../trace/index.js';

/** What stands in a case for what stands in a recorded one: descriptors, addresses and calls have other names there. */
export interface Mapping {
  /** The descriptor that stands for a recorded one; undefined where nothing has given it, though something should have. */
  socket(node: NodeName, recorded: Descriptor): Descriptor | undefined;
  /** What a verb takes; undefined if there is no such socket here. */
  args<V extends Verb>(node: NodeName, verb: V, recorded: Args<V>): Args<V> | undefined;
  /** The recorded call, and the one that stands for it. */
  call(recorded: number, id: number): void;
  /** Takes in what a call has given, in the record and here; false if these are not alike. */
  returned(node: NodeName, recorded: Result<unknown>, result: Result<unknown>): boolean;
  /** An expectation about the recorded case, as one about this; `since` tells where an event stands here. */
  expectation(recorded: Expectation, since: (index: number) => number): Expectation | undefined;
}

/** Begins with what the headers say. */
export function mapping(was: Header, live: LiveCase): Mapping {
  const sockets = new Map<string, Descriptor>();
  const addresses = new Map<string, Address>();
  const calls = new Map<number, number>();
  const { header } = live;
  const entries = header.capabilities.entries;
  const key = (node: NodeName, socket: Descriptor): string => `${node} ${socket}`;
  const learn = (recorded: Address | undefined, here: Address | undefined): void => {
    if (recorded !== undefined && here !== undefined) addresses.set(addressKey(recorded), here);
  };
  const addressOf = (recorded: Address): Address => addresses.get(addressKey(recorded)) ?? recorded;
  for (const [node, address] of Object.entries(was.nodes)) learn(address, header.nodes[node]);
  learn(was.session, header.session);
  learn(was.noSession, header.noSession);
  learn(was.unreachable, header.unreachable);

  // Whatever was given in the record has to be given here; a number that never was a descriptor stays what it is.
  const given = new Set<string>();
  const socket = (node: NodeName, recorded: Descriptor): Descriptor | undefined => {
    const here = sockets.get(key(node, recorded));
    return here ?? (given.has(key(node, recorded)) ? undefined : recorded);
  };
  const entryOf = (recorded: number): number => {
    const entry = was.capabilities.entries.find(({ id }) => id === recorded);
    return entry === undefined ? recorded : (alike(entry, entries)?.id ?? recorded);
  };
  const valueOf = (recorded: unknown): unknown => (isAddress(recorded) ? addressOf(recorded) : recorded);

  return {
    socket,
    args(node, verb, recorded) {
      const changed: Record<string, unknown> = { ...recorded };
      for (const [name, value] of Object.entries(recorded)) {
        if (name === 'socket' && typeof value === 'number') changed[name] = socket(node, value);
        else if (verb === 'socket' && name === 'entry' && typeof value === 'number') changed[name] = entryOf(value);
        else changed[name] = valueOf(value);
      }
      return 'socket' in changed && changed['socket'] === undefined ? undefined : { ...recorded, ...changed };
    },
    call: (recorded, id) => void calls.set(recorded, id),
    returned(node, recorded, result) {
      const was = 'ok' in recorded ? recorded.ok : undefined;
      const is = 'ok' in result ? result.ok : undefined;
      const theirs = fieldsOf(was);
      const here = fieldsOf(is);
      if (typeof theirs['socket'] === 'number') {
        given.add(key(node, theirs['socket']));
        if (typeof here['socket'] === 'number') sockets.set(key(node, theirs['socket']), here['socket']);
        else sockets.delete(key(node, theirs['socket']));
      }
      if (isAddress(theirs['name']) && isAddress(here['name'])) learn(theirs['name'], here['name']);
      return textOf(recorded, addressOf) === textOf(result, (address) => address);
    },
    expectation(recorded, since) {
      const changed: Record<string, unknown> = { ...recorded };
      if ('node' in recorded) changed['socket'] = socket(recorded.node, recorded.socket);
      if ('call' in recorded) changed['call'] = calls.get(recorded.call);
      if ('since' in recorded) changed['since'] = since(recorded.since);
      if ('is' in recorded) changed['is'] = valueOf(recorded.is);
      if ('sockets' in recorded) {
        const all = recorded.sockets.map((it) => ({ ...it, socket: socket(it.node, it.socket) }));
        if (all.some((it) => it.socket === undefined)) return undefined;
        changed['sockets'] = all;
      }
      return Object.values(changed).includes(undefined) ? undefined : { ...recorded, ...changed };
    },
  };
}

/** The family belongs to it: the host and port of one address are another one in another family. */
function addressKey(address: Address): string {
  return `${address.family} ${addressText(address)}`;
}

/** The same kind of entry: that with the same id, or else one that is alike in both planes. */
function alike(entry: ProtocolEntry, entries: readonly ProtocolEntry[]): ProtocolEntry | undefined {
  const fits = (it: ProtocolEntry): boolean =>
    controlPlane(it) === controlPlane(entry) && dataPlane(it) === dataPlane(entry);
  return entries.find((it) => it.id === entry.id && fits(it)) ?? entries.find(fits);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** What matters of a result: not which number a descriptor is, and not which name a socket was given. */
function textOf(result: Result<unknown>, addressOf: (address: Address) => Address): string {
  return JSON.stringify(result, (name, value: unknown) => {
    if (name === 'socket' || name === 'name') return 0;
    return isAddress(value) ? addressText(addressOf(value)) : value;
  });
}
