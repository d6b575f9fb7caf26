import { succeeded } from '../../trace/index.js';
import type { Join, Model } from '../model/facts.js';
import { joinOf, socketOf } from '../model/queries.js';
import { finding, NONE, who, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';
import { wrongSuccess } from './completion.js';
import { wrongFailure } from './failure.js';

/** USING-21, JOIN-2.5, JOIN-3.5: on a blocking socket the call's own return says whether the join succeeded. */
export const blocking: Monitor = {
  name: 'blocking',
  clauses: [
    'JOIN-2.3',
    'JOIN-2.5',
    'JOIN-3.2',
    'JOIN-3.5',
    'JOIN-5.4',
    'USING-4',
    'USING-17',
    'USING-20',
    'USING-21',
    'TAXONOMY-2',
    'ACCEPT-4',
    'ACCEPT-5',
    'EVENTS-1',
  ],
  answers: {
    joinLeaf({ model, call, socket, result }) {
      const join = joinOf(model, call.id);
      if (join?.blocking !== true || join.phase !== 'issued') return NONE;
      if (succeeded(result)) return wrongSuccess(model, join, 'WSPJoinLeaf returned success on', socket, 'before');
      const failed = wrongFailure(model, join, result.error, 'the blocking WSPJoinLeaf failed with');
      // What is wrong with the outcome of an accepted or rejected join is that the call did not say it.
      return failed.map((it) => (it.clause === 'USING-20' ? it : { ...it, clause: 'USING-21' }));
    },
  },
  owes: (model) =>
    [...model.flying.values()].flatMap(({ event }) => {
      const join = event.verb === 'joinLeaf' ? joinOf(model, event.id) : undefined;
      return join === undefined ? NONE : overdue(model, join);
    }),
};

function overdue(model: Model, join: Join): readonly Finding[] {
  const initiator = socketOf(model, join.initiator);
  if (initiator === undefined || join.unclear || join.phase !== 'issued') return NONE;
  const saw = `WSPJoinLeaf on ${who(initiator)} has not returned, and all is quiet`;
  if (!join.blocking) {
    const clause = initiator.unblocked ? 'EVENTS-1' : 'USING-4';
    return finding(clause, 'a nonblocking WSPJoinLeaf to return at once', saw, [join.issuedAt]);
  }
  const decided =
    join.accepted === undefined
      ? join.rejectedAt === undefined
        ? (join.mustFail?.why ??
          (join.listener === undefined && join.scheme !== 'nonrooted' && join.scheme !== 'other'
            ? 'nobody listens there'
            : undefined))
        : 'the request was rejected'
      : 'the request was accepted';
  return decided === undefined
    ? NONE
    : finding('USING-21', `the blocking WSPJoinLeaf to return: ${decided}`, saw, [join.issuedAt, join.accepted?.at]);
}
