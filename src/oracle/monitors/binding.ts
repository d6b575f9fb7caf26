import { addressText, sameAddress } from '../../spi/index.js';
import { succeeded } from '../../trace/index.js';
import { joinOf } from '../model/queries.js';
import { finding, NONE, who, type Answer, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** USING-11: WSPJoinLeaf binds an unbound socket to a unique local address. */
export const binding: Monitor = {
  name: 'binding',
  clauses: ['USING-11'],
  answers: { getSockName: unbound },
};

function unbound({ model, socket, result, at }: Answer<'getSockName'>): readonly Finding[] {
  const join = joinOf(model, socket.join);
  // A socket that had an address before its join was bound by WSPBind.
  if (socket.origin !== 'made' || socket.address !== undefined || join === undefined || join.mustFail !== undefined)
    return NONE;
  if (join.phase === 'failed' && join.told === undefined) return NONE;
  if (!succeeded(result)) {
    return finding(
      'USING-11',
      `${who(socket)} to be bound by WSPJoinLeaf`,
      `WSPGetSockName failed with ${result.error}`,
      [join.issuedAt, at],
    );
  }
  const { name } = result.ok;
  const saw = `WSPGetSockName gave ${addressText(name)}`;
  if (name.port === 0)
    return finding('USING-11', `${who(socket)} to be bound to a local address`, saw, [join.issuedAt, at]);
  const twin = [...model.sockets.values()].find(
    (other) =>
      other.id !== socket.id &&
      other.origin === 'made' &&
      other.address !== undefined &&
      sameAddress(other.address, name),
  );
  if (twin === undefined) return NONE;
  return finding('USING-11', 'a local address that no other socket has', `${saw}, which ${who(twin)} has too`, [
    join.issuedAt,
    at,
  ]);
}
