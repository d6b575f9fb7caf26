import { JL, dataPlane, type Address, type Args, type ErrorName, type Gives, type Result } from '../../src/provider.js';
import { DONE, failed } from './errors.js';
import { announceData, indicate } from './events.js';
import type { Ends, Link } from './link.js';
import { becomeLeaf, becomeTie } from './membership.js';
import { standsIn, type Direction, type Join, type Socket } from './model.js';
import { giveName, retire, standInFor, unusable } from './sockets.js';
import { call } from './tcp.js';
import { encode, type Frame, type Request } from './wire.js';

type Joined = Result<Gives<'joinLeaf'>>;

/** WSPJoinLeaf: checks what can be known at once, and sends the request on its way. */
export async function joinLeaf(socket: Socket, { name, flags, callerData = '' }: Args<'joinLeaf'>): Promise<Joined> {
  const refused =
    (socket.roles.control === 'plain' ? 'WSAEOPNOTSUPP' : undefined) ??
    unusable(socket, name) ??
    cannotJoinNow(socket) ??
    ([JL.SENDER_ONLY, JL.RECEIVER_ONLY, JL.BOTH].some((one) => one === flags) ? undefined : 'WSAEINVAL');
  if (refused !== undefined || name === null) return failed(refused ?? 'WSAEFAULT');
  const scheme = socket.roles.control === 'c_root' ? 'invite' : 'admit';
  return ask(socket, name, { scheme, flags, callerData });
}

/** WSPConnect: it travels as a join does, and nobody here takes it (DIFF-3). */
export async function connect(socket: Socket, { name }: Args<'connect'>): Promise<Result<Gives<'connect'>>> {
  const refused =
    (socket.roles.control === 'plain' ? undefined : 'WSAEOPNOTSUPP') ??
    unusable(socket, name) ??
    (socket.outstanding === undefined ? undefined : 'WSAEALREADY');
  if (refused !== undefined || name === null) return failed(refused ?? 'WSAEFAULT');
  const { blocking } = socket;
  const asked = await ask(socket, name, { scheme: 'plain', flags: JL.BOTH, callerData: '' });
  if ('error' in asked) return asked;
  return blocking ? DONE : failed('WSAEWOULDBLOCK');
}

/** Why this socket cannot join now. */
function cannotJoinNow(socket: Socket): ErrorName | undefined {
  const { standing, roles, outstanding, listener } = socket;
  // The descriptor of a leaf that has not come yet, or never came (USING-6).
  if (standsIn(socket) && standing !== 'joined') return 'WSAEINVAL';
  if (outstanding !== undefined) return 'WSAEALREADY';
  // A c_root that was shut down has no session to invite to (TAXONOMY-1).
  if (roles.control === 'c_root') return standing === 'ended' ? 'WSAESHUTDOWN' : undefined;
  if (standing === 'joined' || standing === 'ended') return 'WSAEISCONN';
  return listener === undefined ? undefined : 'WSAEOPNOTSUPP';
}

type Asking = Pick<Request, 'scheme' | 'flags' | 'callerData'>;

async function ask(socket: Socket, to: Address, asking: Asking): Promise<Joined> {
  const requestFrom = (port: number): Request => ({
    kind: 'request',
    ...asking,
    plane: dataPlane(socket.entry),
    role: socket.roles.data,
    port,
  });
  if (encode(requestFrom(0)) === undefined) return failed('WSAENOBUFS');
  const { blocking } = socket;
  let cancel = (): void => undefined;
  let over = false;
  const standIn = asking.scheme === 'invite' && socket.session !== undefined ? standInFor(socket.session) : undefined;
  const join: Join = {
    initiator: socket,
    standIn,
    cancel() {
      over = true;
      cancel();
    },
    returns: undefined,
  };
  // From here on a further WSPJoinLeaf is one too many, though the call has not returned.
  socket.outstanding = join;
  socket.calleeData = '';
  (standIn ?? socket).standing = 'pending';
  const returned = blocking ? new Promise<Joined>((resolve) => (join.returns = resolve)) : undefined;

  const unnamed = socket.name === undefined ? await giveName(socket) : undefined;
  if (unnamed !== undefined) {
    forget(join);
    if (standIn !== undefined) retire(standIn);
    return failed(unnamed);
  }
  if (standIn !== undefined) standIn.name = socket.name;
  if (!over) {
    cancel = call(socket.host, to, {
      connected: (link) => {
        link.send(requestFrom(socket.name?.port ?? 0));
        return answered(join, asking, link);
      },
      failed: (error) => {
        conclude(join, error);
      },
    });
  }
  // A valid descriptor says that the join has been started, and nothing of how it will end (USING-4).
  return returned ?? { ok: { socket: (standIn ?? socket).descriptor } };
}

/** Who hears what comes on the connection of a join that is not answered yet. */
function answered(join: Join, { flags }: Asking, link: Link): Ends {
  return {
    frame(frame: Frame) {
      if (frame.kind === 'refusal') {
        conclude(join, frame.error);
        link.close();
        return true;
      }
      if (frame.kind !== 'acceptance') return false;
      const { initiator, standIn } = join;
      // A plain socket asks for nothing that could be granted.
      if (initiator.roles.control === 'plain') return false;
      const direction = directionOf(flags);
      if (standIn !== undefined) becomeTie(standIn, link, { role: frame.role, direction: 'both' });
      else becomeLeaf(initiator, link, direction);
      conclude(join, 'NO_ERROR', frame.calleeData);
      return true;
    },
    ended(error) {
      // Who goes without an answer has not taken the request.
      conclude(join, error === 'NO_ERROR' ? 'WSAECONNRESET' : error);
    },
  };
}

/** Which way data flows at a member that joined with these flags (USING-19). */
export function directionOf(flags: number): Direction {
  if (flags === JL.SENDER_ONLY) return 'sender-only';
  return flags === JL.RECEIVER_ONLY ? 'receiver-only' : 'both';
}

/** Ends the wait of the initiator: by FD_CONNECT, or by returning from its call if that blocks (USING-5, USING-21). */
export function conclude(join: Join, error: ErrorName, calleeData = ''): void {
  const { initiator, standIn, returns } = join;
  if (initiator.outstanding !== join) return;
  initiator.outstanding = undefined;
  initiator.calleeData = calleeData;
  if (error !== 'NO_ERROR') {
    if (standIn === undefined) initiator.standing = 'idle';
    else standIn.standing = 'failed';
    // A call that blocks has told nobody of the descriptor.
    if (returns !== undefined && standIn !== undefined) retire(standIn);
  }
  if (returns === undefined) indicate(initiator, 'FD_CONNECT', error);
  else returns(error === 'NO_ERROR' ? { ok: { socket: (standIn ?? initiator).descriptor } } : failed(error));
  announceData(initiator);
}

/** The initiator no longer wants what it has asked for, and is told nothing more of it (USING-6, CLOSE-2). */
export function cancelJoin(join: Join): void {
  const { returns } = join;
  forget(join);
  join.cancel();
  returns?.(failed('WSAENOTSOCK'));
}

function forget(join: Join): void {
  const { initiator, standIn } = join;
  if (initiator.outstanding === join) initiator.outstanding = undefined;
  (standIn ?? initiator).standing = standIn === undefined ? 'idle' : 'failed';
}
