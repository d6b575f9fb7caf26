import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';

/**
 * The IPv4 address that stands for a network interface.
 *
 * @param wanted - An interface's name or one of its addresses; the first external interface where it is not said, and
 *   the loopback interface on a host that has no other.
 * @returns undefined if this host has no such interface
 */
export function interfaceAddress(wanted?: string): string | undefined {
  const all = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.filter(({ family }) => family === 'IPv4').map(({ address, internal }) => ({ name, address, internal })),
  );
  if (wanted === undefined) return (all.find(({ internal }) => !internal) ?? all[0])?.address;
  return all.find(({ name, address }) => (isIPv4(wanted) ? address : name) === wanted)?.address;
}
