import type { Issued, LiveCase } from '../../run/index.js';
import type { IndicationEvent, Verb } from '../../trace/index.js';
import type { Mapping } from './mapping.js';
import type { Response } from './plan.js';

/** What comes in a case, held against what came in the record. */
export interface Eye {
  /** Whether something has come for a response in the record; it is taken as having come then. */
  saw(response: Response): boolean;
  /** How many indications have come. */
  count(): number;
  /** Whether an indication has come that was not taken for anything; it is forgotten. */
  surplus(): boolean;
}

/** Begins to watch a case. */
export function eyeOn(live: LiveCase, names: Mapping, underWay: Map<number, Issued<Verb>>): Eye {
  const unread: IndicationEvent[] = [];
  let next = 0;
  let many = 0;
  const look = (): void => {
    const trace = live.trace();
    for (; next < trace.length; next += 1) {
      const event = trace[next];
      if (event?.kind !== 'indication') continue;
      unread.push(event);
      many += 1;
    }
  };
  const hasReturned = (response: Response & { readonly kind: 'return' }): boolean => {
    const issued = underWay.get(response.id);
    // Whether the result of the others is the same was seen when they were made.
    if (issued === undefined) return true;
    const result = issued.result();
    if (result === undefined) return false;
    underWay.delete(response.id);
    return names.returned(response.node, response.result, result);
  };
  return {
    saw(response) {
      if (response.kind === 'return') return hasReturned(response);
      look();
      const { node, event, error } = response;
      const socket = names.socket(node, response.socket);
      const found = unread.findIndex(
        (it) => it.node === node && it.socket === socket && it.event === event && it.error === error,
      );
      if (found >= 0) unread.splice(found, 1);
      return found >= 0;
    },
    count() {
      look();
      return many;
    },
    surplus() {
      look();
      return unread.splice(0).length > 0;
    },
  };
}
