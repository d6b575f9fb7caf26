import type { Clause } from './types.js';

/** What a session is, by the kinds of its planes. */
export const TAXONOMY = {
  'TAXONOMY-1': {
    article: 'TAXONOMY',
    paragraph: '1',
    level: 'extended',
    title: 'a rooted session ends with its c_root',
    summary: 'The c_root is there for as long as the session is; after it nobody joins and no data passes.',
    applies: { schemes: ['invite', 'admit'] },
    evidence: ['return', 'FD_CONNECT', 'data'],
    verified: { by: 'scenario', how: 'a leaf tries to join, and members to send, after the root has closed' },
  },
  'TAXONOMY-2': {
    article: 'TAXONOMY',
    paragraph: '2',
    level: 'extended',
    title: 'a nonrooted join needs a session that is there',
    summary: 'The session comes before its members; WSPJoinLeaf with the name of one that does not exist fails.',
    applies: { schemes: ['nonrooted'], features: ['missing-session'] },
    evidence: ['return', 'FD_CONNECT'],
    verified: { by: 'scenario', how: 'a node names a session that the testbed says is missing' },
  },
  'TAXONOMY-3': {
    article: 'TAXONOMY',
    paragraph: '3',
    level: 'extended',
    title: 'rooted data flows between the d_root and its d_leafs only',
    summary: 'All d_leafs get what the d_root sends, the d_root alone gets what a d_leaf sends.',
    applies: { schemes: ['invite', 'admit'], dataPlane: 'rooted-data' },
    evidence: ['data'],
    verified: { by: 'scenario', how: 'root and leaves send in turn, and everybody is asked what came' },
  },
  'TAXONOMY-4': {
    article: 'TAXONOMY',
    paragraph: '4',
    level: 'extended',
    title: 'nonrooted data goes from each member to all others',
    summary: 'Nobody stands out in a nonrooted data plane: what one sends, every other member gets.',
    applies: { dataPlane: 'nonrooted-data' },
    evidence: ['data'],
    verified: { by: 'scenario', how: 'each member sends in turn, and everybody is asked what came' },
  },
} as const satisfies Record<`TAXONOMY-${number}`, Clause>;

/** Where multipoint sockets differ from regular ones. */
export const DIFF = {
  'DIFF-1': {
    article: 'DIFF',
    paragraph: '1',
    level: 'extended',
    title: 'a listening c_root stays a working socket',
    summary: 'Unlike a regular listener it goes on inviting, sending and receiving in its session.',
    // A c_root has no reason to listen where leaves cannot ask.
    applies: { schemes: ['admit'] },
    evidence: ['return', 'data'],
    verified: { by: 'scenario', how: 'a root that listens exchanges data with its leaves and invites another' },
  },
  'DIFF-2': {
    article: 'DIFF',
    paragraph: '2',
    level: 'extended',
    title: 'closing the c_root tells all c_leafs that belong to it',
    summary: 'A regular listener can close unnoticed; a c_root that closes gives FD_CLOSE to each associated c_leaf.',
    applies: { schemes: ['invite', 'admit'] },
    evidence: ['FD_CLOSE'],
    verified: { by: 'scenario', how: 'a root with several leaves closes' },
  },
  'DIFF-3': {
    article: 'DIFF',
    paragraph: '3',
    level: 'extended',
    title: 'a listening c_leaf takes no plain connection',
    summary: 'It waits for multipoint requests; a regular WSPConnect that names it does not get through.',
    applies: { schemes: ['invite'], features: ['plain-sockets'] },
    evidence: ['return', 'FD_ACCEPT', 'FD_CONNECT'],
    verified: { by: 'scenario', how: 'a plain socket connects to a listening c_leaf' },
  },
} as const satisfies Record<`DIFF-${number}`, Clause>;
