import { sameAddress } from '../../spi/index.js';
import type { Join, Model, SocketFacts } from '../model/facts.js';
import {
  acceptInFlight,
  endsOf,
  isAlive,
  isComing,
  isOpen,
  joinOf,
  mayTellOfEarlier,
  nominatedBefore,
  rootOf,
  rootStands,
  socketOf,
} from '../model/queries.js';
import { mayHaveBegunAnew } from '../model/beginning.js';
import { finding, NONE, schemeOf, STEPS, who, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';
import { wrongFailure } from './failure.js';

/**
 * The outcome of a join, told by FD_CONNECT: JOIN-2.3, 2.6, 3.2, 3.6, 4.3, 5.4, USING-5 and what can go wrong about
 * them. "Before" is judged only against calls that the suite had not issued yet (ruling 2).
 */
export const completion: Monitor = {
  name: 'completion',
  clauses: [
    'JOIN-2.2',
    'JOIN-2.3',
    'JOIN-2.5',
    'JOIN-2.6',
    'JOIN-3.2',
    'JOIN-3.3',
    'JOIN-3.6',
    'JOIN-4.2',
    'JOIN-4.3',
    'JOIN-5.4',
    'USING-5',
    'USING-6',
    'USING-7',
    'USING-9',
    'USING-10',
    'USING-16',
    'USING-17',
    'USING-20',
    'TAXONOMY-2',
    'ACCEPT-4',
    'ACCEPT-5',
    'LISTEN-2',
    'EVENTS-1',
  ],
  told({ model, event, socket }) {
    if (event.event !== 'FD_CONNECT') return NONE;
    // A plain socket's connect is no join, and a call to close may cross what is indicated.
    if (socket.roles.control === 'plain' || socket.closing !== undefined) return NONE;
    const join = joinOf(model, socket.join);
    if (event.error !== 'NO_ERROR' && socket.ghosts > 0) return NONE;
    if (join === undefined || !isOpen(join)) return uncalledFor(model, socket, join, event.error);
    return event.error === 'NO_ERROR'
      ? wrongSuccess(model, join, 'FD_CONNECT (0) on', socket, 'told')
      : wrongFailure(model, join, event.error, `FD_CONNECT on ${who(socket)} with`);
  },
  owes: (model) => [...model.joins.values()].flatMap((join) => owed(model, join)),
};

// FD_CONNECT on a socket on which no join waits for its outcome.
function uncalledFor(model: Model, socket: SocketFacts, join: Join | undefined, error: string): readonly Finding[] {
  const saw = `FD_CONNECT (${error}) on ${who(socket)}`;
  if (join === undefined) {
    const waits = socketOf(model, joinOf(model, socket.from)?.initiator);
    const where =
      waits === undefined
        ? 'only on a socket that was given to WSPJoinLeaf'
        : `on the socket given to WSPJoinLeaf, ${who(waits)}`;
    return finding('USING-5', `FD_CONNECT ${where}, once for each join`, saw);
  }
  if (join.phase === 'cancelled') {
    // #1 root WSPCloseSocket on its new descriptor   #2 root ◀ FD_CONNECT 0   #3 it returns: the join may have succeeded before
    if (join.unclear || socketOf(model, join.link)?.closing !== undefined) return NONE;
    return finding('USING-6', 'no success of a join that was cancelled', saw, [join.cancelledAt], 'R9');
  }
  if (join.told === undefined) {
    if (join.unclear) return NONE;
    return finding(
      'USING-20',
      'a failure to be told once: the call has reported it already',
      saw,
      [join.issuedAt],
      'R4',
    );
  }
  if (mayBeRepeated(model, socket, join, error) || mayHaveBegunAnew(model, join, socket)) return NONE;
  const scheme = schemeOf(join);
  const clause = join.told.error === 'NO_ERROR' && scheme !== undefined ? STEPS.told[scheme] : 'USING-5';
  return finding(clause, 'FD_CONNECT once for each join', `${saw} again`, [join.told.at]);
}

// #1 leaf-1 ◀ FD_CONNECT 0   #2 leaf-1 WSPEventSelect FD_CONNECT   #3 leaf-1 ◀ FD_CONNECT 0: told again, which ruling 14 allows
// #1 root WSPJoinLeaf a, of which nobody is told   #2 root WSPJoinLeaf b   #3 root ◀ FD_CONNECT 0   #4 root ◀ FD_CONNECT 0: one each
function mayBeRepeated(model: Model, socket: SocketFacts, join: Join, error: string): boolean {
  const latest = socket.seen.findLast(({ event }) => event === 'FD_CONNECT');
  const anew = socket.maskComing !== 0 || (latest !== undefined && socket.maskAt > latest.at);
  return (anew && latest?.error === error) || mayTellOfEarlier(model, join);
}

/** Why a join's success is wrong, if it is; `by` says whether FD_CONNECT or a blocking call's return tells of it. */
export function wrongSuccess(
  model: Model,
  join: Join,
  how: string,
  socket: SocketFacts,
  by: 'told' | 'before',
): readonly Finding[] {
  const saw = `${how} ${who(socket)}`;
  if (join.unclear) return NONE;
  if (join.scheme === 'other') {
    return finding('JOIN-5.4', 'nobody to be joined: this is none of the three uses of WSPJoinLeaf', saw, [
      join.issuedAt,
    ]);
  }
  if (join.mustFail !== undefined && !mayPrecedeShutdown(model, join)) {
    const { why, code } = join.mustFail;
    if (why.includes('ruling 16')) return finding('USING-17', `an error, as ${why}`, saw, [socket.shutAt], 'R16');
    if (why.includes('session')) return finding('TAXONOMY-2', `an error, as ${why}`, saw, [join.issuedAt]);
    return finding('USING-20', `${code ?? 'an error'}, as ${why}`, saw, [join.issuedAt]);
  }
  if (join.scheme === 'nonrooted') return NONE;
  if (join.rejectedAt !== undefined) {
    return finding('ACCEPT-4', 'WSAECONNREFUSED, as the request was rejected', saw, [join.rejectedAt]);
  }
  if (join.accepted !== undefined || acceptInFlight(model, join)) return NONE;
  if (join.peerGoneAt !== undefined) {
    const [clause, ruling] = join.scheme === 'admit' ? (['USING-17', 'R7'] as const) : (['JOIN-2.5', 'R24'] as const);
    return finding(
      clause,
      'an error, as the listening socket was closed before it accepted',
      saw,
      [join.peerGoneAt],
      ruling,
    );
  }
  if (join.listener === undefined) {
    return finding(STEPS.absent[join.scheme], 'no success: nobody listens there', saw, [join.issuedAt], 'R12');
  }
  if (join.deferredAt !== undefined) {
    return finding('ACCEPT-5', 'nothing told to the initiator while its request is deferred', saw, [join.deferredAt]);
  }
  const acceptor = socketOf(model, join.listener);
  const name = acceptor === undefined ? 'the listening socket' : who(acceptor);
  return finding(
    STEPS[by][join.scheme],
    `no success until WSPAccept has been called on ${name}`,
    `${saw}; WSPAccept was not issued yet`,
    [join.issuedAt],
    'R1',
  );
}

// #1 leaf WSPAccept   #2 root WSPShutdown   #3 root ◀ FD_CONNECT 0   #4 #2 returns: the join may have succeeded before
function mayPrecedeShutdown(model: Model, join: Join): boolean {
  const isShut = join.mustFail?.why.includes('ruling 16') === true;
  const mayBeAccepted = join.accepted !== undefined || acceptInFlight(model, join);
  return isShut && mayBeAccepted && isComing(model, 'shutdown', join.initiator);
}

function owed(model: Model, join: Join): readonly Finding[] {
  const initiator = socketOf(model, join.initiator);
  if (join.blocking || join.phase !== 'pending' || join.told !== undefined || join.unclear || initiator === undefined)
    return NONE;
  const latest = joinOf(model, initiator.join);
  // What was told of a later one may have been its outcome.
  if (latest?.told !== undefined && latest.id !== join.id && mayTellOfEarlier(model, latest)) return NONE;
  const due = dueOf(model, join, initiator);
  // A socket that WSPEventSelect has not made nonblocking tells of its joins by the calls' returns alone.
  if (due === undefined || !nominatedBefore(initiator, 'FD_CONNECT', due.since)) return NONE;
  return finding(
    initiator.unblocked ? 'EVENTS-1' : due.clause,
    `FD_CONNECT on ${who(initiator)}: ${due.why}`,
    'none, and all is quiet',
    [due.since],
    due.ruling,
  );
}

interface Due {
  readonly clause: Finding['clause'];
  readonly why: string;
  readonly since: number;
  readonly ruling?: NonNullable<Finding['ruling']>;
}

function dueOf(model: Model, join: Join, initiator: SocketFacts): Due | undefined {
  const scheme = schemeOf(join);
  if (scheme === undefined) return undefined;
  if (join.accepted !== undefined) {
    // Where either side has closed since, the outcome may be told or not (ruling 11).
    const { link, leaf } = endsOf(join);
    if (!rootStands(model, rootOf(join)) || !isAlive(model, link) || !isAlive(model, leaf)) return undefined;
    return {
      clause: join.disturbed ? 'USING-7' : STEPS.told[scheme],
      why: 'the join was accepted',
      since: join.accepted.issuedAt,
    };
  }
  if (join.rejectedAt !== undefined)
    return { clause: 'ACCEPT-4', why: 'WSAECONNREFUSED, as the request was rejected', since: join.rejectedAt };
  if (join.mustFail !== undefined) {
    if (initiator.shutAt !== undefined)
      return { clause: 'USING-17', why: join.mustFail.why, since: initiator.shutAt, ruling: 'R16' };
    return {
      clause: join.mustFail.why.includes('session') ? 'TAXONOMY-2' : 'USING-5',
      why: join.mustFail.why,
      since: join.issuedAt,
    };
  }
  if (join.peerGoneAt !== undefined) {
    const why = 'an error, as the listening socket was closed before it accepted';
    return scheme === 'admit'
      ? { clause: 'USING-17', why, since: join.peerGoneAt, ruling: 'R7' }
      : { clause: 'USING-5', why, since: join.peerGoneAt, ruling: 'R24' };
  }
  if (scheme === 'nonrooted') {
    const session = model.header?.session;
    if (session === undefined || !sameAddress(session, join.target)) return undefined;
    return { clause: join.disturbed ? 'USING-7' : 'JOIN-4.3', why: 'the session is there', since: join.issuedAt };
  }
  if (join.listener === undefined)
    return { clause: 'USING-5', why: 'an error, as nobody listens there', since: join.issuedAt };
  return undefined;
}
