import { succeeded } from '../../trace/index.js';
import { joinOf } from '../model/queries.js';
import { finding, NONE, who, type Answer, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** USING-6: until FD_CONNECT the descriptor that an invitation returned is good for nothing but closing (ruling 21). */
export const pending: Monitor = {
  name: 'pending',
  clauses: ['USING-6'],
  answers: {
    send: (answer) => tooEarly(answer, 'WSPSend'),
    recv: (answer) => tooEarly(answer, 'WSPRecv'),
  },
};

function tooEarly({ model, socket, result, at }: Answer<'send'> | Answer<'recv'>, verb: string): readonly Finding[] {
  const join = socket.origin === 'invited' ? joinOf(model, socket.from) : undefined;
  if (join === undefined || join.phase === 'done' || join.unclear || !succeeded(result)) return NONE;
  return finding(
    'USING-6',
    `${verb} to fail: the join of ${who(socket)} has not completed`,
    `${verb} succeeded`,
    [join.issuedAt, at],
    'R21',
  );
}
