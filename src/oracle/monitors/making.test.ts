import { WSA_FLAG } from '../../spi/index.js';
import { examine } from '../testing/examine.js';
import { ENTRY, type Tell } from '../testing/story.js';
import { making } from './making.js';

const { MULTIPOINT_C_ROOT, MULTIPOINT_C_LEAF, MULTIPOINT_D_ROOT, MULTIPOINT_D_LEAF } = WSA_FLAG;

function made(entry: number, flags: number): Tell {
  return (s) => {
    s.call('root', 'socket', { entry, flags, blocking: false }).gives({ socket: s.fresh() });
  };
}

function refused(entry: number, flags: number): Tell {
  return (s) => {
    s.call('root', 'socket', { entry, flags, blocking: false }).fails('WSAEINVAL');
  };
}

examine(
  making,
  [
    {
      what: 'a c_root where all are c_leafs',
      clause: ['JOIN-4.1', 'FLAGS-1'],
      by: 'R4',
      breaks: made(ENTRY.nonrooted, MULTIPOINT_C_ROOT | MULTIPOINT_D_LEAF),
      fits: refused(ENTRY.nonrooted, MULTIPOINT_C_ROOT | MULTIPOINT_D_LEAF),
    },
    {
      what: 'a c_root without multipoint support',
      clause: ['FLAGS-1', 'FLAGS-2'],
      by: 'R4',
      breaks: made(ENTRY.plain, MULTIPOINT_C_ROOT | MULTIPOINT_D_LEAF),
      fits: refused(ENTRY.plain, MULTIPOINT_C_ROOT | MULTIPOINT_D_LEAF),
    },
    {
      what: 'a c_leaf without multipoint support',
      clause: 'FLAGS-2',
      by: 'R4',
      breaks: made(ENTRY.plain, MULTIPOINT_C_LEAF | MULTIPOINT_D_LEAF),
      fits: made(ENTRY.plain, 0),
    },
    {
      what: 'a d_root without a rooted data plane',
      clause: 'FLAGS-3',
      by: 'R4',
      breaks: made(ENTRY.sideways, MULTIPOINT_C_ROOT | MULTIPOINT_D_ROOT),
      fits: made(ENTRY.rooted, MULTIPOINT_C_ROOT | MULTIPOINT_D_ROOT),
    },
    {
      what: 'both control plane flags',
      clause: 'FLAGS-4',
      by: 'R4',
      breaks: made(ENTRY.rooted, MULTIPOINT_C_ROOT | MULTIPOINT_C_LEAF | MULTIPOINT_D_LEAF),
      fits: refused(ENTRY.rooted, MULTIPOINT_C_ROOT | MULTIPOINT_C_LEAF | MULTIPOINT_D_LEAF),
    },
    {
      what: 'a flag for one plane alone',
      clause: 'FLAGS-4',
      by: 'R4',
      breaks: made(ENTRY.sideways, MULTIPOINT_C_LEAF),
      fits: made(ENTRY.sideways, MULTIPOINT_C_LEAF | MULTIPOINT_D_LEAF),
    },
    {
      what: 'no c_root that is the d_root',
      clause: 'JOIN-1.2',
      breaks: refused(ENTRY.rooted, MULTIPOINT_C_ROOT | MULTIPOINT_D_ROOT),
      fits: refused(ENTRY.rooted, MULTIPOINT_C_ROOT | MULTIPOINT_D_LEAF),
    },
    {
      what: 'no c_root that is a d_leaf, where there is no d_root',
      clause: 'JOIN-1.2',
      breaks: refused(ENTRY.sideways, MULTIPOINT_C_ROOT | MULTIPOINT_D_LEAF),
      fits: refused(ENTRY.plain, MULTIPOINT_C_ROOT | MULTIPOINT_D_LEAF),
    },
    {
      what: 'no c_leaf that is a d_leaf',
      clause: 'JOIN-1.2',
      breaks: refused(ENTRY.nonrooted, MULTIPOINT_C_LEAF | MULTIPOINT_D_LEAF),
      fits: refused(ENTRY.rooted, MULTIPOINT_C_LEAF | MULTIPOINT_D_ROOT),
    },
  ],
  {
    'a plain socket may be refused': refused(ENTRY.rooted, 0),
    'nothing is known of an entry that is not in the catalogue': made(77, MULTIPOINT_C_ROOT | MULTIPOINT_C_LEAF),
    'a second d_root is nobody’s business': made(ENTRY.rooted, MULTIPOINT_C_LEAF | MULTIPOINT_D_ROOT),
  },
);
