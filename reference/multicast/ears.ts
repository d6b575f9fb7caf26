import type { Socket } from 'node:dgram';
import type { Address, ErrorName, Result } from '../../src/provider.js';
import { attempt, DONE } from './errors.js';
import type { Bound } from './local.js';
import { closeUdp, openUdp } from './udp.js';

type Nothing = Readonly<Record<never, never>>;

/** The groups that one SPI socket has joined, and what arrives from them. */
export interface Ears {
  /**
   * IP_ADD_MEMBERSHIP, and a receiving socket for the group.
   *
   * @param joinedAlready - What to say where this very socket is a member of the group already.
   */
  join(socket: Bound, group: Address, joinedAlready: ErrorName): Promise<Result<Nothing>>;
  close(): Promise<void>;
}

/**
 * No ears yet. `heard` is told of each datagram and of the name of the socket that sent it.
 *
 * An SPI socket has an address of its own (USING-11), while the datagrams of a group go to a port that all members
 * share; one UDP socket cannot be bound to both. So the bound one, which sends, holds the memberships, and beside it
 * there is one socket for each group, bound to that group and shared port. Linux gives a socket which is bound to a
 * group the datagrams of that group alone, and does so as soon as any socket of the host is a member
 * (IP_MULTICAST_ALL, which dgram cannot set). Hence there is no such socket before the join, and none where the join
 * fails: whoever has not joined has nothing to hear with.
 */
export function ears(heard: (data: string, sender: Pick<Address, 'host' | 'port'>) => void): Ears {
  const open: Socket[] = [];
  let closed = false;

  return {
    async join({ udp, via }, group, joinedAlready) {
      const opened = await openUdp(group, true);
      if ('error' in opened) return opened;
      const ear = opened.ok;
      if (closed) {
        await closeUdp(ear);
        return { error: 'WSAENOTSOCK' };
      }
      const member = attempt(() => {
        udp.addMembership(group.host, via);
      });
      if ('error' in member) {
        await closeUdp(ear);
        return member.error === 'WSAEADDRINUSE' ? { error: joinedAlready } : member;
      }
      ear.on('message', (data, { address, port }) => {
        heard(data.toString(), { host: address, port });
      });
      open.push(ear);
      return DONE;
    },
    async close() {
      closed = true;
      await Promise.all(open.splice(0).map(closeUdp));
    },
  };
}
