import { FD, namesOf } from '../../spi/index.js';
import { succeeded, type Verbs } from '../../trace/index.js';
import type { Model, SocketFacts } from '../model/facts.js';
import { finding, NONE, who, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** EVENTS-1, EVENTS-2, EVENTS-4: which events are indicated, and what WSPEnumNetworkEvents says of them. */
export const events: Monitor = {
  name: 'events',
  clauses: ['EVENTS-1', 'EVENTS-2', 'EVENTS-4'],
  told({ event, socket }) {
    const bit = FD[event.event];
    // While a registration is on its way, either the old mask or the new one may hold.
    if (((socket.mask | socket.maskComing) & bit) !== 0) return NONE;
    const ever = (socket.maskEver & bit) !== 0;
    return finding(
      ever ? 'EVENTS-1' : 'EVENTS-4',
      ever ? 'no event that the latest registration does not name' : 'only events that were nominated',
      `${event.event} on ${who(socket)}, which nominates ${namesOf(socket.mask).join(', ') || 'none'}`,
      [socket.maskAt],
    );
  },
  answers: {
    enumNetworkEvents({ model, socket, result, at }) {
      if (succeeded(result)) return record(model, socket, result.ok, at);
      const claimed = model.header?.capabilities.features.includes('event-records') === true;
      if (!claimed || socket.closing !== undefined) return NONE;
      return finding('EVENTS-2', 'the recorded events', `WSPEnumNetworkEvents failed with ${result.error}`, [at]);
    },
  },
};

type Recorded = Verbs['enumNetworkEvents']['gives'];

// #1 leaf-1 ◀ FD_CONNECT   #2 leaf-1 WSPEnumNetworkEvents: FD_CONNECT   #3 settled   #4 … FD_CONNECT again   ✗ EVENTS-2
// #2 leaf-1 WSPEnumNetworkEvents: FD_CONNECT   #3 leaf-1 ◀ FD_CONNECT: the record may run ahead of what is indicated
function record(model: Model, socket: SocketFacts, { events: mask, errors }: Recorded, at: number): readonly Finding[] {
  const given = namesOf(mask);
  const saw = `WSPEnumNetworkEvents gave ${given.join(', ') || 'none'}`;
  for (const [name, { error, at: when }] of socket.record) {
    // What was indicated while the call was under way may have come after the record was copied.
    if (when > at) continue;
    if (!given.includes(name))
      return finding('EVENTS-2', `${name}, which was indicated on ${who(socket)}`, saw, [when, at]);
    const code = errors[name] ?? 'NO_ERROR';
    if (code !== error)
      return finding('EVENTS-2', `${name} with ${error}, as it was indicated`, `${name} with ${code}`, [when, at]);
  }
  // An event that was not indicated since the record was cleared may be about to be, unless all has been still.
  if (!model.still || model.settledAt < socket.recordCleared.at) return NONE;
  const stale = given.find(
    (name) => !socket.seen.some((seen) => seen.event === name && seen.at > socket.recordCleared.at),
  );
  if (stale === undefined) return NONE;
  const [clause, by] =
    socket.recordCleared.by === 'registration'
      ? (['EVENTS-1', 'WSPEventSelect'] as const)
      : (['EVENTS-2', 'WSPEnumNetworkEvents'] as const);
  if (socket.recordCleared.by === 'nothing') {
    return finding('EVENTS-2', 'only events that were recorded', saw, [at]);
  }
  return finding(clause, `a record that ${by} has cleared`, saw, [socket.recordCleared.at, at]);
}
