import type { ClauseId } from './catalogue.js';

/** A sentence of the source article, by its number: what it is about in a few words, and the clauses that render it. */
export interface Sentence {
  readonly about: string;
  readonly clauses: readonly ClauseId[];
}

/**
 * The sentences of the source article: the paragraph's number, a stroke, the sentence's number in it. The items of the
 * list that is paragraph 5 are its sentences, after the line that introduces them.
 */
export const SENTENCES: Readonly<Record<string, Sentence>> = {
  '1/1': { about: 'sockets are called by their role in one plane', clauses: ['JOIN-1.1'] },
  '1/2': { about: 'each has a role in the other plane too', clauses: ['JOIN-1.2'] },
  '1/3': { about: 'an example: either kind of c_root', clauses: ['JOIN-1.2'] },
  '2/1': { about: 'rooted: two ways to add leaves', clauses: ['JOIN-2.1'] },
  '2/2': { about: 'the root invites a leaf by WSPJoinLeaf', clauses: ['JOIN-2.2'] },
  '2/3': { about: 'the leaf has a c_leaf socket that listens', clauses: ['JOIN-2.3'] },
  '2/4': { about: 'the leaf gets FD_ACCEPT, and agrees by WSPAccept', clauses: ['JOIN-2.4', 'JOIN-2.5'] },
  '2/5': { about: 'the root gets FD_CONNECT when the join is complete', clauses: ['JOIN-2.6'] },
  '3/1': { about: 'the second way: the roles are reversed', clauses: ['JOIN-3.1'] },
  '3/2': { about: 'the root has a c_root socket that listens', clauses: ['JOIN-3.2'] },
  '3/3': { about: 'the leaf asks for admittance by WSPJoinLeaf', clauses: ['JOIN-3.3'] },
  '3/4': { about: 'the root gets FD_ACCEPT, and admits by WSPAccept', clauses: ['JOIN-3.4', 'JOIN-3.5'] },
  '3/5': { about: 'the leaf gets FD_CONNECT when it is admitted', clauses: ['JOIN-3.6'] },
  '4/1': { about: 'nonrooted: all are c_leafs, WSPJoinLeaf starts the inclusion', clauses: ['JOIN-4.1', 'JOIN-4.2'] },
  '4/2': { about: 'FD_CONNECT when the join is complete and the socket usable', clauses: ['JOIN-4.3', 'JOIN-4.4'] },
  '4/3': { about: 'in IP multicast this is IP_ADD_MEMBERSHIP', clauses: ['JOIN-4.5'] },
  '5/1': { about: 'there are three uses of WSPJoinLeaf', clauses: ['JOIN-5.4'] },
  '5/2': { about: 'use 1: a root invites a new leaf', clauses: ['JOIN-5.1'] },
  '5/3': { about: 'use 2: a leaf asks a rooted session for admittance', clauses: ['JOIN-5.2'] },
  '5/4': { about: 'use 3: a leaf enters a nonrooted session', clauses: ['JOIN-5.3'] },
};
