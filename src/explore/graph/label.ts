import type { ErrorName, FdName } from '../../spi/index.js';
import { leafName, type Scope } from './scope.js';

/** What the suite can call in a scope. */
export type Call =
  | 'invite'
  | 'ask'
  | 'join'
  | 'again'
  | 'accept'
  | 'reject'
  | 'defer'
  | 'cancel'
  | 'leave'
  | 'drop'
  | 'deafen'
  | 'closeRoot';

/** A socket in a scope: the root's own, a leaf's own, the root's descriptor for a leaf, what WSPAccept gave a leaf. */
export type Place = 'root' | 'own' | 'link' | 'member';

/** A call of the suite together with what it returns: one edge, as nothing is between the two. */
export interface CallLabel {
  readonly by: 'suite';
  readonly call: Call;
  /** Who calls, or for whom the root calls; undefined where the root calls WSPAccept, or closes. */
  readonly leaf?: number;
  readonly outcome: 'ok' | ErrorName;
  /** The leaf whose request a WSPAccept of the root met. */
  readonly met?: number;
}

/** An indication. */
export interface EventLabel {
  readonly by: 'provider';
  readonly on: Place;
  /** Whose socket, or for whom; for FD_CONNECT on the root: the leaf whose invitation is pending, if any is. */
  readonly leaf?: number;
  readonly event: FdName;
  readonly error: ErrorName;
}

/** All is quiet. */
export interface QuietLabel {
  readonly by: 'quiet';
}

/** What an edge of the graph stands for. */
export type Label = CallLabel | EventLabel | QuietLabel;

const CALLS: Readonly<Record<Call, (leaf: string) => string>> = {
  invite: (leaf) => `the root invites ${leaf}`,
  ask: (leaf) => `${leaf} asks the root`,
  join: (leaf) => `${leaf} joins`,
  again: (leaf) => `WSPJoinLeaf once more for ${leaf}`,
  accept: (who) => `${who} accepts`,
  reject: (who) => `${who} rejects`,
  defer: (who) => `${who} defers`,
  cancel: (leaf) => `the join of ${leaf} is cancelled`,
  leave: (leaf) => `${leaf} closes`,
  drop: (leaf) => `the root closes its descriptor for ${leaf}`,
  deafen: (leaf) => `${leaf} closes its listening socket`,
  closeRoot: () => 'the root closes',
};

/** A label in a few words. */
export function describeLabel(scope: Pick<Scope, 'scheme'>, label: Label): string {
  const name = (leaf: number | undefined): string => (leaf === undefined ? 'the root' : leafName(scope, leaf));
  if (label.by === 'quiet') return 'all is quiet';
  if (label.by === 'suite') {
    const met = label.met === undefined ? '' : ` (the request of ${name(label.met)})`;
    return `${CALLS[label.call](name(label.leaf))}: ${label.outcome}${met}`;
  }
  const socket = {
    root: 'the root',
    own: name(label.leaf),
    link: `the root's descriptor for ${name(label.leaf)}`,
    member: `${name(label.leaf)}'s socket in the session`,
  }[label.on];
  return `${label.event} (${label.error}) on ${socket}`;
}
