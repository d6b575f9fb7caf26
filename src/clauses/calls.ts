import type { Clause } from './types.js';

/** WSPAccept, as far as joins need it. */
export const ACCEPT = {
  'ACCEPT-1': {
    article: 'ACCEPT',
    paragraph: '1',
    level: 'extended',
    title: 'WSPAccept on a socket that does not listen fails with WSAEINVAL',
    summary: 'Without WSPListen before it the call has nothing to take from and says so.',
    applies: { schemes: ['invite', 'admit'] },
    evidence: ['return'],
    verified: { by: 'scenario', how: 'a bound socket that does not listen accepts' },
  },
  'ACCEPT-2': {
    article: 'ACCEPT',
    paragraph: '2',
    level: 'extended',
    title: 'WSPAccept with nothing to accept answers WSAEWOULDBLOCK',
    summary: 'A nonblocking socket that listens and has no request waiting gives that code.',
    applies: { schemes: ['invite', 'admit'] },
    evidence: ['return'],
    verified: { by: 'scenario', how: 'a listener accepts before any request and after the last one' },
  },
  'ACCEPT-3': {
    article: 'ACCEPT',
    paragraph: '3',
    level: 'extended',
    title: 'WSPAccept takes the oldest request first',
    summary: 'Requests leave the queue in the order in which they arrived.',
    applies: { schemes: ['invite', 'admit'] },
    evidence: ['value', 'FD_CONNECT'],
    verified: { by: 'scenario', how: 'several requests arrive one by one and are then accepted' },
  },
  'ACCEPT-4': {
    article: 'ACCEPT',
    paragraph: '4',
    level: 'extended',
    title: 'a rejected request ends in WSAECONNREFUSED on both sides',
    summary: 'CF_REJECT fails the WSPAccept and the join with that code, and nobody becomes a member.',
    applies: { schemes: ['invite', 'admit'], features: ['condition'] },
    evidence: ['return', 'FD_CONNECT'],
    verified: { by: 'scenario', how: 'the condition function rejects, and both sides are asked' },
  },
  'ACCEPT-5': {
    article: 'ACCEPT',
    paragraph: '5',
    level: 'extended',
    title: 'a deferred request waits at the head of the queue',
    summary:
      'CF_DEFER answers WSATRY_AGAIN and changes nothing else: the initiator hears nothing, and no FD_ACCEPT comes while the request is still first.',
    applies: { schemes: ['invite', 'admit'], features: ['condition'] },
    evidence: ['return', 'FD_ACCEPT', 'FD_CONNECT'],
    verified: { by: 'scenario', how: 'the condition function defers, and later accepts or rejects' },
  },
  'ACCEPT-6': {
    article: 'ACCEPT',
    paragraph: '6',
    level: 'extended',
    title: 'a request that was withdrawn cannot be accepted',
    summary:
      'WSPAccept then gives WSAECONNRESET or WSAEACCES, or WSAEWOULDBLOCK where the request has left the queue, and no membership.',
    applies: { schemes: ['invite', 'admit'] },
    evidence: ['return'],
    verified: { by: 'scenario', how: 'the initiator gives up before the other side accepts' },
  },
  'ACCEPT-7': {
    article: 'ACCEPT',
    paragraph: '7',
    level: 'extended',
    title: 'an accepted socket inherits from the listener and does not listen',
    summary:
      'It has what the listening socket has, registered events included, but cannot accept; the listener itself stays open.',
    applies: { schemes: ['invite', 'admit'] },
    evidence: ['FD_CLOSE', 'FD_READ', 'return'],
    verified: { by: 'scenario', how: 'events are awaited and WSPAccept is called on an accepted socket' },
  },
  'ACCEPT-8': {
    article: 'ACCEPT',
    paragraph: '8',
    level: 'extended',
    title: 'the condition function sees who asks and what comes along',
    summary: 'It is shown the address of the initiator and the caller data, empty where there is none.',
    applies: { schemes: ['invite', 'admit'], features: ['condition'] },
    evidence: ['value'],
    verified: { by: 'scenario', how: 'what the condition function was shown is compared with the request' },
  },
} as const satisfies Record<`ACCEPT-${number}`, Clause>;

/** WSPListen, as far as joins need it. */
export const LISTEN = {
  'LISTEN-1': {
    article: 'LISTEN',
    paragraph: '1',
    level: 'extended',
    title: 'WSPListen wants a socket that is bound and not connected',
    summary: 'An unbound socket gets WSAEINVAL, a connected one WSAEISCONN.',
    applies: { schemes: ['invite', 'admit'] },
    evidence: ['return'],
    verified: { by: 'scenario', how: 'an unbound socket and a member are put in listen mode' },
  },
  'LISTEN-2': {
    article: 'LISTEN',
    paragraph: '2',
    level: 'extended',
    title: 'a request beyond the backlog is refused',
    summary: 'With the queue full the initiator gets WSAECONNREFUSED. Another WSPListen sets the size anew.',
    applies: { schemes: ['invite', 'admit'], features: ['backlog'] },
    evidence: ['return', 'FD_CONNECT'],
    verified: { by: 'scenario', how: 'one request more than the backlog is made, before and after it is raised' },
  },
} as const satisfies Record<`LISTEN-${number}`, Clause>;

/** WSPEventSelect and WSPEnumNetworkEvents, as far as joins need them. */
export const EVENTS = {
  'EVENTS-1': {
    article: 'EVENTS',
    paragraph: '1',
    level: 'extended',
    title: 'WSPEventSelect starts afresh',
    summary:
      'It turns the socket nonblocking, puts its mask in place of the earlier one and empties the record; mask 0 ends all indications.',
    applies: {},
    evidence: ['return', 'value', 'FD_ACCEPT', 'FD_CONNECT', 'FD_CLOSE', 'FD_READ'],
    verified: { by: 'scenario', how: 'a registration is replaced or cancelled and events are brought about' },
  },
  'EVENTS-2': {
    article: 'EVENTS',
    paragraph: '2',
    level: 'extended',
    title: 'WSPEnumNetworkEvents gives the record and empties it',
    summary: 'The events and the error code of each are handed over once: a second call without news finds nothing.',
    applies: { features: ['event-records'] },
    evidence: ['value'],
    verified: { by: 'scenario', how: 'the record is read twice after an event' },
  },
  'EVENTS-3': {
    article: 'EVENTS',
    paragraph: '3',
    level: 'extended',
    title: 'FD_ACCEPT comes again after WSPAccept while requests wait',
    summary:
      'It is recorded once and not again until WSPAccept enables it; requests may share one, but none waits without it for good.',
    applies: { schemes: ['invite', 'admit'] },
    evidence: ['FD_ACCEPT'],
    verified: { by: 'scenario', how: 'requests overlap and are accepted one by one while FD_ACCEPT is counted' },
  },
  'EVENTS-4': {
    article: 'EVENTS',
    paragraph: '4',
    level: 'extended',
    title: 'an event that was not nominated is not indicated',
    summary: 'Only what the mask of WSPEventSelect names is told, whatever else happens to the socket.',
    applies: {},
    evidence: ['FD_ACCEPT', 'FD_CONNECT', 'FD_CLOSE', 'FD_READ'],
    verified: { by: 'scenario', how: 'sockets with narrow masks go through joins and closes' },
  },
} as const satisfies Record<`EVENTS-${number}`, Clause>;

/** WSPCloseSocket, as far as joins need it. */
export const CLOSE = {
  'CLOSE-1': {
    article: 'CLOSE',
    paragraph: '1',
    level: 'extended',
    title: 'a closed descriptor answers WSAENOTSOCK',
    summary: 'After WSPCloseSocket no call on the descriptor does anything but fail with that code.',
    applies: {},
    evidence: ['return'],
    verified: { by: 'scenario', how: 'calls are made on a descriptor that was closed' },
  },
  'CLOSE-2': {
    article: 'CLOSE',
    paragraph: '2',
    level: 'extended',
    title: 'a closed socket is told nothing any more',
    summary: 'Closing ends what is pending without a word to the owner: neither FD_CONNECT nor FD_CLOSE follows there.',
    applies: {},
    evidence: ['FD_CONNECT', 'FD_CLOSE'],
    verified: { by: 'scenario', how: 'sockets close in the midst of a join and are watched until all is quiet' },
  },
} as const satisfies Record<`CLOSE-${number}`, Clause>;
