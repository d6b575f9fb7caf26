import { isIPv4 } from 'node:net';
import { AF, type Address } from '../../src/provider.js';

/** Whether a text is an IPv4 multicast address. */
export function isGroup(host: string): boolean {
  if (!isIPv4(host)) return false;
  const first = Number(host.split('.')[0]);
  return first >= 224 && first <= 239;
}

/** What a case's session address is chosen from. */
export interface CaseMark {
  readonly seed: number;
  /** The host's address and the process: other runs on this host and on its network are to use other groups. */
  readonly via: string;
  readonly pid: number;
  /** The case's number in this process: what is still on its way from an earlier one is not heard in this one. */
  readonly turn: number;
}

/**
 * A session of a case's own, so that cases do not hear each other: a group out of the organisation-local scope
 * (239.192.0.0/14) and a port below those that systems give out themselves.
 */
export function sessionFor({ seed, via, pid, turn }: CaseMark): Address {
  const mark = `${via} ${pid} ${seed} ${turn}`;
  const group = hash(`group ${mark}`) & 0x3ffff;
  const port = 20_000 + (hash(`port ${mark}`) % 10_000);
  return { family: AF.INET, host: `239.${192 + (group >>> 16)}.${(group >>> 8) & 255}.${group & 255}`, port };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
