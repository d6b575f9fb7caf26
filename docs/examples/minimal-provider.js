// @ts-check
// A whole provider: in its rooted control plane leaves ask to be admitted; session data goes from each to all others.
import { AF, FD, JL, XP1, rolesOf, sameAddress } from 'joinleaf/provider';
/** @import { Address, ErrorName, FdName, Provider, Result } from 'joinleaf/provider' */
/** @typedef {{ node: string, root: boolean, events: number, peer?: Socket }} Base `peer`: a membership's other end
 * @typedef {Base & { fd: number, address: Address, inbox: string[], leaves: Set<Socket>, bound?: boolean,
 *   closed?: boolean, queue?: Socket[], told?: boolean, pending?: boolean, flags?: number, session?: Socket }} Socket */
const serviceFlags = XP1.SUPPORT_MULTIPOINT | XP1.MULTIPOINT_CONTROL_PLANE;
const entries = [{ id: 1, name: 'minimal', serviceFlags, addressFamily: AF.INET }];

/** @type {Provider} */
export const provider = {
  name: 'minimal',
  version: '1.0.0',
  capabilities: { schemes: ['admit'], dataPlanes: ['nonrooted-data'], entries, features: [] },
  open({ nodes, indicate }) {
    const sockets = /** @type {Socket[]} */ ([]);
    const underWay = /** @type {(() => void)[]} */ ([]);
    const fail = (/** @type {ErrorName} */ error) => ({ error });
    const addressOf = (/** @type {string} */ node, port = 0) => ({ family: AF.INET, host: `${node}.example`, port });
    const make = (/** @type {Base} */ base, fd = sockets.length + 1) => {
      sockets.push({ ...base, fd, address: addressOf(base.node, 1024 + fd), inbox: [], leaves: new Set() });
      return sockets[fd - 1];
    };
    /** @type {(to: Socket | undefined, event: FdName, error?: ErrorName) => void} */
    const tell = (to, event, error = 'NO_ERROR') => {
      if (to && !to.closed && to.events & FD[event]) indicate({ node: to.node, socket: to.fd, event, error });
    };
    const knock = (/** @type {Socket} */ root, again = false) => {
      if (root.queue?.length && (again || !root.told)) tell(root, 'FD_ACCEPT');
      root.told = Boolean(root.queue?.length); // one FD_ACCEPT for all who wait, until it is enabled again
    };
    const arrive = (/** @type {Socket} */ leaf, /** @type {Address} */ name) => {
      const root = sockets.find((it) => it.root && it.queue && !it.closed && sameAddress(it.address, name));
      if (root && !leaf.closed) root.queue?.push(leaf);
      if (root) return knock(root);
      leaf.pending = false;
      tell(leaf, 'FD_CONNECT', 'WSAECONNREFUSED');
    };
    /** @type {<A extends { socket: number }, R>(verb: (socket: Socket, args: A) => Result<R>) =>
     *   (node: string, args: A) => Result<R>} Finds the socket for a verb. */
    const on = (verb) => (node, args) => {
      const socket = sockets.find((it) => it.node === node && it.fd === args.socket && !it.closed);
      return socket ? verb(socket, args) : fail('WSAENOTSOCK');
    };
    return {
      addresses: Object.fromEntries(nodes.map((node) => [node, addressOf(node)])),
      socket(node, { flags }) {
        const { control = 'plain', data = 'none' } = rolesOf(flags) ?? {};
        if (control === 'plain' || data === 'd_root') return fail('WSAEINVAL');
        return { ok: { socket: make({ node, root: control === 'c_root', events: 0 }).fd } };
      },
      bind: on((socket) => ({ ok: Object.assign(socket, { bound: true }) })), // each has an address of its own
      listen: on((socket) => {
        if (socket.peer || !socket.bound) return fail(socket.peer ? 'WSAEISCONN' : 'WSAEINVAL');
        return { ok: Object.assign(socket, { queue: socket.queue ?? [] }) };
      }),
      joinLeaf: on((socket, { name, flags, callerData }) => {
        if (!name) return fail('WSAEFAULT');
        if (name.family !== AF.INET) return fail('WSAEAFNOSUPPORT');
        if (!name.port) return fail('WSAEADDRNOTAVAIL');
        if (callerData !== undefined || socket.root) return fail(socket.root ? 'WSAEOPNOTSUPP' : 'WSAEPROTONOSUPPORT');
        if (socket.pending || socket.peer) return fail(socket.pending ? 'WSAEALREADY' : 'WSAEISCONN');
        underWay.push(() => arrive(socket, name));
        return { ok: { socket: Object.assign(socket, { pending: true, flags }).fd } };
      }),
      accept: on((root) => {
        const leaf = root.queue?.shift();
        knock(root, true);
        if (!leaf) return fail(root.queue ? 'WSAEWOULDBLOCK' : 'WSAEINVAL');
        const link = make({ node: root.node, root: false, events: root.events, peer: leaf });
        root.leaves.add(Object.assign(leaf, { pending: false, session: root, peer: link }));
        underWay.push(() => tell(leaf, 'FD_CONNECT'));
        return { ok: { socket: link.fd, peer: leaf.address } };
      }),
      eventSelect: on((socket, { events }) => ({ ok: knock(Object.assign(socket, { events }), true) ?? {} })),
      send: on((from, { data }) => {
        const root = from.root ? from : from.session;
        const all = from.flags === JL.RECEIVER_ONLY ? [] : [root, ...(root?.leaves ?? [])];
        const others = all.filter((to) => to !== from && to?.flags !== JL.SENDER_ONLY);
        for (const to of others) underWay.push(() => to?.inbox.push(data) && tell(to, 'FD_READ'));
        return root ? { ok: {} } : fail('WSAENOTCONN');
      }),
      recv: on(({ inbox }) => (inbox.length ? { ok: { data: inbox.shift() ?? '' } } : fail('WSAEWOULDBLOCK'))),
      getSockName: on(({ address }) => ({ ok: { name: address } })),
      closeSocket: on((socket) => {
        for (const { queue } of sockets) if (queue?.includes(socket)) queue.splice(queue.indexOf(socket), 1);
        for (const leaf of Object.assign(socket, { closed: true }).queue ?? []) arrive(leaf, socket.address);
        for (const leaf of socket.root ? socket.leaves : [socket.session ? socket : socket.peer]) {
          if (leaf?.session?.leaves.delete(leaf)) [leaf, leaf.peer].forEach((end) => tell(end, 'FD_CLOSE'));
          delete leaf?.session;
        }
        return { ok: {} };
      }),
      settle: () => underWay.splice(0).forEach((happen) => happen()),
      close: () => void sockets.splice(0),
    };
  },
};
