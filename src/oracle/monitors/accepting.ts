import { addressText } from '../../spi/index.js';
import { succeeded, type CallEvent, type Result, type Verbs } from '../../trace/index.js';
import { nameKey } from '../model/change.js';
import type { Join, Model, SocketFacts } from '../model/facts.js';
import { isFrom } from '../model/on-accept.js';
import {
  isNonrooted,
  joinOf,
  mayAskAgain,
  mayBeAsked,
  mayStillAsk,
  mayWaitAt,
  requestsAt,
  settledSince,
  surelyQueued,
  withdrawnAt,
  rootGone,
  takenFrom,
  toldSince,
} from '../model/queries.js';
import { finding, listensFor, NONE, STEPS, who, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

type Accepted = Verbs['accept']['gives'];

/** ACCEPT-1…8, and what else WSPAccept's answer can show: JOIN-2.5, JOIN-3.5, USING-6, USING-15, TAXONOMY-1, DIFF-3. */
export const accepting: Monitor = {
  name: 'accepting',
  clauses: [
    'JOIN-2.5',
    'JOIN-3.5',
    'JOIN-4.2',
    'USING-6',
    'USING-15',
    'USING-18',
    'TAXONOMY-1',
    'DIFF-3',
    'ACCEPT-1',
    'ACCEPT-2',
    'ACCEPT-3',
    'ACCEPT-4',
    'ACCEPT-5',
    'ACCEPT-6',
    'ACCEPT-7',
    'ACCEPT-8',
  ],
  answers: {
    accept({ model, socket, call, result, at }) {
      if (socket.shutAt !== undefined) return NONE;
      if (socket.listening === undefined) return deaf(model, socket, result, at);
      return succeeded(result)
        ? took(model, socket, result.ok, call, at)
        : refused(model, socket, result.error, call, at);
    },
  },
};

function deaf(model: Model, socket: SocketFacts, result: Result<unknown>, at: number): readonly Finding[] {
  const answer = succeeded(result) ? 'WSPAccept succeeded' : `WSPAccept failed with ${result.error}`;
  if (socket.origin !== 'made') {
    if (!succeeded(result)) return NONE;
    const pending = socket.origin === 'invited' && joinOf(model, socket.from)?.phase !== 'done';
    const clause = pending ? 'USING-6' : socket.origin === 'admitted' ? 'USING-15' : 'ACCEPT-7';
    return finding(clause, `WSPAccept to fail: ${who(socket)} cannot accept`, answer, [at]);
  }
  if (isNonrooted(socket))
    return succeeded(result) ? finding('JOIN-4.2', 'nobody to accept in a nonrooted session', answer, [at]) : NONE;
  if (!succeeded(result) && result.error === 'WSAEINVAL') return NONE;
  return finding('ACCEPT-1', `WSAEINVAL: ${who(socket)} is not listening`, answer, [at]);
}

function took(
  model: Model,
  socket: SocketFacts,
  given: Accepted,
  call: CallEvent & { verb: 'accept' },
  at: number,
): readonly Finding[] {
  const saw = `WSPAccept gave socket ${given.socket} for ${addressText(given.peer)}`;
  const answer = call.args.condition?.answer ?? 'CF_ACCEPT';
  if (answer === 'CF_REJECT')
    return finding('ACCEPT-4', 'WSAECONNREFUSED, as the condition function rejected', saw, [at]);
  if (answer === 'CF_DEFER') return finding('ACCEPT-5', 'WSATRY_AGAIN, as the condition function deferred', saw, [at]);
  if (model.byName.has(nameKey(socket.node, given.socket))) {
    return finding(socket.roles.control === 'c_root' ? 'USING-15' : 'ACCEPT-7', 'a new descriptor', saw, [at]);
  }
  const waiting = takenFrom(model, socket.id, at).filter((join) => isFrom(model, join, given.peer));
  const withdrawn = withdrawnAt(model, socket.id).filter((join) => isFrom(model, join, given.peer));
  const [join] = waiting;
  if (mayAskAgain(model, socket, given.peer)) return NONE;
  if (join === undefined && mayStillAsk(model, socket.id, given.peer)) return NONE;
  if (join === undefined) return nobody(model, socket, withdrawn, saw, at);
  if (waiting.length + withdrawn.length > 1) return NONE;
  return [...outOfTurn(model, socket, join, saw, at), ...shown(model, join, given, call, at)];
}

function nobody(
  model: Model,
  socket: SocketFacts,
  withdrawn: readonly Join[],
  saw: string,
  at: number,
): readonly Finding[] {
  const [gone] = withdrawn;
  if (gone?.cancelledAt !== undefined) {
    // A withdrawal that may have crossed WSPAccept is nobody's fault (ruling 10).
    if (withdrawn.some(({ cancelledAt }) => cancelledAt !== undefined && !settledSince(model, cancelledAt)))
      return NONE;
    const why = 'no member: the request was withdrawn';
    return gone.scheme === 'invite' && rootGone(model, gone)
      ? finding('TAXONOMY-1', `${why}, and without its root the session is at an end`, saw, [gone.cancelledAt, at])
      : finding('ACCEPT-6', why, saw, [gone.cancelledAt, at]);
  }
  if (mayBeAsked(model, socket)) return NONE;
  const plain = model.strays.some((stray) => stray.verb === 'connect');
  if (plain) return finding('DIFF-3', 'a plain WSPConnect not to be accepted', saw, [at]);
  if (requestsAt(model, socket.id).length > 0)
    return finding('ACCEPT-8', 'the address of a socket whose request is waiting', saw, [at]);
  return finding('ACCEPT-2', 'WSAEWOULDBLOCK, as no request is pending', saw, [at]);
}

// #1 leaf-1 WSPJoinLeaf → root   #2 leaf-2 WSPJoinLeaf → root   #3 root WSPAccept → leaf-2: they may have arrived so
// #1 leaf-1 WSPJoinLeaf → root   #2 settled   #3 leaf-2 WSPJoinLeaf → root   #4 root WSPAccept → leaf-2   ✗ ACCEPT-3
function outOfTurn(model: Model, socket: SocketFacts, join: Join, saw: string, at: number): readonly Finding[] {
  const first = surelyQueued(model, socket.id).find((it) => it.id !== join.id && join.settledBefore > it.issuedAt);
  if (first === undefined || model.flying.size > 1) return NONE;
  return first.deferredAt === undefined
    ? finding('ACCEPT-3', 'the request that came first', saw, [first.issuedAt, join.issuedAt, at])
    : finding('ACCEPT-5', 'the deferred request, which stays at the head', saw, [first.deferredAt, at]);
}

function shown(
  model: Model,
  join: Join,
  given: Accepted,
  call: CallEvent & { verb: 'accept' },
  at: number,
): readonly Finding[] {
  const { condition } = given;
  if (call.args.condition === undefined) return NONE;
  if (condition === undefined)
    return finding('ACCEPT-8', 'the condition function to be shown the caller', 'it was not called', [at]);
  if (!isFrom(model, join, condition.caller)) {
    return finding(
      'ACCEPT-8',
      "the initiator's address as the caller's",
      `the condition function saw ${addressText(condition.caller)}`,
      [at],
    );
  }
  const claimed = model.header?.capabilities.features.includes('caller-data') === true;
  if (!claimed || condition.callerData === join.callerData) return NONE;
  const clause = condition.callerData === '' ? 'USING-18' : 'ACCEPT-8';
  return finding(clause, `caller data "${join.callerData}"`, `the condition function saw "${condition.callerData}"`, [
    join.issuedAt,
    at,
  ]);
}

// #1 listener ◀ FD_ACCEPT   #2 listener WSPAccept CF_DEFER   #3 listener ◀ FD_ACCEPT   #4 WSPAccept WSATRY_AGAIN
// When #3 came it was still possible that the call enables FD_ACCEPT again; since #4 it is known that it did not.
function announced(model: Model, socket: SocketFacts, at: number): readonly Finding[] {
  const twice = socket.seen.findLast((seen) => seen.event === 'FD_ACCEPT' && seen.at > at);
  if (twice === undefined || socket.acceptCredit > 0 || model.flying.size > 1) return NONE;
  if (withdrawnAt(model, socket.id).length > 0) return NONE;
  return finding('ACCEPT-5', 'no FD_ACCEPT for a request that was deferred', `FD_ACCEPT on ${who(socket)}`, [
    at,
    twice.at,
  ]);
}

function refused(
  model: Model,
  socket: SocketFacts,
  error: string,
  call: CallEvent & { verb: 'accept' },
  issued: number,
): readonly Finding[] {
  const answer = call.args.condition?.answer ?? 'CF_ACCEPT';
  const saw = `WSPAccept failed with ${error}`;
  const scheme = listensFor(socket);
  const [waiting] = surelyQueued(model, socket.id);
  const withdrawn = withdrawnAt(model, socket.id);
  const at = [waiting?.issuedAt, issued];
  if (error === 'WSAENOTSOCK') return finding('ACCEPT-7', 'the listening socket to stay open', saw, at);
  if (waiting === undefined) {
    // #1 leaf-1 WSPAccept, rejecting   #2 root ◀ FD_CONNECT refused   #3 leaf-1 WSPAccept fails with WSAECONNREFUSED
    const maybe =
      requestsAt(model, socket.id).length > 0 ||
      withdrawn.length > 0 ||
      toldSince(model, socket.id, issued) ||
      mayWaitAt(model, socket);
    if (maybe || error === 'WSAEWOULDBLOCK') return NONE;
    return finding('ACCEPT-2', 'WSAEWOULDBLOCK, as no request is pending', saw, at);
  }
  if (answer === 'CF_REJECT' && error === 'WSAECONNREFUSED') return NONE;
  if (answer === 'CF_DEFER' && error === 'WSATRY_AGAIN') return announced(model, socket, issued);
  if (withdrawn.length > 0 && ['WSAECONNRESET', 'WSAEACCES', 'WSAEWOULDBLOCK'].includes(error)) return NONE;
  if (waiting.deferredAt !== undefined)
    return finding('ACCEPT-5', 'the deferred request, which stays at the head', saw, [waiting.deferredAt, issued]);
  if (answer === 'CF_REJECT')
    return finding('ACCEPT-4', 'WSAECONNREFUSED, as the condition function rejected', saw, at);
  if (answer === 'CF_DEFER') return finding('ACCEPT-5', 'WSATRY_AGAIN, as the condition function deferred', saw, at);
  if (error === 'WSAEWOULDBLOCK') return finding('ACCEPT-2', 'the request that is waiting', saw, at);
  if (['WSAECONNRESET', 'WSAEACCES'].includes(error))
    return finding('ACCEPT-6', 'the request that is waiting: nobody has withdrawn it', saw, at);
  return finding(STEPS.before[scheme], 'the request that is waiting to be accepted', saw, at);
}
