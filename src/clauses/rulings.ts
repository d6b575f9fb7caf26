import type { ClauseId } from './catalogue.js';
import type { Ruling } from './types.js';

type Ruled = Ruling & { readonly clauses: readonly ClauseId[] };

const TABLE = {
  R1: {
    title: 'FD_CONNECT before WSPAccept is too early',
    text: 'A stream transport may report a connection before anybody accepts it. A join is complete only by acceptance, so an early FD_CONNECT fails the clause.',
    clauses: ['JOIN-2.6', 'JOIN-3.6'],
  },
  R2: {
    title: 'order is judged against calls that the suite makes',
    text: 'That something came too early is said only where the call it had to wait for was not issued yet. That something is missing is said only after quiet: the provider settled, or the deadline passed.',
    clauses: ['JOIN-2.4', 'JOIN-2.5', 'JOIN-2.6', 'JOIN-3.4', 'JOIN-3.5', 'JOIN-3.6', 'JOIN-4.3'],
  },
  R3: {
    title: 'requests that overlap may share one FD_ACCEPT',
    text: 'FD_ACCEPT is not counted request by request: one indication may stand for all that wait.',
    clauses: ['EVENTS-3', 'JOIN-2.4', 'JOIN-3.4'],
  },
  R4: {
    title: 'where no code is named any failure will do',
    text: 'Which error came is noted and not judged, unless an article names it. A nonblocking join may fail in its return or by FD_CONNECT, but one join does not fail in both ways.',
    clauses: ['USING-1', 'USING-20', 'FLAGS-1', 'FLAGS-2', 'FLAGS-3', 'FLAGS-4', 'JOIN-5.4'],
  },
  R5: {
    title: 'an invited leaf belongs to the session by its accepted socket',
    text: 'The membership is that of the socket which WSPAccept returned. The listening socket goes on listening.',
    clauses: ['JOIN-2.5', 'JOIN-5.1', 'ACCEPT-7'],
  },
  R6: {
    title: 'a join that is done at once may say so before it returns',
    text: 'With IP multicast FD_CONNECT may be seen ahead of the return of WSPJoinLeaf: it belongs to a join that had been issued.',
    clauses: ['JOIN-4.3', 'JOIN-4.5'],
  },
  R7: {
    title: 'a request to a root that is gone fails',
    text: 'It ends with one of the errors after which a join may be repeated, with WSAECONNRESET or with WSAECONNABORTED. It neither succeeds nor stays untold.',
    clauses: ['USING-17', 'TAXONOMY-1'],
  },
  R8: {
    title: 'withdrawing a deferred request enables FD_ACCEPT again',
    text: 'Those who stand behind it in the queue are then indicated as usual.',
    clauses: ['ACCEPT-5', 'EVENTS-3'],
  },
  R9: {
    title: 'a cancelled invitation does not succeed',
    text: 'Once the pending descriptor is closed, the c_root hears nothing more of the join or an FD_CONNECT with an error; an FD_CONNECT without one is a failure.',
    clauses: ['USING-6', 'CLOSE-2'],
  },
  R10: {
    title: 'a withdrawal may cross WSPAccept on its way',
    text: 'The request counts as withdrawn only where the provider settled before WSPAccept was issued. Else the call may succeed, and FD_CLOSE comes after it.',
    clauses: ['ACCEPT-6'],
  },
  R11: {
    title: 'what the root has accepted is no longer pending when it closes',
    text: 'A leaf that was accepted in time may hear FD_CONNECT without error and then FD_CLOSE. The ruling on requests to a root that is gone is not about it.',
    clauses: ['USING-17', 'TAXONOMY-1'],
  },
  R12: {
    title: 'listening counts when the request arrives',
    text: 'The moment of arrival cannot be seen, so a join issued ahead of WSPListen is judged only where the provider settled in between.',
    clauses: ['JOIN-2.3', 'JOIN-3.2'],
  },
  R13: {
    title: 'the dwFlags of an invitation are left alone',
    text: 'It is open whether they speak of the root or of the leaf. Sending and receiving by flags is judged where a c_leaf asks.',
    clauses: ['USING-19'],
  },
  R14: {
    title: 'a new registration does not lose a waiting request',
    text: 'The record is emptied, yet FD_ACCEPT is indicated again while requests wait. Whether FD_CONNECT or FD_CLOSE is told once more is open.',
    clauses: ['EVENTS-1', 'EVENTS-3'],
  },
  R15: {
    title: 'a pending descriptor may or may not hear of the close of its c_root',
    text: 'FD_CLOSE on the descriptor of an invitation that is still open is permitted and not required.',
    clauses: ['USING-17'],
  },
  R16: {
    title: 'shutting a c_root down fails its pending invitation',
    text: 'The join ends with an error of any kind and never without one.',
    clauses: ['USING-17', 'TAXONOMY-1'],
  },
  R17: {
    title: 'loopback has no agreed default',
    text: 'The suite sets it before it looks at what a sender hears of itself.',
    clauses: ['LOOPBACK-1', 'IPMC-4'],
  },
  R18: {
    title: 'joining again after the session has ended is not judged',
    text: 'A c_leaf whose session is over may answer WSAEISCONN or start a new join.',
    clauses: ['USING-8'],
  },
  R19: {
    title: 'WSPJoinLeaf after IP_ADD_MEMBERSHIP is not judged',
    text: 'That a socket in the group by the option receives is judged; what it answers when it is asked to join is not.',
    clauses: ['JOIN-4.5'],
  },
  R20: {
    title: 'odd backlogs and withdrawn requests are not judged',
    text: 'A withdrawn request that nobody took may hold its place or free it. A backlog under 1 may count as 1 or be refused.',
    clauses: ['LISTEN-2'],
  },
  R21: {
    title: 'what a pending descriptor cannot do is listed',
    text: 'Sending, receiving, listening, accepting and joining fail on it; registering for events, reading their record and asking for the name are open. After the invitation failed it can only be closed.',
    clauses: ['USING-6'],
  },
  R22: {
    title: 'a receiver that sends is judged by who hears it',
    text: 'The call may fail or succeed, as long as nobody gets the data.',
    clauses: ['USING-19'],
  },
  R23: {
    title: 'a c_root with leaves may start to listen',
    text: 'Having leaves does not make it a connected socket, so WSPListen on it is in order.',
    clauses: ['LISTEN-1', 'USING-16'],
  },
  R24: {
    title: 'an invitation to a leaf that stops listening fails',
    text: 'Where the listening c_leaf closes with the invitation in its queue, the root is told an error, never success.',
    clauses: ['JOIN-2.6', 'USING-5'],
  },
  R25: {
    title: 'any WSPAccept but a deferral enables FD_ACCEPT',
    text: 'A call that rejects, that finds the request withdrawn or that finds nothing at all enables it as much as a success.',
    clauses: ['EVENTS-3', 'ACCEPT-5'],
  },
  R26: {
    title: 'a listening c_leaf that joins is not judged',
    text: 'No article says what WSPJoinLeaf does with a c_leaf in listen mode.',
    clauses: ['USING-20', 'JOIN-5.4'],
  },
  R27: {
    title: 'side chats and unusual numbers of d_roots are not judged',
    text: 'A rooted data plane with no d_root or with several is left open, and so is data on the descriptor that a root holds for a leaf.',
    clauses: ['TAXONOMY-3'],
  },
  R28: {
    title: 'one error at a time',
    text: 'No case gives a provider two reasons to fail at once. A retry after WSAECONNRESET or WSAECONNABORTED may work and need not.',
    clauses: ['USING-10', 'USING-20'],
  },
  R29: {
    title: 'what cannot be seen is not judged',
    text: 'A closed socket cannot show that it left its group: the other members on its node and the tables of its system do. WSPSelect is out of sight for lack of a verb.',
    clauses: ['IPMC-3', 'USING-22'],
  },
} as const satisfies Record<`R${number}`, Ruled>;

/** The id of a ruling: `R7`. */
export type RulingId = keyof typeof TABLE;

/** What this project decided where the articles leave room. A user can turn one from strict to lenient. */
export const RULINGS: Readonly<Record<RulingId, Ruled>> = TABLE;

/** Whether a text is the id of a ruling. */
export function isRulingId(text: string): text is RulingId {
  return Object.hasOwn(RULINGS, text);
}

/** All ids, in order. */
export const RULING_IDS: readonly RulingId[] = Object.keys(RULINGS).filter(isRulingId);

/** The ruling with this id. */
export function ruling(id: RulingId): Ruled {
  return RULINGS[id];
}
