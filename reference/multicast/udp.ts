import { createSocket, type Socket } from 'node:dgram';
import type { Address, Result } from '../../src/provider.js';
import { DONE, failureOf } from './errors.js';

type Nothing = Readonly<Record<never, never>>;

/**
 * Opens a UDP socket that is bound.
 *
 * @param shared - Whether others may bind to the same address and port, as the members of one group on one host do.
 */
export async function openUdp(
  { host, port }: Pick<Address, 'host' | 'port'>,
  shared: boolean,
): Promise<Result<Socket>> {
  const socket = createSocket({
    type: 'udp4',
    reuseAddr: shared,
    // Every address is a literal by now. Without a look-up, dgram makes its system calls before it returns, in the
    // order in which it was asked, and a send cannot be lost to a close that overtakes the resolver.
    lookup: (literal, _options, found) => {
      found(null, literal, 4);
    },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind({ address: host, port, exclusive: true }, () => {
        socket.off('error', reject);
        resolve();
      });
    });
  } catch (reason) {
    socket.close();
    return failureOf(reason);
  }
  // A receive error, of a device that goes away for instance, loses a datagram: UDP may.
  socket.on('error', () => undefined);
  return { ok: socket };
}

/** Sends one datagram, and waits until the system has taken it. */
export async function sendTo(socket: Socket, data: string, { host, port }: Address): Promise<Result<Nothing>> {
  try {
    await new Promise<void>((resolve, reject) => {
      socket.send(data, port, host, (reason) => {
        if (reason === null) resolve();
        else reject(reason);
      });
    });
    return DONE;
  } catch (reason) {
    return failureOf(reason);
  }
}

/** Closes a socket and waits until it is gone. The system drops its memberships with it. */
export function closeUdp(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.close(() => {
      resolve();
    });
  });
}
