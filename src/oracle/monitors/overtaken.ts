import { succeeded } from '../../trace/index.js';
import type { Join, Model, SocketFacts } from '../model/facts.js';
import { calledOn, joinOf, mayTellOfEarlier, returnedSince } from '../model/queries.js';
import { standingOf } from '../model/standing.js';
import { finding, NONE, who, type Answer, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/**
 * JOIN-2.6, USING-5, USING-8, USING-20: the answer of a WSPJoinLeaf after FD_CONNECT, which came while it was under way. It may
 * have met the join before it pending, or ended, but what it says and what was told have to fit together.
 */
export const overtaken: Monitor = {
  name: 'overtaken',
  clauses: ['JOIN-2.6', 'USING-5', 'USING-8', 'USING-20'],
  since: '2018-05-31/2',
  answers: { joinLeaf: overtakenBy },
};

function overtakenBy({ model, socket, call, result, standing, at }: Answer<'joinLeaf'>): readonly Finding[] {
  const error = succeeded(result) ? undefined : result.error;
  const met = error === 'WSAEALREADY' || error === 'WSAEISCONN';
  const saw = error === undefined ? 'WSPJoinLeaf succeeded' : `WSPJoinLeaf failed with ${error}`;
  // #1 leaf-1 WSPJoinLeaf   #2 leaf-1 WSPJoinLeaf …   #3 leaf-1 ◀ FD_CONNECT 0   #4 #2 succeeds   ✗ USING-8
  if (standing?.is === 'second') {
    const first = joinOf(model, standing.join);
    const joined = first?.unclear === false && first.told?.error === 'NO_ERROR';
    return joined && standingOf(model, socket, call.args).is === 'joined' && !met
      ? finding('USING-8', `WSAEISCONN or WSAEALREADY: ${who(socket)} has joined meanwhile`, saw, [first.told?.at, at])
      : NONE;
  }
  const join = standing?.is === 'join' ? joinOf(model, call.id) : undefined;
  if (join?.told === undefined || join.blocking || error === undefined || mayBeAnothers(model, join, socket))
    return NONE;
  // #1 leaf-1 WSPJoinLeaf   #2 leaf-1 WSPJoinLeaf …   #3 leaf-1 ◀ FD_CONNECT refused, twice   #4 #2 fails with WSAEALREADY   ✗ USING-5
  const first = joinOf(model, join.replaces);
  if (met && first?.told !== undefined) {
    const clause = first.told.error === 'NO_ERROR' ? 'JOIN-2.6' : 'USING-5';
    return finding(clause, 'FD_CONNECT once for each join', `${saw}, after FD_CONNECT came twice`, [
      first.told.at,
      join.told.at,
    ]);
  }
  // #1 leaf-1 WSPJoinLeaf …   #2 leaf-1 ◀ FD_CONNECT refused   #3 #1 fails with WSAECONNREFUSED   ✗ USING-20
  return finding('USING-20', 'a descriptor: FD_CONNECT has told of the outcome already', saw, [join.told.at], 'R4');
}

// What was told may have been the outcome of another join: of the one before, or of another call that is under way. And where
// there has been a registration, an earlier FD_CONNECT may have been told again (ruling 14).
function mayBeAnothers(model: Model, join: Join, socket: SocketFacts): boolean {
  const first = joinOf(model, join.replaces);
  const several = calledOn(model, 'joinLeaf', socket.id) > 1 || returnedSince(model, 'joinLeaf', join.issuedAt);
  const again = join.after !== 'nothing' && socket.maskAt > (first?.told?.at ?? model.settledAt);
  const unsure = join.unclear && (join.replaces === undefined || first?.unclear !== false);
  return several || again || unsure || socket.maskComing !== 0 || mayTellOfEarlier(model, join);
}
