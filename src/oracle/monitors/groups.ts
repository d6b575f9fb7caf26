import { sameAddress, type Address } from '../../spi/index.js';
import { succeeded } from '../../trace/index.js';
import type { Model, SocketFacts } from '../model/facts.js';
import { joinOf } from '../model/queries.js';
import { partOf, sameHost } from '../model/session.js';
import { finding, NONE, who, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** JOIN-4.5, IPMC-2, IPMC-3: which groups the node's own system says are joined. */
export const groups: Monitor = {
  name: 'groups',
  clauses: ['JOIN-4.5', 'IPMC-2', 'IPMC-3'],
  answers: {
    memberships({ model, call, result, at }) {
      const session = model.header?.session;
      // What the system says is certain only when nothing is under way.
      if (!succeeded(result) || session === undefined || !model.still || model.flying.size > 1) return NONE;
      return listed(model, call.node, session, result.ok.groups, at);
    },
  },
};

// #1 member-1 WSPJoinLeaf, sender only   #2 ◀ FD_CONNECT   #3 settled   #4 memberships lists the group   ✗ IPMC-2
// Where any other socket of the host may be a member, #4 tells nothing: the list is the system's, not the socket's.
function listed(model: Model, node: string, session: Address, all: readonly Address[], at: number): readonly Finding[] {
  const there = all.some((group) => group.host === session.host);
  const near = [...model.sockets.values()].filter((socket) => sameHost(model, socket.node, node));
  const joined = near.filter((socket) => isIn(model, socket, session));
  const receiver = joined.find(
    (socket) =>
      socket.node === node && partOf(model, socket)?.sure === true && partOf(model, socket)?.receives === true,
  );
  if (receiver !== undefined && !there) {
    return finding('JOIN-4.5', `${node}'s system to have joined ${session.host} for ${who(receiver)}`, 'it has not', [
      at,
    ]);
  }
  if (!there || joined.some((socket) => partOf(model, socket)?.receives !== false)) return NONE;
  const sender = joined[0];
  const saw = `${node}'s system has joined ${session.host}`;
  if (sender !== undefined)
    return finding('IPMC-2', 'no membership for a sender-only join', saw, [joinOf(model, sender.join)?.issuedAt, at]);
  const gone = model.tombstones.findLast((it) => it.node === node);
  return gone === undefined ? NONE : finding('IPMC-3', 'no membership once the socket is closed', saw, [gone.at, at]);
}

function isIn(model: Model, socket: SocketFacts, session: Address): boolean {
  if (socket.membership !== undefined) return sameAddress(socket.membership.group, session);
  const join = joinOf(model, socket.join);
  return join !== undefined && join.phase !== 'failed' && sameAddress(join.target, session);
}
