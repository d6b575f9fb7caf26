import { connect, createServer, type Server, type Socket as Tcp } from 'node:net';
import { AF, type Address, type ErrorName, type Result } from '../../src/provider.js';
import { errorNameOf, failed } from './errors.js';
import { linkOn, type Ends, type Link } from './link.js';
import type { Host } from './model.js';

/** A port at which requests are taken. */
export interface Door {
  close(): void;
}

/** So many connections the system keeps for us until we take them. How many requests may wait is the socket's own matter. */
const SYSTEM_BACKLOG = 511;

/** A frame cannot come, and nobody is to be told of the end. */
const NOBODY: Ends = { frame: () => false, ended: () => undefined };

/** Finds a port that nobody has, or makes sure that nobody has this one. */
export async function freePort({ address }: Host, port: number): Promise<Result<number>> {
  const server = createServer();
  const opened = await listening(server, address, port, 1);
  if (opened !== undefined) return failed(opened);
  const bound = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof bound === 'object' && bound !== null ? { ok: bound.port } : failed('WSAENOBUFS');
}

/** Listens at a port. `arrived` is given each connection, and says who hears what comes on it. */
export async function openDoor(host: Host, port: number, arrived: (link: Link) => Ends): Promise<Result<Door>> {
  const target = `${host.address}:${port}`;
  const server = createServer({ noDelay: true });
  server.maxConnections = host.limits.connections;
  server.on('connection', (tcp) => {
    const { remoteAddress = '', remotePort = 0 } = tcp;
    const { traffic } = host;
    const near = traffic.addresses.has(remoteAddress);
    const lanes = near ? traffic.callee(`${remoteAddress}:${remotePort}`, target) : undefined;
    const link = keep(host, tcp, (ends) => linkOn(tcp, host.limits, lanes, ends));
    link.hear(arrived(link));
  });
  // The door stays open for the rest: the one connection that could not be taken is reset by the system.
  const opened = await listening(server, host.address, port, SYSTEM_BACKLOG);
  if (opened !== undefined) return failed(opened);
  server.on('error', () => undefined);
  host.traffic.served.add(target);
  return {
    ok: {
      close() {
        host.traffic.deserted(target);
        server.close();
      },
    },
  };
}

/** What becomes of a connection that is to be made. */
export interface Calling {
  connected(link: Link): Ends;
  failed(error: ErrorName): void;
}

/** Makes a connection. The function that is given gives it up, whatever has become of it by then. */
export function call(host: Host, { host: to, port }: Address, calling: Calling): () => void {
  const { traffic, limits } = host;
  const target = `${to}:${port}`;
  const made = traffic.begin();
  const tcp = connect({ host: to, port, localAddress: host.address, noDelay: true });
  let state: 'calling' | 'connected' | 'over' = 'calling';
  const fail = (error: ErrorName): void => {
    if (state !== 'calling') return;
    state = 'over';
    clearTimeout(timer);
    calling.failed(error);
    made();
  };
  const timer = setTimeout(() => {
    fail('WSAETIMEDOUT');
    tcp.destroy();
  }, limits.connectMs);
  let link: Link | undefined;
  tcp.on('error', (reason) => {
    fail(errorNameOf(reason) ?? 'WSAECONNREFUSED');
  });
  tcp.once('close', () => {
    fail('WSAECONNABORTED');
  });
  tcp.once('connect', () => {
    if (state !== 'calling') return;
    state = 'connected';
    clearTimeout(timer);
    const from = `${tcp.localAddress ?? ''}:${tcp.localPort ?? 0}`;
    const lanes = traffic.addresses.has(to) ? traffic.caller(from, target) : undefined;
    link = keep(host, tcp, (ends) => linkOn(tcp, limits, lanes, ends));
    link.hear(calling.connected(link));
    made();
  });
  return () => {
    if (state === 'calling') {
      state = 'over';
      clearTimeout(timer);
      // The system may have made it all the same, and hand it over to whoever listens there.
      const { localAddress, localPort } = tcp;
      if (localPort !== undefined) traffic.caller(`${localAddress}:${localPort}`, target).in.dead();
      tcp.destroy();
      made();
    }
    link?.close();
  };
}

/** Remembers a link for as long as its connection lasts. */
function keep(host: Host, tcp: Tcp, make: (ends: Ends) => Link): Link {
  const link = make(NOBODY);
  host.links.add(link);
  tcp.once('close', () => host.links.delete(link));
  return link;
}

/** Listens; gives why that failed, if it did. */
function listening(server: Server, host: string, port: number, backlog: number): Promise<ErrorName | undefined> {
  return new Promise((resolve) => {
    const wrong = (reason: unknown): void => {
      resolve(errorNameOf(reason) ?? 'WSAEINVAL');
    };
    server.once('error', wrong);
    server.listen({ host, port, backlog, exclusive: true }, () => {
      server.off('error', wrong);
      resolve(undefined);
    });
  });
}

/** An address of this family. */
export function inet(host: string, port: number): Address {
  return { family: AF.INET, host, port };
}
