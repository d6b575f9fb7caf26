import {
  controlPlane,
  DATA_PLANES,
  dataPlane,
  entryFor,
  FEATURES,
  SCHEMES,
  type Capabilities,
  type ProtocolEntry,
  type Roles,
} from '../src/index.js';
import { namesFor, partiesIn, type Party } from './parties.js';

/** Who takes part in a scenario, and on which protocol entry. */
export interface Plan {
  readonly nodes: readonly string[];
  /** The entry on which the session is; undefined where the scenario has none. */
  readonly entry?: ProtocolEntry;
  /** Where plain sockets are made. */
  readonly plainEntry?: ProtocolEntry;
}

/** A scenario that the provider does not claim to be about, with the reason. */
export interface NotApplicable {
  readonly notApplicable: string;
}

/** Chooses the entry and the nodes for a scenario from its Givens and its tags, or says why it does not apply. */
export function planFor(
  sentences: readonly string[],
  tags: readonly string[],
  capabilities: Capabilities,
): Plan | NotApplicable {
  const unclaimed = tags.find((tag) => isUnclaimed(tag, capabilities));
  if (unclaimed !== undefined) return { notApplicable: `the provider does not claim ${unclaimed}` };
  if (tags.includes('receiver-loopback') && capabilities.loopbackSide === 'sender') {
    return { notApplicable: 'the provider declares that loopback is set at the sender' };
  }

  const parties = sentences.flatMap(partiesIn);
  const nodes = nodesOf(parties);
  const most = capabilities.maxNodes ?? 9;
  if (nodes.length > most) {
    return { notApplicable: `it takes ${nodes.length} nodes, and the provider has at most ${most}` };
  }
  const plain = capabilities.entries.find((entry) => controlPlane(entry) === 'none') ?? capabilities.entries[0];
  const wanted = planesFor(parties, tags);
  if (wanted.length === 0) return { nodes, ...(plain === undefined ? {} : { plainEntry: plain }) };
  const [entry] = wanted.flatMap(([control, data]) => entryFor(capabilities.entries, control, data) ?? []);
  if (entry === undefined) {
    const [control, data] = wanted[0] ?? ['rooted', 'rooted'];
    return { notApplicable: `the provider has no entry with a ${control} control plane and a ${data} data plane` };
  }
  return { nodes, entry, ...(plain === undefined ? {} : { plainEntry: plain }) };
}

/** The roles of a party's sockets: those it names, or the most usual ones on the entry. */
export function rolesOn(entry: ProtocolEntry, { kind, roles }: Party): Roles {
  if (kind === 'plain') return { control: 'plain', data: 'none' };
  if (roles !== undefined) return roles;
  if (kind !== 'root') return { control: 'c_leaf', data: 'd_leaf' };
  return { control: 'c_root', data: dataPlane(entry) === 'rooted' ? 'd_root' : 'd_leaf' };
}

function isUnclaimed(tag: string, { schemes, dataPlanes, features }: Capabilities): boolean {
  const isOneOf = (list: readonly string[]): boolean => list.includes(tag);
  if (isOneOf(SCHEMES)) return !isOneOf(schemes);
  if (isOneOf(DATA_PLANES)) return !isOneOf(dataPlanes);
  return isOneOf(FEATURES) && !isOneOf(features);
}

// A socket of a scenario without people, which only asks what can be made, lives on the first member's node.
function nodesOf(parties: readonly Party[]): readonly string[] {
  const names: string[] = [];
  const nodes: string[] = [];
  for (const party of parties) {
    const more = namesFor(party, names);
    names.push(...more);
    if (party.nodeOf === undefined) nodes.push(...more);
  }
  return nodes.length === 0 ? ['member-1'] : nodes;
}

type Planes = readonly [control: 'rooted' | 'nonrooted', data: 'rooted' | 'nonrooted'];

// The planes that will do, the best first. A d_root is to be had in a rooted data plane alone, and a session in one has
// a d_root; where neither roles nor tags say which data plane it is, either will do.
function planesFor(parties: readonly Party[], tags: readonly string[]): readonly Planes[] {
  const multipoint = parties.filter(({ kind }) => kind !== 'plain');
  if (multipoint.length === 0) return [];
  const control = multipoint.some(({ kind }) => kind === 'member') ? 'nonrooted' : 'rooted';
  const roles = multipoint.flatMap((party) => party.roles ?? []);
  if (roles.some(({ data }) => data === 'd_root')) return [[control, 'rooted']];
  const rootless = control === 'nonrooted' || roles.some((it) => it.control === 'c_root');
  if (rootless || tags.includes('nonrooted-data')) return [[control, 'nonrooted']];
  if (tags.includes('rooted-data')) return [[control, 'rooted']];
  return [
    [control, 'rooted'],
    [control, 'nonrooted'],
  ];
}
