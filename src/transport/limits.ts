/** What an adapter may do to the suite. Times are in milliseconds, sizes in bytes. */
export interface TransportLimits {
  /** So long a line of its standard output may be. */
  readonly lineBytes: number;
  /** So deep arrays and objects may stand in one another in a message. */
  readonly depth: number;
  /** So many indications it may send in one case. */
  readonly indicationsPerCase: number;
  /** So much it may write to its log in one case. */
  readonly logBytesPerCase: number;
  /** So much of its log is kept, to be shown when it ends. */
  readonly logBytesKept: number;
  /** So much that we have written it may leave unread. */
  readonly unreadBytes: number;
  /** It has so long to start and to answer `initialize`. */
  readonly startMs: number;
  /** It has so long to answer `reset`. */
  readonly resetMs: number;
  /** It has so long to end after `exit`, before it is told to by a signal. */
  readonly exitMs: number;
  /** It has so long to end after the signal, before it is ended by force. */
  readonly killMs: number;
  /** So often it may be started again after a fault. */
  readonly restarts: number;
}

/** What holds where nothing else is said. */
export const TRANSPORT_LIMITS: TransportLimits = {
  lineBytes: 1_048_576,
  depth: 64,
  indicationsPerCase: 10_000,
  logBytesPerCase: 16_777_216,
  logBytesKept: 8192,
  unreadBytes: 4_194_304,
  startMs: 10_000,
  resetMs: 5000,
  exitMs: 2000,
  killMs: 500,
  restarts: 5,
};
