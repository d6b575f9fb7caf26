import type { NetworkEvents } from './events.js';

/** Datagrams that wait for WSPRecv, and the FD_READ that tells of them. */
export interface Inbox {
  put(data: string): void;
  /** The oldest datagram; undefined if none waits. Either way FD_READ is enabled again. */
  take(): string | undefined;
  /** After a new registration: FD_READ is due again if something waits. */
  retell(): void;
}

/** So many datagrams wait at most; what comes then is lost, as in a full receive buffer. */
const CAPACITY = 1024;

/** An empty inbox, whose FD_READ goes through the socket's events. */
export function inbox(events: NetworkEvents): Inbox {
  const waiting: string[] = [];
  let enabled = true;
  const tell = (): void => {
    enabled = waiting.length === 0;
    if (!enabled) events.occur('FD_READ', 'NO_ERROR');
  };
  return {
    put(data) {
      if (waiting.length === CAPACITY) return;
      waiting.push(data);
      if (enabled) tell();
    },
    take() {
      const data = waiting.shift();
      tell();
      return data;
    },
    retell: tell,
  };
}
