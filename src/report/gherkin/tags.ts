import { controlPlane, dataPlane, sameAddress, SIO, type Address } from '../../spi/index.js';
import type { CallEvent, Header } from '../../trace/index.js';

/** The claims without which what these calls do means nothing: tags of their scenario. */
export function claimsOf(header: Header, calls: readonly CallEvent[]): readonly string[] {
  const claims = new Set(calls.flatMap((call) => claimsOfCall(header, call)));
  return [...claims];
}

function claimsOfCall({ capabilities, session, noSession, unreachable }: Header, call: CallEvent): readonly string[] {
  const is = (name: Address | null, address: Address | undefined): boolean =>
    name !== null && address !== undefined && sameAddress(name, address);
  switch (call.verb) {
    case 'socket': {
      const entry = capabilities.entries.find(({ id }) => id === call.args.entry);
      const planes = entry === undefined || controlPlane(entry) === 'none' ? [] : [`${dataPlane(entry)}-data`];
      const plain = (call.args.flags & ~1) === 0 ? ['plain-sockets'] : [];
      return [...(plain.length > 0 ? plain : planes), ...(call.args.blocking ? ['blocking'] : [])];
    }
    case 'joinLeaf': {
      const { name, callerData } = call.args;
      return [
        ...(is(name, session) ? ['nonrooted'] : []),
        ...(is(name, noSession) ? ['missing-session'] : []),
        ...(is(name, unreachable) ? ['unreachable'] : []),
        ...(callerData === undefined ? [] : ['caller-data']),
      ];
    }
    case 'accept': {
      const { condition } = call.args;
      if (condition === undefined) return [];
      return condition.calleeData === undefined ? ['condition'] : ['condition', 'caller-data'];
    }
    case 'shutdown':
      return ['shutdown'];
    case 'ioctl':
      return call.args.code === SIO.MULTICAST_SCOPE ? ['scope'] : ['loopback'];
    case 'addMembership':
      return ['ip-multicast'];
    case 'memberships':
      return ['memberships'];
    case 'enumNetworkEvents':
      return ['event-records'];
    case 'calleeData':
      return ['caller-data'];
    default:
      return [];
  }
}
