/** The three ways to join (paragraphs 2, 3 and 4 of the source article). */
export type Scheme = 'invite' | 'admit' | 'nonrooted';

/** All ways to join. */
export const SCHEMES: readonly Scheme[] = ['invite', 'admit', 'nonrooted'];

/** How session data flows. */
export type DataPlane = 'rooted-data' | 'nonrooted-data';

/** All ways in which session data flows. */
export const DATA_PLANES: readonly DataPlane[] = ['rooted-data', 'nonrooted-data'];

/** The optional abilities that a provider can claim, each with the clauses that hang on it. */
export type Feature =
  /** Caller and callee data travel with a join (USING-18, ACCEPT-8). */
  | 'caller-data'
  /** Sockets can be blocking (USING-21). */
  | 'blocking'
  /** WSPAccept takes a condition function: reject and defer (ACCEPT-4, ACCEPT-5). */
  | 'condition'
  /** SIO_MULTIPOINT_LOOPBACK works (LOOPBACK-1). */
  | 'loopback'
  /** SIO_MULTICAST_SCOPE works (SCOPE-1). */
  | 'scope'
  /** The nonrooted scheme is IP multicast (JOIN-4.5, IPMC-1…4). */
  | 'ip-multicast'
  /** The `memberships` verb tells what the node's system has joined (IPMC-2, IPMC-3). */
  | 'memberships'
  /** There is a plain entry, or plain sockets can be made on a multipoint one (USING-1, FLAGS-2, DIFF-3). */
  | 'plain-sockets'
  /** WSPListen honours the backlog exactly (LISTEN-2). */
  | 'backlog'
  /** WSPEnumNetworkEvents is there (EVENTS-1, EVENTS-2). */
  | 'event-records'
  /** WSPShutdown is there. */
  | 'shutdown'
  /** The testbed names a session that does not exist (TAXONOMY-2). */
  | 'missing-session'
  /** The testbed names an address that cannot be reached. */
  | 'unreachable';

/** All features there are. */
export const FEATURES: readonly Feature[] = [
  'caller-data',
  'blocking',
  'condition',
  'loopback',
  'scope',
  'ip-multicast',
  'memberships',
  'plain-sockets',
  'backlog',
  'event-records',
  'shutdown',
  'missing-session',
  'unreachable',
];
