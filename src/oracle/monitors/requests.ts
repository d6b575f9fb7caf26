import { FD, sameAddress } from '../../spi/index.js';
import type { Join, Model, SocketFacts } from '../model/facts.js';
import {
  isComing,
  isNonrooted,
  mayBeAsked,
  nominatedBefore,
  requestsAt,
  socketOf,
  withdrawnAt,
} from '../model/queries.js';
import { finding, listensFor, NONE, STEPS, who, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** JOIN-2.3, 2.4, 3.2, 3.4, 4.2, 5.4, ACCEPT-5, DIFF-3, EVENTS-3: FD_ACCEPT, when it has to come and when it must not. */
export const requests: Monitor = {
  name: 'requests',
  clauses: [
    'JOIN-2.3',
    'JOIN-2.4',
    'JOIN-3.2',
    'JOIN-3.4',
    'JOIN-4.2',
    'JOIN-5.4',
    'USING-7',
    'USING-15',
    'USING-20',
    'TAXONOMY-1',
    'DIFF-3',
    'ACCEPT-5',
    'ACCEPT-7',
    'EVENTS-3',
  ],
  told({ model, event, socket }) {
    if (event.event !== 'FD_ACCEPT') return NONE;
    if (socket.closing !== undefined || socket.roles.control === 'plain') return NONE;
    const saw = `FD_ACCEPT on ${who(socket)}`;
    if (isNonrooted(socket))
      return finding('JOIN-4.2', 'no FD_ACCEPT: in a nonrooted session nobody has to accept', saw);
    if (socket.listening === undefined) return isComing(model, 'listen', socket.id) ? NONE : notListening(socket, saw);
    // A withdrawn request may keep its place, and be announced, until WSPAccept meets it with WSAECONNRESET:
    // #1 leaf WSPJoinLeaf → root   #2 leaf WSPCloseSocket   #3 settled   #4 root ◀ FD_ACCEPT   #5 root WSPAccept fails
    const waiting = [...requestsAt(model, socket.id), ...withdrawnAt(model, socket.id)];
    // While it is shut down, it may still be asked.
    if (waiting.length === 0 && isComing(model, 'shutdown', socket.id)) return NONE;
    if (waiting.length === 0) return mayBeAsked(model, socket) ? NONE : noRequest(model, socket, saw);
    if (socket.acceptCredit > 0) return NONE;
    const deferred = waiting.find((join) => join.deferredAt !== undefined);
    return deferred === undefined
      ? finding('EVENTS-3', 'no further FD_ACCEPT before WSPAccept enables it again', `${saw} again`, [
          lastTold(socket),
        ])
      : finding('ACCEPT-5', 'no FD_ACCEPT while a request is deferred at the head of the queue', saw, [
          deferred.deferredAt,
        ]);
  },
  owes: (model) => [...model.sockets.values()].flatMap((socket) => owed(model, socket)),
};

function notListening(socket: SocketFacts, saw: string): readonly Finding[] {
  if (socket.origin === 'admitted') return finding('USING-15', 'a c_leaf descriptor, which gets no FD_ACCEPT', saw);
  if (socket.origin !== 'made') return finding('ACCEPT-7', 'no FD_ACCEPT on a socket that cannot accept', saw);
  return finding(STEPS.absent[listensFor(socket)], 'no FD_ACCEPT: the socket is not listening', saw);
}

function noRequest(model: Model, socket: SocketFacts, saw: string): readonly Finding[] {
  const here = ({ target }: { readonly target: Join['target'] }): boolean =>
    socket.address !== undefined && sameAddress(target, socket.address);
  const strays = model.strays.filter(here);
  const at = strays.map((stray) => stray.at);
  if (strays.some((stray) => stray.verb === 'connect'))
    return finding('DIFF-3', 'no FD_ACCEPT for a plain WSPConnect', saw, at);
  if (strays.some((stray) => stray.second))
    return finding('USING-7', 'no effect of a WSPJoinLeaf that failed with WSAEALREADY', saw, at);
  const misuse = [...model.joins.values()].find((join) => join.scheme === 'other' && here(join));
  if (misuse !== undefined)
    return finding('JOIN-5.4', 'no FD_ACCEPT: this is none of the three uses of WSPJoinLeaf', saw, [misuse.issuedAt]);
  if (strays.length > 0) return finding('USING-20', 'no effect of a WSPJoinLeaf that failed', saw, at);
  if (socket.shutAt !== undefined && socket.roles.control === 'c_root') {
    return finding('TAXONOMY-1', 'no more requests: the root has been shut down', saw, [socket.shutAt]);
  }
  if (socket.acceptEver)
    return finding('EVENTS-3', 'FD_ACCEPT again only while requests are pending', saw, [lastTold(socket)]);
  return finding(STEPS.requested[listensFor(socket)], 'FD_ACCEPT when a request arrives; none is under way', saw);
}

function lastTold(socket: SocketFacts): number | undefined {
  return socket.seen.findLast(({ event }) => event === 'FD_ACCEPT')?.at;
}

function owed(model: Model, socket: SocketFacts): readonly Finding[] {
  if (
    socket.listening === undefined ||
    socket.acceptTold ||
    socket.closing !== undefined ||
    socket.shutAt !== undefined
  )
    return NONE;
  if ((socket.mask & FD.FD_ACCEPT) === 0 || socket.maskComing !== 0) return NONE;
  const waiting = requestsAt(model, socket.id).find((join) => isQueued(model, join));
  if (waiting === undefined) return NONE;
  const expected = `FD_ACCEPT on ${who(socket)}: a request is waiting`;
  if (socket.acceptEver)
    return finding('EVENTS-3', expected, 'none since WSPAccept enabled it again, and all is quiet', [
      waiting.issuedAt,
      lastTold(socket),
    ]);
  return finding(STEPS.requested[listensFor(socket)], expected, 'none, and all is quiet', [waiting.issuedAt]);
}

// Had the request been refused, its initiator would know by now; if it cannot know, neither can we.
function isQueued(model: Model, join: Join): boolean {
  const initiator = socketOf(model, join.initiator);
  if (initiator === undefined || join.unclear || join.mayRefuse) return false;
  return join.blocking || (join.phase === 'pending' && nominatedBefore(initiator, 'FD_CONNECT', join.issuedAt));
}
