import { controlPlane, dataPlane, XP1, type ProtocolEntry, type Report } from '../src/index.js';
import type { Facts } from './facts.js';
import { allowed, OK, socketsOf } from './wine-findings.js';

// Each piece of advice is given only where what has been found calls for it.

/** What the catalogue comes down to. */
export function promise({ capabilities, entries }: Facts): readonly string[] {
  const multipoint = capabilities.entries.filter(({ serviceFlags }) => (serviceFlags & XP1.SUPPORT_MULTIPOINT) !== 0);
  const rooted = multipoint.filter((entry) => controlPlane(entry) === 'rooted' || dataPlane(entry) === 'rooted');
  const kind = rooted.length === 0 ? ', nonrooted in both planes' : '';
  const missing = multipoint.filter(({ id }) => entries.find((one) => one.id === id)?.sockets['plain'] !== OK);
  return [
    `So ${multipoint.map(({ name }) => name).join(', ') || 'nothing'} ${multipoint.length === 1 ? 'claims' : 'claim'} multipoint support${kind}.`,
    ...missing.map(({ name }) => `Of ${name} no socket can be made on this host, whose system has no such protocol.`),
  ];
}

/** What to do about WSAJoinLeaf. */
export function joinAdvice({ entries }: Facts): readonly string[] {
  const all = entries.flatMap(({ joinLeaf }) => Object.values(joinLeaf)).filter((answer) => answer !== 'no socket');
  if (!all.every((answer) => answer === 'fails and sets no error')) return [];
  return [
    'It is a stub: it returns INVALID_SOCKET whatever it is given, and leaves the last error as it was, so that an',
    'application which asks WSAGetLastError hears of something that happened before. Two steps would help, the first of',
    'them small:',
    '',
    '1. As long as there is no join, fail with WSAEOPNOTSUPP, and take XP1_SUPPORT_MULTIPOINT out of the catalogue.',
    '2. For c_leaf/d_leaf sockets on UDP, join: check the name (WSAEFAULT for a null pointer or a length too short,',
    '   WSAEAFNOSUPPORT for another family, WSAEADDRNOTAVAIL for what is no group or has port 0), answer WSAEISCONN if the',
    '   socket has joined already, bind an unbound socket, do IP_ADD_MEMBERSHIP unless dwFlags is JL_SENDER_ONLY, record',
    '   FD_CONNECT with error 0 on the socket, and return the descriptor that was given. What is sent then goes to the',
    '   group. Closing the socket leaves it.',
  ];
}

/** What to do about the flags. */
export function flagAdvice(facts: Facts, entries: readonly ProtocolEntry[]): readonly string[] {
  const wrong = entries.flatMap((entry) =>
    Object.entries(socketsOf(facts, entry.id)).filter(([it, answer]) => answer === OK && !allowed(it, entry)),
  );
  if (wrong.length === 0) return [];
  return [
    `${wrong.length} combinations make a socket and should not, contradictory ones included: the four flags are not looked`,
    "at, neither against each other nor against the entry's bits. A check at the start of WSASocket, after the entry is known, would be enough (FLAGS-1 to",
    'FLAGS-4, JOIN-4.1, IPMC-1).',
  ];
}

/** What to do about the options and the ioctls. */
export function ioctlAdvice({ entries }: Facts): readonly string[] {
  const refused = entries.some(({ ioctl }) => Object.values(ioctl ?? {}).includes('WSAEOPNOTSUPP'));
  const inUse = entries.some(({ membership }) => membership?.['ADD_MEMBERSHIP again'] === 'WSAEADDRINUSE');
  return [
    ...(inUse
      ? [
          'A second IP_ADD_MEMBERSHIP for the same group and interface gives the error that Unix has for it, EADDRINUSE,',
          'translated by its name; Windows documents WSAEADDRNOTAVAIL.',
          '',
        ]
      : []),
    ...(refused
      ? [
          'Both ioctls are refused with WSAEOPNOTSUPP, though they could be had from what is there: SIO_MULTICAST_SCOPE is',
          'IP_MULTICAST_TTL (IPV6_MULTICAST_HOPS), and SIO_MULTIPOINT_LOOPBACK is IP_MULTICAST_LOOP, with one difference. On Windows it is the receiver that says whether',
          'it hears itself, on Unix the sender whether its host hears it (IPMC-4).',
        ]
      : []),
  ];
}

/** Which service providers of its own there are to be driven. */
export function providers({ WSPStartup, system, mswsock }: Facts): readonly string[] {
  const exported = Object.entries(WSPStartup).flatMap(([dll, answer]) => (answer === 'exported' ? [`\`${dll}\``] : []));
  if (exported.length === 0)
    return [`No DLL of ${system}'s own exports WSPStartup: \`--spi\` has no base provider to drive.`];
  return [
    `${exported.join(' and ')} exports WSPStartup.`,
    ...(mswsock === undefined
      ? []
      : [
          `To start \`mswsock.dll\` by it ends so: "${mswsock}".`,
          'So there is no base provider for `--spi` to drive. DLLs of others can be driven, as the sample provider shows.',
        ]),
  ];
}

/** What could not be found out. */
export function unknown({ clauses }: Report): readonly string[] {
  const ids = Object.entries(clauses).flatMap(([id, verdict]) => (verdict === 'inconclusive' ? [id] : []));
  if (ids.length === 0) return [];
  return [
    `Of ${ids.length} more clauses nothing is known, for each of their cases ends where WSAJoinLeaf fails: ${ids.join(', ')}.`,
  ];
}
