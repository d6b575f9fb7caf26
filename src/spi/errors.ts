/**
 * The error codes that the articles name, and the others that a provider may give, with their numbers in winsock2.h.
 *
 * `NO_ERROR` stands among them because an indication carries it (`FD_CONNECT` with error 0) and because a broken
 * provider can fail and leave the last error unset, which a trace must be able to say.
 */
export const ERRORS = {
  NO_ERROR: 0,
  WSAEINTR: 10004,
  WSAEBADF: 10009,
  WSAEACCES: 10013,
  WSAEFAULT: 10014,
  WSAEINVAL: 10022,
  WSAEMFILE: 10024,
  WSAEWOULDBLOCK: 10035,
  WSAEINPROGRESS: 10036,
  WSAEALREADY: 10037,
  WSAENOTSOCK: 10038,
  WSAEDESTADDRREQ: 10039,
  WSAEMSGSIZE: 10040,
  WSAEPROTOTYPE: 10041,
  WSAENOPROTOOPT: 10042,
  WSAEPROTONOSUPPORT: 10043,
  WSAESOCKTNOSUPPORT: 10044,
  WSAEOPNOTSUPP: 10045,
  WSAEPFNOSUPPORT: 10046,
  WSAEAFNOSUPPORT: 10047,
  WSAEADDRINUSE: 10048,
  WSAEADDRNOTAVAIL: 10049,
  WSAENETDOWN: 10050,
  WSAENETUNREACH: 10051,
  WSAENETRESET: 10052,
  WSAECONNABORTED: 10053,
  WSAECONNRESET: 10054,
  WSAENOBUFS: 10055,
  WSAEISCONN: 10056,
  WSAENOTCONN: 10057,
  WSAESHUTDOWN: 10058,
  WSAETIMEDOUT: 10060,
  WSAECONNREFUSED: 10061,
  WSAEHOSTDOWN: 10064,
  WSAEHOSTUNREACH: 10065,
  WSASYSNOTREADY: 10091,
  WSANOTINITIALISED: 10093,
  WSAEDISCON: 10101,
  WSAECANCELLED: 10103,
  WSAEINVALIDPROVIDER: 10105,
  WSAEPROVIDERFAILEDINIT: 10106,
  WSASYSCALLFAILURE: 10107,
  WSAEREFUSED: 10112,
  WSATRY_AGAIN: 11002,
} as const;

/** The name of an error code, as winsock2.h spells it. */
export type ErrorName = keyof typeof ERRORS;

/** After one of these, WSPJoinLeaf may be called again on the same socket (USING-10). */
export const RETRYABLE: readonly ErrorName[] = ['WSAECONNREFUSED', 'WSAENETUNREACH', 'WSAETIMEDOUT'];

/** Whether a text is the name of an error code that the kit knows. */
export function isErrorName(text: string): text is ErrorName {
  return Object.hasOwn(ERRORS, text);
}
