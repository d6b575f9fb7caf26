/** The bits of WSAPROTOCOL_INFO's dwServiceFlags1 that say what multipoint support there is. */
export const XP1 = {
  CONNECTIONLESS: 0x01,
  SUPPORT_MULTIPOINT: 0x400,
  MULTIPOINT_CONTROL_PLANE: 0x800,
  MULTIPOINT_DATA_PLANE: 0x1000,
} as const;

/** One row of the protocol catalogue: the part of WSAPROTOCOL_INFO that joining depends on. */
export interface ProtocolEntry {
  /** dwCatalogEntryId: what WSPSocket is given to choose this entry. */
  readonly id: number;
  /** szProtocol: the name that reports show. */
  readonly name: string;
  /** dwServiceFlags1: XP1_ bits. */
  readonly serviceFlags: number;
  /** iAddressFamily. */
  readonly addressFamily: number;
}

/** How a plane is organised, or that the entry has no multipoint support at all. */
export type Plane = 'rooted' | 'nonrooted' | 'none';

/** The control plane of an entry (INFO-1). */
export function controlPlane(entry: ProtocolEntry): Plane {
  return plane(entry, XP1.MULTIPOINT_CONTROL_PLANE);
}

/** The data plane of an entry (INFO-1). */
export function dataPlane(entry: ProtocolEntry): Plane {
  return plane(entry, XP1.MULTIPOINT_DATA_PLANE);
}

function plane(entry: ProtocolEntry, bit: number): Plane {
  if ((entry.serviceFlags & XP1.SUPPORT_MULTIPOINT) === 0) return 'none';
  return (entry.serviceFlags & bit) === 0 ? 'nonrooted' : 'rooted';
}
