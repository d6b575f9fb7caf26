import type { ClauseId } from '../../clauses/index.js';
import type { IndicationEvent } from '../../trace/index.js';
import type { Join, Model, SocketFacts } from '../model/facts.js';
import { endsOf, isNonrooted, joinOf, nominatedBefore, rootOf, socketOf } from '../model/queries.js';
import { mayHaveBegunAnew } from '../model/beginning.js';
import { finding, NONE, who, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** USING-12…15, USING-17, DIFF-2, ACCEPT-7, CLOSE-2: who hears FD_CLOSE, and who must not. */
export const closing: Monitor = {
  name: 'closing',
  clauses: ['JOIN-4.4', 'USING-12', 'USING-13', 'USING-14', 'USING-15', 'USING-17', 'DIFF-2', 'ACCEPT-7', 'CLOSE-2'],
  told: ({ model, event, socket }) => (event.event === 'FD_CLOSE' ? uncalledFor(model, socket, event.error) : NONE),
  toldAstray: afterClose,
  owes: (model) => [...model.joins.values()].flatMap((join) => owed(model, join)),
};

function afterClose(model: Model, { node, socket: descriptor, event }: IndicationEvent): readonly Finding[] {
  // A call in flight may be about to return the same descriptor for a new socket.
  const born = [...model.flying.values()].some(
    ({ event: call }) => call.node === node && ['socket', 'joinLeaf', 'accept'].includes(call.verb),
  );
  const grave = model.tombstones.findLast((it) => it.node === node && it.descriptor === descriptor);
  if (born || grave === undefined) return NONE;
  return finding('CLOSE-2', `nothing on socket ${descriptor} of ${node} after WSPCloseSocket`, event, [grave.at]);
}

/** Why a socket's association has come to an end, and when that was called for; undefined while it has not. */
interface Cause {
  readonly by: 'leaf' | 'link' | 'root closed' | 'root shut down';
  readonly at: number;
}

function causesFor(model: Model, join: Join, end: 'link' | 'leaf'): readonly Cause[] {
  const ends = endsOf(join);
  const causes: Cause[] = [];
  const closedAt = (id: number | undefined): number | undefined => {
    if (id === undefined) return undefined;
    const open = socketOf(model, id);
    return open === undefined ? model.tombstones.findLast((it) => it.id === id)?.at : open.closing;
  };
  const leaf = closedAt(ends.leaf);
  const link = closedAt(ends.link);
  const root = closedAt(rootOf(join));
  const shut = socketOf(model, rootOf(join))?.shutAt;
  if (end === 'link' && leaf !== undefined) causes.push({ by: 'leaf', at: leaf });
  if (end === 'leaf' && link !== undefined) causes.push({ by: 'link', at: link });
  if (root !== undefined) causes.push({ by: 'root closed', at: root });
  if (shut !== undefined) causes.push({ by: 'root shut down', at: shut });
  return causes;
}

// #1 leaf-1 ◀ FD_CLOSE   ✗ USING-14: neither the root nor its descriptor for leaf-1 has been closed
// #1 root WSPCloseSocket has been called   #2 leaf-1 ◀ FD_CLOSE   #3 it returns: the effect may be seen before the return
function uncalledFor(model: Model, socket: SocketFacts, error: string): readonly Finding[] {
  if (socket.closing !== undefined || socket.shutAt !== undefined) return NONE;
  // The network itself may end what nobody has closed.
  if (error === 'WSAENETRESET' || error === 'WSAENETDOWN' || error === 'WSAETIMEDOUT') return NONE;
  const saw = `FD_CLOSE (${error}) on ${who(socket)}`;
  if (isNonrooted(socket)) return finding('JOIN-4.4', 'a member to stay one: nothing ends a nonrooted session', saw);
  if (socket.origin === 'made' && socket.roles.control === 'c_root') {
    return finding('USING-14', 'FD_CLOSE on c_leaf sockets alone', saw);
  }
  const join = joinOf(model, socket.from ?? socket.join);
  if (join === undefined || join.unclear || join.scheme === 'other') return NONE;
  // #1 leaf-1 WSPJoinLeaf   #2 leaf-1 WSPJoinLeaf …   #3 leaf-1 ◀ FD_CONNECT refused   #4 root accepts leaf-1: #2 has begun a join,
  // which has an end of its own.
  if (socket.origin === 'made' && mayHaveBegunAnew(model, join, socket)) return NONE;
  const end = endsOf(join).link === socket.id ? 'link' : 'leaf';
  // A descriptor of a join that has not come to anything: nothing is said of FD_CLOSE on it (ruling 15).
  if (end === 'link' && join.accepted === undefined && join.phase !== 'pending') return NONE;
  if (join.accepted === undefined && end === 'leaf' && join.peerGoneAt !== undefined) return NONE;
  if (causesFor(model, join, end).length > 0) return NONE;
  const other = (socket.shutAt ?? 0) > 0 || otherEndShut(model, join, end);
  if (other) return NONE;
  const closed = model.tombstones.at(-1);
  return finding(
    end === 'link' ? 'USING-13' : 'USING-14',
    'FD_CLOSE only where the other side or the root has closed',
    saw,
    [closed?.at],
  );
}

function otherEndShut(model: Model, join: Join, end: 'link' | 'leaf'): boolean {
  const ends = endsOf(join);
  return socketOf(model, end === 'link' ? ends.leaf : ends.link)?.shutAt !== undefined;
}

function owed(model: Model, join: Join): readonly Finding[] {
  if (join.accepted === undefined || join.unclear) return NONE;
  const ends = endsOf(join);
  return [
    ...due(model, join, 'link', socketOf(model, ends.link)),
    ...due(model, join, 'leaf', socketOf(model, ends.leaf)),
  ];
}

// #1 leaf-1 WSPCloseSocket   #2 settled, without FD_CLOSE on the root's descriptor   ✗ USING-13; USING-12 if it only inherited FD_CLOSE
// #1 leaf-1 WSPCloseSocket   #2 root WSPEventSelect FD_CLOSE   #3 settled: what came before a registration need not be told (ruling 14)
function due(model: Model, join: Join, end: 'link' | 'leaf', socket: SocketFacts | undefined): readonly Finding[] {
  if (
    socket === undefined ||
    socket.closing !== undefined ||
    socket.shutAt !== undefined ||
    socket.closeTold !== undefined
  )
    return NONE;
  // Before the join has been told of, its descriptor is pending, and nothing is said of it (rulings 11, 15).
  if (join.told?.error !== 'NO_ERROR' && socket.origin !== 'accepted' && socket.origin !== 'admitted') return NONE;
  const causes = causesFor(model, join, end);
  const [cause] = causes;
  // What came before a registration may have ended it: whatever is closed later has nothing left to end.
  if (cause === undefined || !causes.every(({ at }) => nominatedBefore(socket, 'FD_CLOSE', at))) return NONE;
  const inherited = socket.maskBy === 'inheritance';
  return blames(socket, cause, inherited).flatMap((clause) =>
    finding(clause, `FD_CLOSE on ${who(socket)}: ${REASON[cause.by]}`, 'none, and all is quiet', [cause.at]),
  );
}

const REASON: Readonly<Record<Cause['by'], string>> = {
  leaf: 'the leaf has closed its socket',
  link: 'the root has closed its descriptor for the leaf',
  'root closed': 'the root has closed the c_root',
  'root shut down': 'the root has shut the c_root down',
};

// A missing event on a socket that never registered for it itself speaks against the inheritance of the mask.
function blames(socket: SocketFacts, { by }: Cause, inherited: boolean): readonly ClauseId[] {
  if (inherited) {
    if (socket.origin === 'invited') return ['USING-12'];
    if (socket.origin === 'admitted') return ['USING-15'];
    if (socket.origin === 'accepted') return ['ACCEPT-7'];
  }
  if (by === 'leaf') return ['USING-13'];
  if (by === 'link') return ['USING-14'];
  return by === 'root closed' ? ['USING-17', 'DIFF-2'] : ['USING-17'];
}
