import type { Clause } from './types.js';

/** Which multipoint sockets can be made: the flags of WSPSocket. */
export const FLAGS = {
  'FLAGS-1': {
    article: 'FLAGS',
    paragraph: '1',
    level: 'extended',
    title: 'a c_root is made only where the control plane is rooted',
    summary: 'WSPSocket refuses WSA_FLAG_MULTIPOINT_C_ROOT on an entry that does not announce a rooted control plane.',
    applies: { anyOf: [{ schemes: ['nonrooted'] }, { plainEntry: true }] },
    evidence: ['return'],
    verified: { by: 'scenario', how: 'a c_root is asked for on every entry that has none' },
  },
  'FLAGS-2': {
    article: 'FLAGS',
    paragraph: '2',
    level: 'extended',
    title: 'a leaf socket is made only where multipoint is supported',
    summary: 'WSPSocket refuses the c_leaf and d_leaf flags on an entry without XP1_SUPPORT_MULTIPOINT.',
    applies: { plainEntry: true },
    evidence: ['return'],
    verified: { by: 'scenario', how: 'a c_leaf/d_leaf is asked for on an entry without multipoint support' },
  },
  'FLAGS-3': {
    article: 'FLAGS',
    paragraph: '3',
    level: 'extended',
    title: 'a d_root is made only where the data plane is rooted',
    summary: 'WSPSocket refuses WSA_FLAG_MULTIPOINT_D_ROOT on an entry that does not announce a rooted data plane.',
    applies: { anyOf: [{ dataPlane: 'nonrooted-data' }, { plainEntry: true }] },
    evidence: ['return'],
    verified: { by: 'scenario', how: 'a d_root is asked for on every entry that has none' },
  },
  'FLAGS-4': {
    article: 'FLAGS',
    paragraph: '4',
    level: 'extended',
    title: 'a multipoint socket has one role in each plane',
    summary: 'Flags that name two roles in a plane, or a role in one plane alone, make no socket.',
    applies: {},
    evidence: ['return'],
    verified: { by: 'scenario', how: 'every contradictory or partial combination of flags is tried' },
  },
} as const satisfies Record<`FLAGS-${number}`, Clause>;

/** What protocol entries say of their planes. */
export const INFO = {
  'INFO-1': {
    article: 'INFO',
    paragraph: '1',
    level: 'extended',
    title: 'the plane bits of a protocol entry mean what they say',
    summary:
      'XP1_MULTIPOINT_CONTROL_PLANE and XP1_MULTIPOINT_DATA_PLANE announce a rooted plane, agree with what is claimed, and stand only beside XP1_SUPPORT_MULTIPOINT.',
    applies: {},
    evidence: ['claims'],
    verified: { by: 'scenario', how: 'the bits of each entry are held against the claimed schemes and data planes' },
  },
  'INFO-2': {
    article: 'INFO',
    paragraph: '2',
    level: 'extended',
    title: 'two data planes take two protocol entries',
    summary: 'Whoever offers a rooted and a nonrooted data plane lists an entry for each of them.',
    applies: {},
    evidence: ['claims'],
    verified: { by: 'scenario', how: 'an entry is looked for behind each data plane that is claimed' },
  },
} as const satisfies Record<`INFO-${number}`, Clause>;
