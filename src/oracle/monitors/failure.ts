import { RETRYABLE, sameAddress, type ErrorName } from '../../spi/index.js';
import type { ClauseId } from '../../clauses/index.js';
import type { Join, Model } from '../model/facts.js';
import { endsOf, isAlive, isComing, requestsAt, rootOf, rootStands, socketOf, withdrawnAt } from '../model/queries.js';
import { finding, NONE, schemeOf, STEPS } from '../monitor.js';
import type { Finding } from '../types.js';

// What may keep any join on a real network from completing, whatever the provider does.
const ENVIRONMENT: readonly ErrorName[] = [
  'WSAETIMEDOUT',
  'WSAENETUNREACH',
  'WSAEHOSTUNREACH',
  'WSAENETDOWN',
  'WSAENOBUFS',
  'WSAEMFILE',
];
const PEER_GONE: readonly ErrorName[] = [...RETRYABLE, 'WSAECONNRESET', 'WSAECONNABORTED', 'WSAEHOSTUNREACH'];

/**
 * Why a join's failure is wrong, if it is: at once, by FD_CONNECT or as a blocking call's return, which are all
 * conformant ways to say so (ruling 4).
 */
export function wrongFailure(model: Model, join: Join, error: ErrorName, how: string): readonly Finding[] {
  if (error !== 'NO_ERROR') return unduly(model, join, error, `${how} ${error}`);
  // A join that had no reason to fail has still failed: #1 member-1 WSPJoinLeaf → session fails   ✗ USING-20 and JOIN-4.2
  const saw = `${how} no error code`;
  const silent = finding('USING-20', 'a join that fails to say why', saw, [join.issuedAt]);
  return [...silent, ...unduly(model, join, error, saw)];
}

function unduly(model: Model, join: Join, error: ErrorName, saw: string): readonly Finding[] {
  const scheme = schemeOf(join);
  if (join.unclear || scheme === undefined || isCallerDataUnsupported(model, join, error)) return NONE;
  if (join.mustFail !== undefined) {
    const { code, why } = join.mustFail;
    return code === undefined || code === error
      ? NONE
      : finding('USING-20', `${code}, as ${why}`, saw, [join.issuedAt], 'R4');
  }
  if (join.rejectedAt !== undefined) {
    return error === 'WSAECONNREFUSED'
      ? NONE
      : finding('ACCEPT-4', 'WSAECONNREFUSED, as the request was rejected', saw, [join.rejectedAt]);
  }
  if (join.peerGoneAt !== undefined && join.accepted === undefined) {
    if (PEER_GONE.includes(error)) return NONE;
    const [clause, ruling] = scheme === 'admit' ? (['USING-17', 'R7'] as const) : (['USING-5', 'R24'] as const);
    return finding(
      clause,
      `one of ${PEER_GONE.join(', ')}, as the listening socket was closed`,
      saw,
      [join.peerGoneAt],
      ruling,
    );
  }
  if (ENVIRONMENT.includes(error)) return NONE;
  const against = [join.issuedAt, join.accepted?.at];
  if (join.accepted !== undefined) {
    const { link, leaf } = endsOf(join);
    const intact =
      rootStands(model, rootOf(join)) && isAlive(model, leaf) && (join.scheme === 'invite' || isAlive(model, link));
    if (!intact) return NONE;
    return finding(
      blamed(model, join, STEPS.told[scheme], error),
      'the join to complete: it was accepted',
      saw,
      against,
    );
  }
  if (scheme === 'nonrooted') {
    const session = model.header?.session;
    if (session === undefined || !sameAddress(session, join.target)) return NONE;
    return finding(
      blamed(model, join, 'JOIN-4.2', error),
      'the join to start and complete: the session is there',
      saw,
      against,
    );
  }
  // Nobody listened when it was issued, or only since (ruling 12).
  const listener = socketOf(model, join.listener);
  if (listener?.listening === undefined || join.mayRefuse || join.stranded) return NONE;
  if (isComing(model, 'listen', listener.id)) return NONE;
  if (rejectionInFlight(model, join)) return NONE;
  if (join.deferredAt !== undefined) {
    return finding('ACCEPT-5', 'nothing told to the initiator while its request is deferred', saw, [join.deferredAt]);
  }
  const { backlog } = listener.listening;
  const rivals = rivalsOf(model, join);
  if (backlog < 1) return NONE;
  if (rivals >= backlog) {
    return error === 'WSAECONNREFUSED'
      ? NONE
      : finding('LISTEN-2', 'WSAECONNREFUSED, as the queue is full', saw, against);
  }
  const full = error === 'WSAECONNREFUSED' && (rivals > 0 || backlog === 1);
  const usual = full ? 'LISTEN-2' : STEPS.starts[scheme];
  const room = `the request to be queued: the peer listens, and of ${backlog} places at most ${rivals} can be taken`;
  return finding(blamed(model, join, usual, error), room, saw, against);
}

// Caller data is optional (USING-18), and is for an acceptor, whom a nonrooted session does not have.
function isCallerDataUnsupported(model: Model, join: Join, error: ErrorName): boolean {
  const supported = model.header?.capabilities.features.includes('caller-data') === true && join.scheme !== 'nonrooted';
  return error === 'WSAEPROTONOSUPPORT' && join.callerData !== '' && !supported;
}

// The history of a join says which rule its provider has forgotten.
function blamed(model: Model, join: Join, usual: ClauseId, error: ErrorName): ClauseId {
  if (join.disturbed) return 'USING-7';
  if (error === 'WSAECONNREFUSED' && model.rejectionAt > join.issuedAt) return 'ACCEPT-4';
  const initiator = socketOf(model, join.initiator);
  if (usual === 'LISTEN-2' || join.accepted !== undefined) return usual;
  if (join.after === 'retryable') return 'USING-10';
  if (join.after === 'cancelled') return 'USING-6';
  const listens = join.scheme === 'invite' && initiator?.listening !== undefined;
  // #1 root has invited a, and listens   #2 b asks root   #3 root WSPJoinLeaf → c fails: it is b that is in the way
  if (listens && requestsAt(model, initiator.id).length > 0) return 'USING-16';
  if (join.after === 'done') return 'USING-9';
  if (listens) return 'USING-16';
  return usual;
}

// #1 leaf-1 WSPJoinLeaf → root, backlog 1   #2 leaf-2 WSPJoinLeaf → root   #3 root accepts leaf-1
// #4 leaf-2 ◀ FD_CONNECT refused: its request may have met leaf-1's. Alone it would have had a place: ✗ LISTEN-2
// #1 leaf-1 WSPJoinLeaf → root, backlog 1   #2 root rejects it   #3 leaf-2 WSPJoinLeaf → root   #4 #2 returns
// #5 leaf-2 ◀ FD_CONNECT refused: leaf-1's request had its place until #4.
// Everybody else who may have stood in the queue at some time since the request was issued.
function rivalsOf(model: Model, join: Join): number {
  const listener = join.listener;
  if (listener === undefined) return 0;
  const since = (at: number | undefined): boolean => (at ?? -1) > join.issuedAt;
  // Of those whose WSPAccept has not returned yet, it is known by what they were told. Without a WSPAccept, who was told
  // that he is refused had no place in the queue.
  const answering = isComing(model, 'accept', listener);
  const answered = [...model.joins.values()].filter(
    ({ id, listener: at, accepted, queuedUntil, told, unclear }) =>
      id !== join.id &&
      at === listener &&
      (since(accepted?.at) ||
        since(queuedUntil) ||
        (accepted === undefined && since(told?.at) && (answering || unclear || told?.error === 'NO_ERROR'))),
  );
  const waiting = requestsAt(model, listener).filter(({ id }) => id !== join.id);
  return answered.length + waiting.length + withdrawnAt(model, listener).length;
}

function rejectionInFlight(model: Model, join: Join): boolean {
  return [...model.flying.values()].some(
    ({ event, on }) => event.verb === 'accept' && on === join.listener && event.args.condition?.answer === 'CF_REJECT',
  );
}
