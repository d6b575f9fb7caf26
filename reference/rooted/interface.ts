import { isIPv4 } from 'node:net';
import { networkInterfaces, platform } from 'node:os';

/** A place on a network for the hosts of a case. */
export interface NetworkPlace {
  /** The address of the nth node of a case, counted from 0. */
  readonly addressOf: (n: number) => string;
  /** The network's broadcast address. */
  readonly broadcast: string;
}

/**
 * The place that an interface is, named by its name or one of its IPv4 addresses. All nodes of this process have its
 * address there. Without a name they have addresses of their own in the loopback network, where the system has it whole.
 *
 * @returns undefined if this machine has no such interface
 */
export function placeAt(wanted: string | undefined): NetworkPlace | undefined {
  if (wanted === undefined) return loopback();
  for (const [name, addresses = []] of Object.entries(networkInterfaces())) {
    for (const { family, address, netmask } of addresses) {
      if (family !== 'IPv4' || (isIPv4(wanted) ? address : name) !== wanted) continue;
      return { addressOf: () => address, broadcast: broadcastOf(address, netmask) };
    }
  }
  return undefined;
}

/** A process has a part of the loopback network to itself, as far as process ids go, so that ports do not collide. */
function loopback(): NetworkPlace {
  const whole = platform() === 'linux' || platform() === 'win32';
  const part = `127.${1 + ((process.pid >> 8) % 250)}.${process.pid % 256}`;
  return { addressOf: (n) => (whole ? `${part}.${(n % 250) + 1}` : '127.0.0.1'), broadcast: '127.255.255.255' };
}

function broadcastOf(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((byte, at) => Number(byte) | (~(mask[at] ?? 255) & 255))
    .join('.');
}
