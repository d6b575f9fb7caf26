/** The flags of WSPSocket that this kit uses, with their bits in winsock2.h. */
export const WSA_FLAG = {
  OVERLAPPED: 0x01,
  MULTIPOINT_C_ROOT: 0x02,
  MULTIPOINT_C_LEAF: 0x04,
  MULTIPOINT_D_ROOT: 0x08,
  MULTIPOINT_D_LEAF: 0x10,
} as const;

/** What WSPJoinLeaf's dwFlags says of the joining socket. */
export const JL = { SENDER_ONLY: 0x01, RECEIVER_ONLY: 0x02, BOTH: 0x04 } as const;

/** What WSPShutdown's `how` says. */
export const SD = { RECEIVE: 0, SEND: 1, BOTH: 2 } as const;

/** The ioctls of multipoint sockets. */
export const SIO = { MULTIPOINT_LOOPBACK: 0x88000009, MULTICAST_SCOPE: 0x8800000a } as const;

/** A socket's role in the control plane; `plain` for one made without multipoint flags. */
export type ControlRole = 'c_root' | 'c_leaf' | 'plain';

/** A socket's role in the data plane; `none` for one made without multipoint flags. */
export type DataRole = 'd_root' | 'd_leaf' | 'none';

/** Both roles of one socket (JOIN-1.1, JOIN-1.2). */
export interface Roles {
  readonly control: ControlRole;
  readonly data: DataRole;
}

/** The flags that ask WSPSocket for a socket with these roles. */
export function flagsOf({ control, data }: Roles): number {
  const c = control === 'c_root' ? WSA_FLAG.MULTIPOINT_C_ROOT : control === 'c_leaf' ? WSA_FLAG.MULTIPOINT_C_LEAF : 0;
  const d = data === 'd_root' ? WSA_FLAG.MULTIPOINT_D_ROOT : data === 'd_leaf' ? WSA_FLAG.MULTIPOINT_D_LEAF : 0;
  return WSA_FLAG.OVERLAPPED | c | d;
}

/** The roles that flags ask for, or undefined where the combination is contradictory (FLAGS-4). */
export function rolesOf(flags: number): Roles | undefined {
  const cRoot = (flags & WSA_FLAG.MULTIPOINT_C_ROOT) !== 0;
  const cLeaf = (flags & WSA_FLAG.MULTIPOINT_C_LEAF) !== 0;
  const dRoot = (flags & WSA_FLAG.MULTIPOINT_D_ROOT) !== 0;
  const dLeaf = (flags & WSA_FLAG.MULTIPOINT_D_LEAF) !== 0;
  if (!cRoot && !cLeaf && !dRoot && !dLeaf) return { control: 'plain', data: 'none' };
  if (cRoot === cLeaf || dRoot === dLeaf) return undefined;
  return { control: cRoot ? 'c_root' : 'c_leaf', data: dRoot ? 'd_root' : 'd_leaf' };
}
