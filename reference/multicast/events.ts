import { FD, maskOf, type ErrorName, type FdName, type Gives } from '../../src/provider.js';

/** The network events of one socket: what is nominated, and what has been recorded since it was last asked for. */
export interface NetworkEvents {
  /** WSPEventSelect: a new registration replaces the old one and clears the record (EVENTS-1). */
  select(mask: number): void;
  /** Something happened. Recorded and indicated if it is nominated (EVENTS-4). */
  occur(event: FdName, error: ErrorName): void;
  /** WSPEnumNetworkEvents: gives the record and clears it (EVENTS-2). */
  enumerate(): Gives<'enumNetworkEvents'>;
}

/** A socket's events, none nominated yet. */
export function networkEvents(indicate: (event: FdName, error: ErrorName) => void): NetworkEvents {
  let nominated = 0;
  let recorded = new Map<FdName, ErrorName>();
  return {
    select(mask) {
      nominated = mask;
      recorded = new Map();
    },
    occur(event, error) {
      if ((nominated & FD[event]) === 0) return;
      recorded.set(event, error);
      indicate(event, error);
    },
    enumerate() {
      const record = recorded;
      recorded = new Map();
      return { events: maskOf([...record.keys()]), errors: Object.fromEntries(record) };
    },
  };
}
