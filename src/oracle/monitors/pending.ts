import { succeeded } from '../../trace/index.js';
import { joinOf } from '../model/queries.js';
import { finding, NONE, who, type Monitor } from '../monitor.js';

/** USING-6: until FD_CONNECT the descriptor that an invitation returned is good for nothing but closing (ruling 21). */
export const pending: Monitor = {
  name: 'pending',
  clauses: ['USING-6'],
  see: ({ model, event, flight, socket }) => {
    if (event.kind !== 'return' || flight === undefined || socket?.origin !== 'invited') return NONE;
    if (event.verb !== 'send' && event.verb !== 'recv') return NONE;
    const join = joinOf(model, socket.from);
    if (join === undefined || join.phase === 'done' || join.unclear || !succeeded(event.result)) return NONE;
    const verb = event.verb === 'send' ? 'WSPSend' : 'WSPRecv';
    return finding(
      'USING-6',
      `${verb} to fail: the join of ${who(socket)} has not completed`,
      `${verb} succeeded`,
      [join.issuedAt, flight.at],
      'R21',
    );
  },
};
