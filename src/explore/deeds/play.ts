import { wait, type Flow } from '../../port/index.js';
import type { Violation } from '../../oracle/index.js';
import { flightsIn, type LiveCase } from '../../run/index.js';
import { arrivalNote, type NodeName } from '../../trace/index.js';
import { counts } from '../in-case.js';
import { mapping } from '../retrace/mapping.js';
import type { Doings } from './deeds.js';

/**
 * Does in a live case what was done in another one, up to the first violation that is looked for. Descriptors and
 * addresses are those of this case. A call on a socket that nothing has given is left out. Whoever waits for a call to return
 * does nothing else, and while a call is in flight there is no quiet: it returns before, at the latest.
 */
export function* playDeeds(
  live: LiveCase,
  { header, deeds }: Doings,
  isEnough: (violation: Violation) => boolean = counts,
): Flow<void> {
  const names = mapping(header, live);
  const made = new Set<number>();
  const flights = flightsIn<NodeName>(live);
  const latest = new Map<NodeName, number>();
  let open: readonly (() => boolean)[] = [];
  for (const deed of deeds) {
    if (live.judgement().violations.some(isEnough)) return;
    open = open.filter((hasReturned) => !hasReturned());
    switch (deed.do) {
      case 'quiet':
        yield* flights.landAll();
        yield* live.quiet();
        break;
      case 'step':
        live.note(arrivalNote({ messages: 1 }));
        yield* live.step();
        break;
      case 'reach':
        live.note(arrivalNote({ from: deed.from, to: deed.to, messages: 1 }));
        yield* wait(live.deliver(deed.from, deed.to));
        break;
      case 'return':
        if (latest.get(deed.node) === deed.call) yield* flights.land(deed.node);
        break;
      case 'call': {
        const { event, returned, blocks, held, from } = deed;
        yield* flights.land(event.node);
        if (from !== undefined && !made.has(from)) break;
        const { id, node, verb } = event;
        const args = names.args(node, verb, event.args);
        if (args === undefined) break;
        made.add(id);
        latest.set(node, id);
        if (held) {
          yield* flights.begin(
            node,
            (function* () {
              const result = yield* live.call(node, verb, args);
              if (returned !== undefined) names.returned(node, returned, result);
            })(),
          );
        } else if (blocks || returned === undefined) {
          const issued = live.begin(node, verb, args);
          if (returned === undefined) break;
          const hasReturned = (): boolean => {
            const result = issued.result();
            if (result !== undefined) names.returned(node, returned, result);
            return result !== undefined;
          };
          if (!hasReturned()) open = [...open, hasReturned];
        } else names.returned(node, returned, yield* live.call(node, verb, args));
      }
    }
  }
  yield* flights.landAll();
  yield* live.quiet();
}
