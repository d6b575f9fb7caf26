import { controlPlane, dataPlane, XP1, type ProtocolEntry } from '../../spi/index.js';
import type { Capabilities } from '../../trace/index.js';
import { finding, NONE, type Monitor } from '../monitor.js';
import type { Finding } from '../types.js';

/** JOIN-2.1, INFO-1, INFO-2, IPMC-1: what a provider says of itself, before any call. */
export const claims: Monitor = {
  name: 'claims',
  clauses: ['JOIN-2.1', 'INFO-1', 'INFO-2', 'IPMC-1'],
  header: ({ capabilities }) => [
    ...rootedWays(capabilities),
    ...bits(capabilities),
    ...planes(capabilities),
    ...multicast(capabilities),
  ],
};

function rootedWays({ entries, schemes }: Capabilities): readonly Finding[] {
  // Who claims nothing is certified for nothing; only a claim can be false.
  if (schemes.length === 0) return NONE;
  const rooted = entries.find((entry) => controlPlane(entry) === 'rooted');
  if (rooted === undefined || schemes.includes('invite') || schemes.includes('admit')) return NONE;
  return finding(
    'JOIN-2.1',
    `the rooted control plane of "${rooted.name}" to offer at least one of the two ways in: invite, admit`,
    `only ${schemes.join(', ')} claimed`,
  );
}

function bits({ entries, schemes }: Capabilities): readonly Finding[] {
  const found: Finding[] = [];
  for (const entry of entries) {
    const planeBits = entry.serviceFlags & (XP1.MULTIPOINT_CONTROL_PLANE | XP1.MULTIPOINT_DATA_PLANE);
    if (planeBits === 0 || (entry.serviceFlags & XP1.SUPPORT_MULTIPOINT) !== 0) continue;
    found.push(
      ...finding(
        'INFO-1',
        'plane bits only beside XP1_SUPPORT_MULTIPOINT',
        `"${entry.name}" has 0x${planeBits.toString(16)} without it`,
      ),
    );
  }
  for (const scheme of schemes) {
    const plane = scheme === 'nonrooted' ? 'nonrooted' : 'rooted';
    if (entries.some((entry) => controlPlane(entry) === plane)) continue;
    found.push(
      ...finding(
        'INFO-1',
        `an entry with a ${plane} control plane, as "${scheme}" is claimed`,
        `none among ${names(entries)}`,
      ),
    );
  }
  return found;
}

function planes({ entries, dataPlanes }: Capabilities): readonly Finding[] {
  return dataPlanes.flatMap((claimed) => {
    const plane = claimed === 'rooted-data' ? 'rooted' : 'nonrooted';
    if (entries.some((entry) => dataPlane(entry) === plane)) return NONE;
    const clause = dataPlanes.length > 1 ? 'INFO-2' : 'INFO-1';
    return finding(clause, `an entry of its own for ${claimed}, which is claimed`, `none among ${names(entries)}`);
  });
}

function multicast({ entries, features }: Capabilities): readonly Finding[] {
  if (!features.includes('ip-multicast')) return NONE;
  if (entries.some((entry) => controlPlane(entry) === 'nonrooted' && dataPlane(entry) === 'nonrooted')) return NONE;
  return finding('IPMC-1', 'an IP multicast entry that is nonrooted in both planes', `none among ${names(entries)}`);
}

function names(entries: readonly ProtocolEntry[]): string {
  return entries.map((entry) => `"${entry.name}"`).join(', ') || 'no entries';
}
