import type { ErrorName, Failed } from '../../src/provider.js';

/** What the system calls below node:net can say, in Winsock's words. */
const BY_CODE: Readonly<Record<string, ErrorName>> = {
  EACCES: 'WSAEACCES',
  EPERM: 'WSAEACCES',
  EADDRINUSE: 'WSAEADDRINUSE',
  EADDRNOTAVAIL: 'WSAEADDRNOTAVAIL',
  ECONNABORTED: 'WSAECONNABORTED',
  ECONNREFUSED: 'WSAECONNREFUSED',
  ECONNRESET: 'WSAECONNRESET',
  EPIPE: 'WSAECONNRESET',
  EMFILE: 'WSAEMFILE',
  ENFILE: 'WSAEMFILE',
  ENETDOWN: 'WSAENETDOWN',
  ENETUNREACH: 'WSAENETUNREACH',
  // The article on WSPJoinLeaf names no code for a host that does not answer ARP: its network cannot be reached then.
  EHOSTUNREACH: 'WSAENETUNREACH',
  EHOSTDOWN: 'WSAENETUNREACH',
  ENOBUFS: 'WSAENOBUFS',
  ENOMEM: 'WSAENOBUFS',
  ETIMEDOUT: 'WSAETIMEDOUT',
};

/** Why a system call failed; undefined where that has no counterpart. */
export function errorNameOf(reason: unknown): ErrorName | undefined {
  const code = reason instanceof Error && 'code' in reason ? reason.code : undefined;
  return typeof code === 'string' ? BY_CODE[code] : undefined;
}

/** The result of a call that failed. */
export function failed(error: ErrorName): Failed {
  return { error };
}

/** The result of a call that only has to say that it worked. */
export const DONE = { ok: {} } as const;
