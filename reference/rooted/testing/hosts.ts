import { flagsOf, maskOf, JL, type Address, type Result, type Roles } from '../../../src/provider.js';
import { ENTRIES, openHost, Traffic, type Limits, type NetworkEvent, type OpenHost } from '../index.js';
import { placeAt } from '../interface.js';

/** A host under test: what it has told, and sockets on it in few words. */
export interface TestHost extends OpenHost {
  readonly address: string;
  readonly told: readonly NetworkEvent[];
  /** A bound socket that is told of everything; with a backlog, it listens. */
  make(roles: Roles, options?: { readonly backlog?: number; readonly blocking?: boolean }): Promise<number>;
  nameOf(socket: number): Promise<Address>;
  /** WSPJoinLeaf. */
  asks(socket: number, name: Address): Promise<number>;
  /** `FD_CONNECT`, `FD_CLOSE WSAECONNRESET`: what the socket was told, in order. */
  heard(socket: number): readonly string[];
}

export const ROOT: Roles = { control: 'c_root', data: 'd_root' };
export const LEAF: Roles = { control: 'c_leaf', data: 'd_leaf' };

const EVERYTHING = maskOf(['FD_READ', 'FD_ACCEPT', 'FD_CONNECT', 'FD_CLOSE']);

/** Hosts that share this process, and a way to wait until nothing is under way between them. */
export function hosts(
  count: number,
  limits: Partial<Limits> = {},
): { readonly all: readonly TestHost[]; readonly traffic: Traffic; readonly end: () => void } {
  const traffic = new Traffic();
  const all = Array.from({ length: count }, (_, n) => testHost(n, traffic, limits));
  return { all, traffic, end: () => void all.map((one) => one.close()) };
}

function testHost(n: number, traffic: Traffic, limits: Partial<Limits>): TestHost {
  const address = placeAt(undefined)?.addressOf(n) ?? '';
  const told: NetworkEvent[] = [];
  const host = openHost({ address, traffic, limits, indicate: (event) => told.push(event) });
  return {
    ...host,
    address,
    told,
    async make(roles, { backlog, blocking = false } = {}) {
      const asked = { entry: ENTRIES.rootedData.id, flags: flagsOf(roles), blocking };
      const { socket } = ok(await host.socket(asked));
      ok(await host.bind({ socket, name: { family: 2, host: address, port: 0 } }));
      if (!blocking) ok(await host.eventSelect({ socket, events: EVERYTHING }));
      if (backlog !== undefined) ok(await host.listen({ socket, backlog }));
      return socket;
    },
    nameOf: async (socket) => ok(await host.getSockName({ socket })).name,
    asks: async (socket, name) => ok(await host.joinLeaf({ socket, name, flags: JL.BOTH })).socket,
    heard: (socket) =>
      told
        .filter((one) => one.socket === socket)
        .map(({ event, error }) => (error === 'NO_ERROR' ? event : `${event} ${error}`)),
  };
}

/** What a call that succeeded gives. */
export function ok<T>(result: Result<T>): T {
  if ('ok' in result) return result.ok;
  throw new Error(`expected success, got ${result.error}`);
}
