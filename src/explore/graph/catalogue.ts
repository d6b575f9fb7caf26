import type { ErrorName, FdName } from '../../spi/index.js';
import type { Call, Label, Place } from './label.js';
import type { Scope } from './scope.js';

/**
 * What a kind of label reads and writes of a state, which its place in the tables follows from: a leaf alone, a leaf
 * together with the root, or all of it. A table that is compiled otherwise throws.
 */
export type Reach = 'leaf' | 'root' | 'all';

/** A kind of label: the same for every leaf. */
export interface Kind {
  readonly reach: Reach;
  /** The label for a leaf; the leaf is ignored where the reach is `all`. */
  of(leaf: number): Label;
}

type Outcome = 'ok' | ErrorName;

function call(reach: Reach, name: Call, ...outcomes: readonly Outcome[]): readonly Kind[] {
  return outcomes.map((outcome) => ({ reach, of: (leaf) => ({ by: 'suite', call: name, leaf, outcome }) }));
}

function meeting(name: Call, ...outcomes: readonly Outcome[]): readonly Kind[] {
  return outcomes.map((outcome) => ({ reach: 'root', of: (met) => ({ by: 'suite', call: name, outcome, met }) }));
}

function atRoot(name: Call, ...outcomes: readonly Outcome[]): readonly Kind[] {
  return outcomes.map((outcome) => ({ reach: 'all', of: () => ({ by: 'suite', call: name, outcome }) }));
}

function told(reach: Reach, on: Place, event: FdName, ...errors: readonly ErrorName[]): readonly Kind[] {
  return errors.map((error) => ({
    reach,
    of: (leaf) => ({ by: 'provider', on, ...(reach === 'all' ? {} : { leaf }), event, error }),
  }));
}

const OUTCOMES = ['NO_ERROR', 'WSAECONNREFUSED', 'WSAECONNRESET'] as const;

const INVITED: readonly Kind[] = [
  ...call('root', 'invite', 'ok', 'WSAECONNREFUSED', 'WSAEWOULDBLOCK'),
  ...call('root', 'again', 'WSAEALREADY', 'WSAEISCONN', 'ok'),
  ...call('leaf', 'accept', 'ok', 'WSAEWOULDBLOCK', 'WSAECONNRESET'),
  ...call('leaf', 'reject', 'WSAECONNREFUSED', 'WSAEWOULDBLOCK'),
  ...call('leaf', 'defer', 'WSATRY_AGAIN', 'WSAEWOULDBLOCK'),
  ...call('root', 'cancel', 'ok'),
  ...call('leaf', 'leave', 'ok'),
  ...call('leaf', 'drop', 'ok'),
  ...call('leaf', 'deafen', 'ok'),
  ...told('leaf', 'own', 'FD_ACCEPT', 'NO_ERROR'),
  ...told('root', 'root', 'FD_CONNECT', ...OUTCOMES),
  ...told('leaf', 'link', 'FD_CLOSE', 'NO_ERROR'),
  ...told('leaf', 'member', 'FD_CLOSE', 'NO_ERROR'),
];

const ASKING: readonly Kind[] = [
  ...call('root', 'ask', 'ok', 'WSAECONNREFUSED', 'WSAEWOULDBLOCK'),
  ...call('root', 'again', 'WSAEALREADY', 'WSAEISCONN', 'ok'),
  ...meeting('accept', 'ok', 'WSAECONNRESET'),
  ...meeting('reject', 'WSAECONNREFUSED'),
  ...meeting('defer', 'WSATRY_AGAIN'),
  ...call('root', 'cancel', 'ok'),
  ...call('leaf', 'leave', 'ok'),
  ...call('leaf', 'drop', 'ok'),
  ...told('leaf', 'own', 'FD_ACCEPT', 'NO_ERROR'),
  ...told('leaf', 'own', 'FD_CONNECT', ...OUTCOMES),
  ...told('leaf', 'own', 'FD_CLOSE', 'NO_ERROR'),
  ...told('leaf', 'link', 'FD_CLOSE', 'NO_ERROR'),
];

const JOINING: readonly Kind[] = [
  ...call('leaf', 'join', 'ok', 'WSAECONNREFUSED', 'WSAEWOULDBLOCK'),
  ...call('leaf', 'again', 'WSAEALREADY', 'WSAEISCONN', 'ok'),
  ...call('leaf', 'cancel', 'ok'),
  ...call('leaf', 'leave', 'ok'),
  ...told('leaf', 'own', 'FD_ACCEPT', 'NO_ERROR'),
  ...told('leaf', 'own', 'FD_CONNECT', ...OUTCOMES),
  ...told('leaf', 'own', 'FD_CLOSE', 'NO_ERROR'),
];

const ROOTED: readonly Kind[] = [
  ...told('all', 'root', 'FD_ACCEPT', 'NO_ERROR'),
  ...told('all', 'root', 'FD_CONNECT', 'NO_ERROR', 'WSAECONNREFUSED'),
  ...atRoot('closeRoot', 'ok'),
];

const ASKED: readonly Kind[] = [
  ...atRoot('accept', 'WSAEWOULDBLOCK', 'WSAECONNRESET'),
  ...atRoot('reject', 'WSAEWOULDBLOCK'),
  ...atRoot('defer', 'WSAEWOULDBLOCK'),
];

const QUIET: Kind = { reach: 'all', of: () => ({ by: 'quiet' }) };

/** All moves of a scope, those of people and those of the provider; what makes no sense in a state is left out there. */
export interface Catalogue {
  /** Kinds of labels that concern one leaf. */
  readonly kinds: readonly Kind[];
  /** Which kinds a leaf has: places in `kinds`. */
  readonly ofLeaf: readonly (readonly number[])[];
  /** Kinds that concern no leaf in particular; quiet is the last of them. */
  readonly common: readonly Kind[];
  /** Every label by its number: the common ones first, then those of each leaf in turn. */
  readonly labels: readonly Label[];
  /** The number of the label that says that all is quiet. */
  readonly quiet: number;
  /** The number of a leaf's label. */
  number(kind: number, leaf: number): number;
}

/** The catalogue of a scope. */
export function catalogueOf(scope: Scope): Catalogue {
  const groups = { invited: INVITED, asking: ASKING, joining: JOINING };
  const ways = (['invited', 'asking', 'joining'] as const).filter((way) => scope.ways.includes(way));
  const kinds = ways.flatMap((way) => groups[way]);
  const start = (way: (typeof ways)[number]): number =>
    ways.slice(0, ways.indexOf(way)).reduce((sum, it) => sum + groups[it].length, 0);
  const ofLeaf = scope.ways.map((way) => groups[way].map((_kind, at) => start(way) + at));
  const common = [
    ...(scope.scheme === 'nonrooted' ? [] : ROOTED),
    ...(scope.ways.includes('asking') ? ASKED : []),
    QUIET,
  ];
  const labels = [
    ...common.map((kind) => kind.of(0)),
    ...scope.ways.flatMap((_way, leaf) => kinds.map((kind) => kind.of(leaf))),
  ];
  return {
    kinds,
    ofLeaf,
    common,
    labels,
    quiet: common.length - 1,
    number: (kind, leaf) => common.length + leaf * kinds.length + kind,
  };
}
