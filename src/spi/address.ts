/** Address families, with their numbers in winsock2.h. */
export const AF = { UNSPEC: 0, INET: 2, IPX: 6, INET6: 23 } as const;

/** A transport address: what a SOCKADDR says, as plain data. Port 0 at bind means "choose one". */
export interface Address {
  readonly family: number;
  readonly host: string;
  readonly port: number;
}

/** Whether two addresses are the same. */
export function sameAddress(a: Address, b: Address): boolean {
  return a.family === b.family && a.host === b.host && a.port === b.port;
}

/** An address as people write it, for messages and as a key. */
export function addressText({ family, host, port }: Address): string {
  return family === AF.INET6 ? `[${host}]:${port}` : `${host}:${port}`;
}
