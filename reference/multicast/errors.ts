import type { ErrorName, Failed, Result } from '../../src/provider.js';

/** What the system calls below dgram can say, in Winsock's words. */
const BY_CODE: Readonly<Record<string, ErrorName>> = {
  EACCES: 'WSAEACCES',
  EPERM: 'WSAEACCES',
  EADDRINUSE: 'WSAEADDRINUSE',
  EADDRNOTAVAIL: 'WSAEADDRNOTAVAIL',
  EBADF: 'WSAENOTSOCK',
  // The local address that a membership was asked for belongs to no device.
  ENODEV: 'WSAEADDRNOTAVAIL',
  EHOSTUNREACH: 'WSAEHOSTUNREACH',
  EINVAL: 'WSAEINVAL',
  EMFILE: 'WSAEMFILE',
  ENFILE: 'WSAEMFILE',
  EMSGSIZE: 'WSAEMSGSIZE',
  ENETDOWN: 'WSAENETDOWN',
  ENETUNREACH: 'WSAENETUNREACH',
  // Past net.ipv4.igmp_max_memberships.
  ENOBUFS: 'WSAENOBUFS',
  ENOMEM: 'WSAENOBUFS',
  // The socket was closed while a send was queued.
  ECANCELED: 'WSAENOTSOCK',
  ERR_SOCKET_DGRAM_NOT_RUNNING: 'WSAENOTSOCK',
};

/**
 * A failed system call as a result. One that has no counterpart is thrown again: the suite then records a fault of this
 * provider instead of a verdict that rests on a guess.
 */
export function failureOf(reason: unknown): Failed {
  const code = reason instanceof Error && 'code' in reason ? reason.code : undefined;
  const error = typeof code === 'string' ? BY_CODE[code] : undefined;
  if (error === undefined) throw reason;
  return { error };
}

/** Makes a system call that throws when it fails. */
export function attempt<T>(call: () => T): Result<T> {
  try {
    return { ok: call() };
  } catch (reason) {
    return failureOf(reason);
  }
}

/** Success with nothing to give. */
export const DONE = { ok: {} } as const;
