/** The network events of WSPEventSelect, with their bits in winsock2.h. */
export const FD = {
  FD_READ: 0x01,
  FD_WRITE: 0x02,
  FD_OOB: 0x04,
  FD_ACCEPT: 0x08,
  FD_CONNECT: 0x10,
  FD_CLOSE: 0x20,
  FD_QOS: 0x40,
  FD_GROUP_QOS: 0x80,
  FD_ROUTING_INTERFACE_CHANGE: 0x100,
  FD_ADDRESS_LIST_CHANGE: 0x200,
} as const;

/** The name of a network event. */
export type FdName = keyof typeof FD;

/** All names, in the order of their bits. */
export const FD_NAMES: readonly FdName[] = [
  'FD_READ',
  'FD_WRITE',
  'FD_OOB',
  'FD_ACCEPT',
  'FD_CONNECT',
  'FD_CLOSE',
  'FD_QOS',
  'FD_GROUP_QOS',
  'FD_ROUTING_INTERFACE_CHANGE',
  'FD_ADDRESS_LIST_CHANGE',
];

/** The events that a mask nominates, in the order of their bits. */
export function namesOf(mask: number): readonly FdName[] {
  return FD_NAMES.filter((name) => (mask & FD[name]) !== 0);
}

/** The mask that nominates the given events. */
export function maskOf(names: readonly FdName[]): number {
  return names.reduce((mask, name) => mask | FD[name], 0);
}
