import { AF, sameAddress, type Address } from '../../spi/index.js';
import type { Args } from '../../trace/index.js';
import type { Join, Model, SocketFacts } from './facts.js';
import { isNonrooted, isOpen, joinOf, madeAt, mayHaveEnded } from './queries.js';

/** What a WSPJoinLeaf is, by the state of its initiator and by whom it names, or why it is no join at all. */
export type Judged =
  | {
      readonly is: 'join';
      readonly scheme: Join['scheme'];
      readonly listener?: number;
      readonly mustFail?: Join['mustFail'];
    }
  | { readonly is: 'plain' | 'pending-link' | 'joined' | 'link' | 'member' | 'unjudged' }
  | { readonly is: 'second'; readonly join: number };

/** Decides it at the moment of the call. No check combines two reasons (ruling 28): where two meet, none is judged. */
export function standingOf(model: Model, socket: SocketFacts, args: Args<'joinLeaf'>): Judged {
  if (socket.roles.control === 'plain') return { is: 'plain' };
  if (socket.closing !== undefined || socket.shutAt !== undefined) return { is: 'unjudged' };
  if (socket.origin === 'invited' && socket.from === undefined) return { is: 'unjudged' };
  if (socket.origin === 'invited')
    return { is: joinOf(model, socket.from)?.phase === 'done' ? 'link' : 'pending-link' };
  if (socket.origin === 'admitted') return { is: 'link' };
  if (socket.origin === 'accepted') return { is: 'member' };
  const open = joinOf(model, socket.join);
  if (open !== undefined && isOpen(open) && !mayHaveEnded(model, open)) return { is: 'second', join: open.id };
  if (socket.roles.control === 'c_leaf') {
    // Joined by option (ruling 19), listening (ruling 26), or its session at an end (ruling 18): anything goes.
    if (socket.membership !== undefined || socket.listening !== undefined) return { is: 'unjudged' };
    if (socket.lastJoin === 'done') return { is: sessionEnds(model, socket, open) ? 'unjudged' : 'joined' };
  }
  const wrong = unusable(socket, args.name);
  if (args.name === null || wrong !== undefined) {
    return {
      is: 'join',
      scheme: schemeOf(socket),
      mustFail: wrong ?? { why: 'the name is a null pointer', code: 'WSAEFAULT' },
    };
  }
  return toward(model, socket, args.name);
}

function schemeOf(socket: SocketFacts): 'invite' | 'admit' | 'nonrooted' {
  if (isNonrooted(socket)) return 'nonrooted';
  return socket.roles.control === 'c_root' ? 'invite' : 'admit';
}

function unusable(socket: SocketFacts, name: Address | null): Join['mustFail'] {
  if (name === null) return { why: 'the name is a null pointer', code: 'WSAEFAULT' };
  if (
    socket.entry !== undefined &&
    name.family !== socket.entry.addressFamily &&
    socket.entry.addressFamily !== AF.UNSPEC
  ) {
    return { why: 'the name is of another address family', code: 'WSAEAFNOSUPPORT' };
  }
  if (name.port === 0 || ['', '0.0.0.0', '::'].includes(name.host)) {
    return { why: 'the name is no remote address', code: 'WSAEADDRNOTAVAIL' };
  }
  return undefined;
}

function toward(model: Model, socket: SocketFacts, name: Address): Judged {
  const scheme = schemeOf(socket);
  const { unreachable, noSession } = model.header ?? {};
  if (unreachable !== undefined && sameAddress(unreachable, name)) {
    return { is: 'join', scheme, mustFail: { why: 'the address cannot be reached' } };
  }
  if (noSession !== undefined && sameAddress(noSession, name)) {
    return { is: 'join', scheme, mustFail: { why: 'there is no such session' } };
  }
  const peer = madeAt(model, name);
  if (peer !== undefined) {
    // JOIN-5.4: only a root that names a leaf and a leaf that names a root are uses of WSPJoinLeaf.
    const fits =
      scheme === 'invite' ? peer.roles.control === 'c_leaf' : scheme === 'admit' && peer.roles.control === 'c_root';
    if (!fits) return { is: 'join', scheme: 'other' };
    if (peer.listening !== undefined && peer.closing === undefined && peer.shutAt === undefined)
      return { is: 'join', scheme, listener: peer.id };
  }
  return { is: 'join', scheme };
}

function sessionEnds(model: Model, socket: SocketFacts, join: Join | undefined): boolean {
  if (socket.closeTold !== undefined || join === undefined) return true;
  if (join.scheme === 'nonrooted') return false;
  const root = join.listener === undefined ? undefined : model.sockets.get(join.listener);
  const link = join.accepted === undefined ? undefined : model.sockets.get(join.accepted.socket);
  return (
    root === undefined ||
    root.closing !== undefined ||
    root.shutAt !== undefined ||
    link === undefined ||
    link.closing !== undefined
  );
}
