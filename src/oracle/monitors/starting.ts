import { succeeded, type CallEvent, type Result } from '../../trace/index.js';
import type { Join, Model, SocketFacts } from '../model/facts.js';
import { nameKey } from '../model/change.js';
import { isOpen, joinOf } from '../model/queries.js';
import { finding, NONE, who, type Answer, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';
import { wrongFailure } from './failure.js';

/** USING-1…4, USING-7…10, USING-16 and the clauses of a join's start: what WSPJoinLeaf itself answers. */
export const starting: Monitor = {
  name: 'starting',
  clauses: [
    'JOIN-2.2',
    'JOIN-3.3',
    'JOIN-4.2',
    'USING-1',
    'USING-2',
    'USING-3',
    'USING-4',
    'USING-6',
    'USING-7',
    'USING-8',
    'USING-9',
    'USING-10',
    'USING-12',
    'USING-15',
    'USING-16',
    'USING-20',
    'ACCEPT-4',
    'ACCEPT-7',
    'LISTEN-2',
  ],
  answers: { joinLeaf: answered },
};

function answered({ model, socket, call, result, standing, at: issued }: Answer<'joinLeaf'>): readonly Finding[] {
  if (standing === undefined) return NONE;
  const at = [issued];
  const answer = said(result);
  const fails = (clause: Finding['clause'], why: string, ruling?: 'R4'): readonly Finding[] =>
    succeeded(result) ? finding(clause, `WSPJoinLeaf to fail: ${why}`, answer, at, ruling) : NONE;
  switch (standing.is) {
    case 'plain':
      return fails('USING-1', `${who(socket)} was made without multipoint flags`, 'R4');
    case 'pending-link':
      return fails('USING-6', `${who(socket)} stands for a join that has not completed`);
    case 'link':
      return fails(socket.origin === 'invited' ? 'USING-12' : 'USING-15', `${who(socket)} is a c_leaf that has joined`);
    case 'member':
      return fails('ACCEPT-7', `${who(socket)} is a c_leaf that has joined`);
    case 'joined':
      return only(result, 'WSAEISCONN')
        ? NONE
        : finding('USING-8', 'WSAEISCONN: the c_leaf has joined already', answer, at);
    case 'second':
      return second(model, standing.join, result, at, answer);
    case 'unjudged':
      return NONE;
    case 'join': {
      const join = joinOf(model, call.id);
      return join === undefined ? NONE : started(model, join, socket, call, result, answer);
    }
  }
}

function only(result: Result<unknown>, error: string): boolean {
  return !succeeded(result) && result.error === error;
}

function said(result: Result<{ readonly socket: number }>): string {
  return succeeded(result)
    ? `WSPJoinLeaf succeeded with socket ${result.ok.socket}`
    : `WSPJoinLeaf failed with ${result.error}`;
}

// #1 leaf-1 WSPJoinLeaf → root   #2 leaf-1 WSPJoinLeaf → root fails with WSAEINVAL   ✗ USING-7
// #2 is called   #3 root accepts   #4 leaf-1 ◀ FD_CONNECT 0   #5 #2 fails with WSAEISCONN: the first had ended by then
// #2 is called   #3 root ◀ FD_CONNECT refused: of the first one, or of one that was cancelled before it   #4 #2 succeeds
function second(
  model: Model,
  first: number,
  result: Result<unknown>,
  at: readonly number[],
  answer: string,
): readonly Finding[] {
  if (only(result, 'WSAEALREADY')) return NONE;
  const pending = joinOf(model, first);
  // The first may have completed in between, in which case the second is one too many or a new one.
  if (pending === undefined || !isOpen(pending) || pending.accepted !== undefined || pending.unclear) return NONE;
  // That one may have begun nothing itself.
  if (pending.phase === 'issued' && pending.replaces !== undefined) return NONE;
  if (pending.scheme === 'nonrooted' && only(result, 'WSAEISCONN')) return NONE;
  return finding('USING-7', 'WSAEALREADY: a join is pending on the socket', answer, [pending.issuedAt, ...at]);
}

function started(
  model: Model,
  join: Join,
  socket: SocketFacts,
  call: CallEvent & { verb: 'joinLeaf' },
  result: Result<{ readonly socket: number }>,
  answer: string,
): readonly Finding[] {
  const at = [join.issuedAt];
  if (succeeded(result)) {
    if (join.scheme === 'invite' && model.byName.has(nameKey(call.node, result.ok.socket))) {
      return finding('USING-2', 'a new descriptor for the new leaf', answer, at);
    }
    if ((join.scheme === 'admit' || join.scheme === 'nonrooted') && result.ok.socket !== socket.descriptor) {
      return finding('USING-3', `the descriptor that was given, ${socket.descriptor}`, answer, at);
    }
    return NONE;
  }
  // It may have met the one before it.
  if (join.replaces !== undefined && (result.error === 'WSAEALREADY' || result.error === 'WSAEISCONN')) return NONE;
  // How a blocking join ended is judged as an outcome.
  if (join.blocking) return NONE;
  if (result.error === 'WSAEWOULDBLOCK') {
    return finding('USING-4', 'a descriptor: the join has been started', answer, at);
  }
  return wrongFailure(model, join, result.error, 'WSPJoinLeaf failed with');
}
