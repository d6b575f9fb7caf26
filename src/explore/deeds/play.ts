import { wait, type Flow } from '../../port/index.js';
import type { LiveCase } from '../../run/index.js';
import { arrivalNote } from '../../trace/index.js';
import { mapping } from '../retrace/mapping.js';
import type { Doings } from './deeds.js';

/**
 * Does in a live case what was done in another one, up to the first violation. Descriptors and addresses are those of
 * this case. A call on a socket that nothing has given is left out.
 */
export function* playDeeds(live: LiveCase, { header, deeds }: Doings): Flow<void> {
  const names = mapping(header, live);
  const made = new Set<number>();
  for (const deed of deeds) {
    if (live.judgement().violations.some(({ at }) => at > 0)) return;
    switch (deed.do) {
      case 'quiet':
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
      case 'call': {
        const { event, returned, from } = deed;
        if (from !== undefined && !made.has(from)) break;
        const { id, node, verb } = event;
        const args = names.args(node, verb, event.args);
        if (args === undefined) break;
        made.add(id);
        if (returned === undefined) live.begin(node, verb, args);
        else names.returned(node, returned, yield* live.call(node, verb, args));
      }
    }
  }
  yield* live.quiet();
}
