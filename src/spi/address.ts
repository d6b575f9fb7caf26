/** Address families, with their numbers in winsock2.h. */
export const AF = { UNSPEC: 0, INET: 2, IPX: 6, INET6: 23 } as const;

/** A transport address: what a SOCKADDR says, as plain data. Port 0 at bind means "choose one". */
export interface Address {
  readonly family: number;
  readonly host: string;
  readonly port: number;
}

/** Whether a value of whatever kind is an address. */
export function isAddress(value: unknown): value is Address {
  if (typeof value !== 'object' || value === null || !('family' in value && 'host' in value && 'port' in value))
    return false;
  return typeof value.family === 'number' && typeof value.host === 'string' && typeof value.port === 'number';
}

/** Whether two addresses are the same. */
export function sameAddress(a: Address, b: Address): boolean {
  return a.family === b.family && a.host === b.host && a.port === b.port;
}

/** An address as people write it, for messages and as a key. */
export function addressText({ family, host, port }: Address): string {
  return family === AF.INET6 ? `[${host}]:${port}` : `${host}:${port}`;
}
