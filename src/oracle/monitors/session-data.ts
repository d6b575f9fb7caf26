import type { ClauseId } from '../../clauses/index.js';
import { succeeded } from '../../trace/index.js';
import type { Message, Model, SocketFacts } from '../model/facts.js';
import { isNonrooted, isRootedData, joinOf, requestsAt, settledSince, socketOf } from '../model/queries.js';
import { isUnknown, messageOf, partOf, sameHost, tookPartAt } from '../model/session.js';
import { mayHaveBegunAnew } from '../model/beginning.js';
import { finding, NONE, schemeOf, STEPS, who, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** Who hears session data: JOIN-2.5, 3.5, 4.4, 4.5, 5.1…3, TAXONOMY-1, 3, 4, USING-19, DIFF-1, LOOPBACK-1, SCOPE-1, IPMC-4. */
export const sessionData: Monitor = {
  name: 'session data',
  clauses: [
    'JOIN-2.5',
    'JOIN-3.5',
    'JOIN-4.4',
    'JOIN-4.5',
    'JOIN-5.1',
    'JOIN-5.2',
    'JOIN-5.3',
    'USING-19',
    'TAXONOMY-1',
    'TAXONOMY-3',
    'TAXONOMY-4',
    'ACCEPT-4',
    'DIFF-1',
    'LOOPBACK-1',
    'SCOPE-1',
    'IPMC-4',
  ],
  told: ({ model, event, socket }) => (event.event === 'FD_READ' ? tooEarly(model, socket, 'FD_READ') : NONE),
  answers: {
    send: ({ model, socket, result, at }) => (succeeded(result) ? NONE : mute(model, socket, result.error, at)),
    recv({ model, socket, result }) {
      if (succeeded(result)) return heard(model, socket, result.ok.data);
      const nothing = result.error === 'WSAEWOULDBLOCK' || result.error === 'WSAENOTCONN';
      return nothing ? missed(model, socket) : NONE;
    },
  },
};

// Session data at somebody who has not been accepted yet: whoever gets it has been made a member before its time.
function tooEarly(model: Model, socket: SocketFacts, what: string): readonly Finding[] {
  const saw = `${what} on ${who(socket)}`;
  if (socket.origin === 'made' && socket.listening !== undefined && socket.roles.control === 'c_leaf') {
    const [invited] = requestsAt(model, socket.id);
    return finding('JOIN-2.5', 'no session data on a leaf that has not accepted', saw, [invited?.issuedAt]);
  }
  const join = joinOf(model, socket.join);
  if (socket.origin !== 'made' || join?.scheme !== 'admit' || join.accepted !== undefined || join.unclear) return NONE;
  // #1 leaf-1 WSPJoinLeaf   #2 leaf-1 WSPJoinLeaf …   #3 leaf-1 ◀ FD_CONNECT refused   #4 root accepts leaf-1: it is #2 that it took
  if (mayHaveBegunAnew(model, join, socket)) return NONE;
  if (join.rejectedAt !== undefined)
    return finding('ACCEPT-4', 'no session data for a leaf that was rejected', saw, [join.rejectedAt]);
  const accepting = [...model.flying.values()].some(({ event, on }) => event.verb === 'accept' && on === join.listener);
  return accepting
    ? NONE
    : finding('JOIN-3.5', 'no session data for a leaf that has not been admitted', saw, [join.issuedAt]);
}

function heard(model: Model, receiver: SocketFacts, data: string): readonly Finding[] {
  const message = messageOf(model, data);
  if (message === undefined) return NONE;
  const early = tooEarly(model, receiver, `"${data}"`);
  if (early.length > 0) return early;
  const sender = socketOf(model, message.sender);
  const saw = `"${data}" on ${who(receiver)}`;
  const at = [message.at];
  if (sender?.id === receiver.id) {
    return receiver.loopback === false ? finding('LOOPBACK-1', 'nothing of its own: loopback is off', saw, at) : NONE;
  }
  const part = partOf(model, receiver);
  if (message.receiverOnly) return finding('USING-19', 'a receiver-only socket to reach nobody', saw, at);
  if (part?.receives === false) return finding('USING-19', 'a sender-only socket to get no session data', saw, at);
  if (message.rootGone) return finding('TAXONOMY-1', 'nothing: the session has lost its root', saw, at);
  if (sender === undefined) return NONE;
  const from = partOf(model, sender);
  if (!isRootedData(receiver) && message.scope === 0 && !sameHost(model, sender.node, receiver.node)) {
    return finding('SCOPE-1', 'nothing beyond the host of a sender with scope 0', saw, at);
  }
  const plane = planeClause(receiver);
  if (part === undefined) {
    if (isUnknown(model, receiver)) return NONE;
    return receiver.origin === 'made' || receiver.origin === 'accepted'
      ? finding(plane, 'nothing: it is no member', saw, at)
      : NONE;
  }
  if (from !== undefined && from.session !== part.session) return finding(plane, 'nothing of another session', saw, at);
  if (isRootedData(receiver) && receiver.roles.data === 'd_leaf' && sender.roles.data === 'd_leaf') {
    return finding('TAXONOMY-3', 'nothing to pass between d_leafs', saw, at);
  }
  return NONE;
}

function planeClause(socket: SocketFacts): ClauseId {
  return isRootedData(socket) ? 'TAXONOMY-3' : 'TAXONOMY-4';
}

// #1 root WSPSend a   #2 leaf-1 WSPRecv: nothing             it may be under way
// #1 root WSPSend a   #2 settled   #3 leaf-1 WSPRecv: nothing   ✗ JOIN-5.2; or TAXONOMY-3 if leaf-1 has ever heard anything
function missed(model: Model, receiver: SocketFacts): readonly Finding[] {
  const part = partOf(model, receiver);
  if (part?.sure !== true) return NONE;
  const message = model.messages.find((it) => it.owed.includes(receiver.id) && settledSince(model, it.at));
  const sender = socketOf(model, message?.sender);
  if (message === undefined || sender === undefined) return NONE;
  const clause = blamed(model, message, sender, receiver);
  return finding(
    clause,
    `"${message.data}" on ${who(receiver)}, from ${who(sender)}`,
    'WSPRecv has nothing, and all is quiet',
    [message.at],
  );
}

function blamed(model: Model, message: Message, sender: SocketFacts, receiver: SocketFacts): ClauseId {
  if (sender.id === receiver.id) return 'LOOPBACK-1';
  if (isNonrooted(receiver)) {
    if (message.scope === 0) return 'SCOPE-1';
    if (sender.loopback === false && sameHost(model, sender.node, receiver.node)) return 'IPMC-4';
    if (!receiver.hears) return receiver.membership === undefined ? 'JOIN-5.3' : 'JOIN-4.5';
    return sender.heard ? 'TAXONOMY-4' : 'JOIN-4.4';
  }
  const join = joinOf(model, receiver.origin === 'accepted' ? receiver.from : receiver.join);
  const scheme = join === undefined ? undefined : schemeOf(join);
  if (scheme !== undefined && !receiver.hears) return STEPS.use[scheme];
  return planeClause(receiver);
}

function mute(model: Model, sender: SocketFacts, error: string, at: number): readonly Finding[] {
  const part = partOf(model, sender);
  if (part?.sure !== true || !part.sends || !tookPartAt(model, sender, at)) return NONE;
  const saw = `WSPSend failed with ${error}`;
  const say = (clause: ClauseId): readonly Finding[] =>
    finding(clause, `${who(sender)}, a member, to send session data`, saw, [at]);
  if (isNonrooted(sender)) return say(sender.membership === undefined ? 'JOIN-4.4' : 'JOIN-4.5');
  if (sender.roles.control === 'c_root') return say(sender.listening === undefined ? planeClause(sender) : 'DIFF-1');
  const scheme = part.join === undefined ? undefined : schemeOf(part.join);
  return say(scheme === undefined || sender.heard ? planeClause(sender) : STEPS.use[scheme]);
}
