import {
  AF,
  controlPlane,
  rolesOf,
  type Address,
  type Args,
  type Awaitable,
  type CaseSetup,
  type Descriptor,
  type Failed,
  type Gives,
  type NodeName,
  type ProtocolEntry,
  type Result,
  type Roles,
  type Testbed,
} from '../../src/provider.js';
import { multicastSocket, type MulticastSocket } from './socket.js';

/** What a case is played on. */
export interface Stage {
  readonly entries: readonly ProtocolEntry[];
  /** Local address of the interface: every node has it, for all of them are this host. */
  readonly via: string;
  readonly session: Address;
  /** The groups that the system has joined; undefined where it does not tell. */
  readonly joinedHosts: (() => readonly string[]) | undefined;
}

/** Opens the world of one case: nodes that differ by name alone, and the sockets that live on them. */
export function openTestbed(setup: CaseSetup, { entries, via, session, joinedHosts }: Stage): Testbed {
  const sockets = new Map<string, MulticastSocket>();
  // The groups that calls have named, by host. The system's list goes by host too, and has other programs' groups in it.
  const named = new Map([[session.host, session]]);
  let descriptors = 0;

  /** The socket's own method; a descriptor that is not, or no longer, one of the node's is no socket (CLOSE-1). */
  const on =
    <A extends { readonly socket: Descriptor }, T>(
      method: (socket: MulticastSocket, args: A) => Awaitable<T | Failed>,
    ): ((node: NodeName, args: A) => Awaitable<T | Failed>) =>
    (node, args) => {
      const socket = sockets.get(keyOf(node, args.socket));
      return socket === undefined ? { error: 'WSAENOTSOCK' } : method(socket, args);
    };
  /** For what a connectionless, nonrooted entry does not have. It still tells a socket from what is none. */
  const unsupported = on((): Failed => ({ error: 'WSAEOPNOTSUPP' }));

  const socket = (node: NodeName, args: Args<'socket'>): Result<Gives<'socket'>> => {
    const entry = entries.find(({ id }) => id === args.entry);
    if (entry === undefined) return { error: 'WSAEPROTONOSUPPORT' };
    const roles = rolesOf(args.flags);
    if (roles === undefined || !canBeMade(roles, entry)) return { error: 'WSAEINVAL' };
    descriptors += 1;
    const descriptor = descriptors;
    const made = multicastSocket({
      descriptor,
      roles,
      via,
      indicate: (event, error) => {
        setup.indicate({ node, socket: descriptor, event, error });
      },
    });
    sockets.set(keyOf(node, descriptor), made);
    return { ok: { socket: descriptor } };
  };

  return {
    addresses: Object.fromEntries(setup.nodes.map((node) => [node, { family: AF.INET, host: via, port: 0 }])),
    session,
    socket,
    bind: on((it, args) => it.bind(args)),
    joinLeaf: on((it, args) => {
      if (args.name !== null) named.set(args.name.host, args.name);
      return it.joinLeaf(args);
    }),
    addMembership: on((it, args) => {
      named.set(args.group.host, args.group);
      return it.addMembership(args);
    }),
    send: on((it, args) => it.send(args)),
    recv: on((it, args) => it.recv(args)),
    ioctl: on((it, args) => it.ioctl(args)),
    getSockName: on((it, args) => it.getSockName(args)),
    eventSelect: on((it, args) => it.eventSelect(args)),
    enumNetworkEvents: on((it, args) => it.enumNetworkEvents(args)),
    closeSocket(node, args) {
      const key = keyOf(node, args.socket);
      const found = sockets.get(key);
      if (found === undefined) return { error: 'WSAENOTSOCK' };
      // Dead from the moment of the call, though the system may take its time.
      sockets.delete(key);
      return found.closeSocket({});
    },
    listen: unsupported,
    accept: unsupported,
    connect: unsupported,
    shutdown: unsupported,
    calleeData: unsupported,
    ...(joinedHosts === undefined
      ? {}
      : { memberships: () => ({ ok: { groups: joinedHosts().flatMap((host) => named.get(host) ?? []) } }) }),
    async close() {
      const open = [...sockets.values()];
      sockets.clear();
      await Promise.all(open.map(async (it) => it.closeSocket({})));
    },
  };
}

/** All are c_leafs and d_leafs here, and only where there is multipoint at all (JOIN-4.1, FLAGS-1, FLAGS-2, FLAGS-3). */
function canBeMade({ control, data }: Roles, entry: ProtocolEntry): boolean {
  if (control === 'plain') return true;
  return control === 'c_leaf' && data === 'd_leaf' && controlPlane(entry) === 'nonrooted';
}

function keyOf(node: NodeName, descriptor: Descriptor): string {
  return `${node} ${descriptor}`;
}
