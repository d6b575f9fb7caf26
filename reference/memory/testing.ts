import {
  JL,
  flagsOf,
  maskOf,
  type Address,
  type Awaitable,
  type ControlRole,
  type DataRole,
  type ErrorName,
  type FdName,
  type Indication,
  type NodeName,
  type ProtocolEntry,
  type Result,
  type Testbed,
} from '../../src/provider.js';
import { ENTRIES } from './capabilities.js';
import { createProvider, type Variation } from './index.js';

/** A socket of a case: where it lives, and its descriptor there. */
export interface Handle {
  readonly node: NodeName;
  readonly socket: number;
}

/** What a socket is made with, where a test does not say otherwise: nonblocking, bound, and told of everything. */
export interface Make {
  readonly entry?: ProtocolEntry;
  readonly data?: DataRole;
  readonly blocking?: boolean;
  readonly events?: readonly FdName[];
  readonly backlog?: number;
}

const EVERYTHING: readonly FdName[] = ['FD_READ', 'FD_ACCEPT', 'FD_CONNECT', 'FD_CLOSE'];

/** A case on the reference provider or a variation, in words short enough for tests. */
export class Case {
  readonly bed: Testbed;
  readonly log: Indication[] = [];

  constructor(nodes: readonly NodeName[] = ['root', 'leaf-1', 'leaf-2'], seed = 1, variation: Variation = {}) {
    const provider = createProvider(variation);
    this.bed = now(provider.open({ nodes, seed, indicate: (indication) => this.log.push(indication) }));
  }

  /** A socket with that role; `backlog` makes it listen. */
  make(node: NodeName, control: ControlRole, options: Make = {}): Handle {
    const { entry = ENTRIES.rootedRooted, blocking = false, events = EVERYTHING, backlog } = options;
    const data = options.data ?? defaultData(control, entry);
    const flags = flagsOf({ control, data });
    const { socket } = ok(this.bed.socket(node, { entry: entry.id, flags, blocking }));
    ok(this.bed.bind(node, { socket, name: this.home(node) }));
    if (!blocking) ok(this.bed.eventSelect(node, { socket, events: maskOf(events) }));
    if (backlog !== undefined) ok(this.call('listen')(node, { socket, backlog }));
    return { node, socket };
  }

  /** WSPJoinLeaf to a socket or an address, as it was answered. */
  join(
    { node, socket }: Handle,
    to: Handle | Address,
    flags: number = JL.BOTH,
  ): Awaitable<Result<{ readonly socket: number }>> {
    return this.bed.joinLeaf(node, { socket, name: 'port' in to ? to : this.nameOf(to), flags });
  }

  /** WSPJoinLeaf that gives a descriptor. */
  joins(from: Handle, to: Handle | Address, flags: number = JL.BOTH): Handle {
    return { node: from.node, socket: ok(this.join(from, to, flags)).socket };
  }

  /** WSPAccept that gives a descriptor. */
  accepts({ node, socket }: Handle): Handle {
    return { node, socket: ok(this.call('accept')(node, { socket })).socket };
  }

  /** A leaf that has been invited and has accepted, and the root's descriptor for it. */
  invited(root: Handle, listening: Handle): { readonly standIn: Handle; readonly leaf: Handle } {
    const standIn = this.joins(root, listening);
    this.settle();
    const leaf = this.accepts(listening);
    this.settle();
    return { standIn, leaf };
  }

  close({ node, socket }: Handle): void {
    ok(this.bed.closeSocket(node, { socket }));
  }

  send({ node, socket }: Handle, data: string): Result<object> {
    return now(this.call('send')(node, { socket, data }));
  }

  /** Everything that waits to be read. */
  received({ node, socket }: Handle): readonly string[] {
    const data: string[] = [];
    for (;;) {
      const result = now(this.call('recv')(node, { socket }));
      if (!('ok' in result)) return data;
      data.push(result.ok.data);
    }
  }

  /** What the socket has been told so far, `FD_CONNECT` for success and `FD_CONNECT WSAE…` for failure. */
  told({ node, socket }: Handle): readonly string[] {
    return this.log
      .filter((one) => one.node === node && one.socket === socket)
      .map(({ event, error }) => (error === 'NO_ERROR' ? event : `${event} ${error}`));
  }

  nameOf({ node, socket }: Handle): Address {
    return ok(this.bed.getSockName(node, { socket })).name;
  }

  home(node: NodeName): Address {
    const home = this.bed.addresses[node];
    if (home === undefined) throw new Error(`no address for ${node}`);
    return home;
  }

  settle(): void {
    now(this.bed.settle?.());
  }

  step(): boolean {
    return now(this.bed.step?.()) ?? false;
  }

  /** One of the verbs that a provider may leave out, and this one does not. */
  call<V extends keyof Testbed>(verb: V): NonNullable<Testbed[V]> {
    const method = this.bed[verb];
    if (method === undefined) throw new Error(`the testbed has no ${verb}`);
    return method;
  }
}

/** What a synchronous provider answers. */
export function now<T>(value: Awaitable<T>): T {
  if (value instanceof Promise) throw new Error('expected an answer at once');
  return value;
}

/** What a call that succeeded at once gives. */
export function ok<T>(value: Awaitable<Result<T>>): T {
  const result = now(value);
  if (!('ok' in result)) throw new Error(`expected success, got ${result.error}`);
  return result.ok;
}

/** The error of a call that failed at once; undefined if it did not fail. */
export function errorOf(value: Awaitable<Result<unknown>>): ErrorName | undefined {
  const result = now(value);
  return 'ok' in result ? undefined : result.error;
}

function defaultData(control: ControlRole, entry: ProtocolEntry): DataRole {
  if (control === 'plain') return 'none';
  return control === 'c_root' && entry === ENTRIES.rootedRooted ? 'd_root' : 'd_leaf';
}
