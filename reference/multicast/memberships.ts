import { existsSync, readFileSync } from 'node:fs';
import { endianness } from 'node:os';

/** Where Linux lists the groups that are joined, for the network namespace of whoever reads it. */
const IGMP = '/proc/net/igmp';

/**
 * Asks the system itself which groups are joined. The list is the whole host's: on several nodes of one host it is the
 * same one.
 *
 * @returns undefined where the system does not tell
 */
export function systemMemberships(file = IGMP): (() => readonly string[]) | undefined {
  if (!existsSync(file)) return undefined;
  return () => parseIgmp(readFileSync(file, 'latin1'));
}

/**
 * The groups in /proc/net/igmp, each once. A group's line is indented below its device's and begins with the address
 * as the machine holds it: eight hexadecimal digits, their bytes in reverse on a little-endian machine.
 */
export function parseIgmp(text: string, order: 'BE' | 'LE' = endianness()): readonly string[] {
  const groups = text.split('\n').flatMap((line) => {
    const digits = /^\s+([0-9A-F]{8})\s/.exec(line)?.[1];
    if (digits === undefined) return [];
    const bytes = [...Buffer.from(digits, 'hex')];
    return [(order === 'LE' ? bytes.reverse() : bytes).join('.')];
  });
  return [...new Set(groups)];
}
