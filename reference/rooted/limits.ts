/** What others may do to a host, and how long they have. Times are in milliseconds. */
export interface Limits {
  /** A connection has so long to come about; after that the join fails with WSAETIMEDOUT. */
  readonly connectMs: number;
  /** Whoever connects has so long to say what it asks for. */
  readonly requestMs: number;
  /** So often each end says that it is still there; an end that is silent for three times as long is taken for lost. */
  readonly aliveMs: number;
  /** So much may wait for another host to read it; one that leaves more unread is parted from. */
  readonly unreadBytes: number;
  /** So many characters of session data may wait in a socket for WSPRecv; what is more is taken from nobody. */
  readonly inboxLength: number;
  /** So many connections one listening socket may have that are not answered. */
  readonly connections: number;
}

/** What holds where nothing else is said. */
export const LIMITS: Limits = {
  connectMs: 10_000,
  requestMs: 10_000,
  aliveMs: 5000,
  unreadBytes: 4_194_304,
  inboxLength: 4_194_304,
  connections: 1024,
};
