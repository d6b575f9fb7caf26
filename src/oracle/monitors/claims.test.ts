import { XP1 } from '../../spi/index.js';
import type { Capabilities, Header } from '../../trace/index.js';
import { examine } from '../testing/examine.js';
import { ENTRY, EVERYTHING } from '../testing/story.js';
import { claims } from './claims.js';

const nothingHappens = (): void => undefined;

function claiming(changes: Partial<Capabilities>): Partial<Header> {
  return { capabilities: { ...EVERYTHING, ...changes } };
}

function entries(...kept: readonly number[]): Capabilities['entries'] {
  return EVERYTHING.entries.filter(({ id }) => kept.includes(id));
}

function odd(serviceFlags: number): Capabilities['entries'][number] {
  return { id: 9, name: 'odd', serviceFlags, addressFamily: 2 };
}

const { rooted, sideways, nonrooted, plain } = ENTRY;
const noMulticast = EVERYTHING.features.filter((it) => it !== 'ip-multicast');

examine(claims, [
  {
    what: 'a rooted control plane, and no way into it',
    clause: 'JOIN-2.1',
    header: claiming({ schemes: ['nonrooted'] }),
    breaks: nothingHappens,
    near: claiming({ schemes: ['nonrooted', 'invite'] }),
    fits: nothingHappens,
  },
  {
    what: 'a rooted control plane, where something is claimed at all',
    clause: 'JOIN-2.1',
    header: claiming({ schemes: ['nonrooted'] }),
    breaks: nothingHappens,
    near: claiming({ schemes: [] }),
    fits: nothingHappens,
  },
  {
    what: 'a control plane bit on an entry without multipoint support',
    clause: 'INFO-1',
    header: claiming({ entries: [...EVERYTHING.entries, odd(XP1.MULTIPOINT_CONTROL_PLANE)] }),
    breaks: nothingHappens,
    near: claiming({
      entries: [...EVERYTHING.entries, odd(XP1.MULTIPOINT_CONTROL_PLANE | XP1.SUPPORT_MULTIPOINT)],
    }),
    fits: nothingHappens,
  },
  {
    what: 'a data plane bit on an entry without multipoint support',
    clause: 'INFO-1',
    header: claiming({ entries: [...EVERYTHING.entries, odd(XP1.MULTIPOINT_DATA_PLANE | XP1.CONNECTIONLESS)] }),
    breaks: nothingHappens,
    near: claiming({ entries: [...EVERYTHING.entries, odd(XP1.CONNECTIONLESS)] }),
    fits: nothingHappens,
  },
  {
    what: 'nonrooted joins, and no entry for them',
    clause: 'INFO-1',
    header: claiming({ entries: entries(rooted, sideways, plain), features: noMulticast }),
    breaks: nothingHappens,
    near: claiming({ entries: entries(rooted, sideways, plain), features: noMulticast, schemes: ['invite', 'admit'] }),
    fits: nothingHappens,
  },
  {
    what: 'invitations, and no entry for them',
    clause: 'INFO-1',
    header: claiming({ entries: entries(nonrooted), schemes: ['invite', 'nonrooted'], dataPlanes: ['nonrooted-data'] }),
    breaks: nothingHappens,
    near: claiming({ entries: entries(nonrooted), schemes: ['nonrooted'], dataPlanes: ['nonrooted-data'] }),
    fits: nothingHappens,
  },
  {
    what: 'a rooted data plane, and no entries at all',
    clause: 'INFO-1',
    header: claiming({ entries: [], schemes: [], dataPlanes: ['rooted-data'], features: [] }),
    breaks: nothingHappens,
    near: claiming({ entries: [], schemes: [], dataPlanes: [], features: [] }),
    fits: nothingHappens,
  },
  {
    what: 'both data planes, and one entry between them',
    clause: 'INFO-2',
    header: claiming({ entries: entries(sideways, nonrooted) }),
    breaks: nothingHappens,
    near: claiming({ entries: entries(sideways, nonrooted), dataPlanes: ['nonrooted-data'] }),
    fits: nothingHappens,
  },
  {
    what: 'IP multicast, on an entry whose data plane is rooted',
    clause: 'IPMC-1',
    header: claiming({
      entries: [...entries(rooted, sideways), odd(XP1.SUPPORT_MULTIPOINT | XP1.MULTIPOINT_DATA_PLANE)],
    }),
    breaks: nothingHappens,
    near: claiming({ entries: [...entries(rooted, sideways), odd(XP1.SUPPORT_MULTIPOINT)] }),
    fits: nothingHappens,
  },
  {
    what: 'IP multicast, on an entry whose control plane is rooted',
    clause: 'IPMC-1',
    header: claiming({ entries: entries(rooted, sideways), schemes: ['admit'] }),
    breaks: nothingHappens,
    near: claiming({ entries: entries(rooted, sideways), schemes: ['admit'], features: noMulticast }),
    fits: nothingHappens,
  },
]);
