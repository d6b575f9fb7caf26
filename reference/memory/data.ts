import { SIO, type Args, type Gives, type Result } from '../../src/provider.js';
import { DONE, failed, firstRefusal } from './check.js';
import { announceData } from './events.js';
import { lineBetween } from './membership.js';
import type { Socket } from './model.js';
import { post, type World } from './world.js';

/** WSPSend: a copy for each member that is to hear of it. */
export function send(world: World, socket: Socket, { data }: Args<'send'>): Result<Gives<'send'>> {
  const refusal = firstRefusal(world.rules.sendChecks, { socket });
  if (refusal !== undefined) return failed(refusal);
  for (const receiver of socket.session?.members ?? []) {
    if (!reaches(world, socket, receiver)) continue;
    post(world, lineBetween(socket, receiver), 'data', undefined, () => dataArrives(world, receiver, data));
  }
  return DONE;
}

/** WSPRecv: the oldest message that has arrived. */
export function recv(world: World, socket: Socket): Result<Gives<'recv'>> {
  const refusal = firstRefusal(world.rules.recvChecks, { socket });
  if (refusal !== undefined) return failed(refusal);
  const data = socket.inbox.shift();
  socket.events.readEnabled = true;
  announceData(world, socket);
  return data === undefined ? failed('WSAEWOULDBLOCK') : { ok: { data } };
}

/** WSPIoctl: loopback and scope. */
export function ioctl(world: World, socket: Socket, { code, value }: Args<'ioctl'>): Result<Gives<'ioctl'>> {
  const refusal = firstRefusal(world.rules.ioctlChecks, { socket, code, value });
  if (refusal !== undefined) return failed(refusal);
  if (code === SIO.MULTIPOINT_LOOPBACK) socket.loopback = value !== 0;
  else socket.scope = value;
  return DONE;
}

function reaches({ rules }: World, sender: Socket, receiver: Socket): boolean {
  if (!rules.receives(receiver)) return false;
  if (sender === receiver) return rules.loopsBack(receiver);
  return rules.planeCarries(sender, receiver) && rules.inScope(sender, receiver);
}

function dataArrives(world: World, receiver: Socket, data: string): void {
  // A leaf that has been admitted may get data before it gets word of it: that is kept until then.
  if (!receiver.open || receiver.standing === 'ended') return;
  receiver.inbox.push(data);
  announceData(world, receiver);
}
