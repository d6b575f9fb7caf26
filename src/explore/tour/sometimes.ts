import type { ClauseId } from '../../clauses/index.js';
import type { Call, Graph, Label, Place } from '../graph/index.js';
import type { Way } from '../plan.js';
import type { Tour } from './tour.js';

/** Something that has to be possible: a clause speaks of it, and if it never comes about, nothing was shown of that. */
export interface Possibility {
  readonly clause: ClauseId;
  /** In a few words. */
  readonly what: string;
  /** Whether a tour has brought it about. */
  readonly seen: boolean;
}

type Step = (label: Label, ways: readonly Way[]) => boolean;

interface Fact {
  readonly clause: ClauseId;
  readonly what: string;
  readonly is: Step;
  /** Only where this has gone before, for the same leaf where both are about one, and not all was quiet since. */
  readonly after?: Step;
}

const call =
  (name: Call, outcome: string, ...of: readonly Way[]): Step =>
  (label, ways) =>
    label.by === 'suite' &&
    label.call === name &&
    label.outcome === outcome &&
    (of.length === 0 || of.some((way) => label.leaf !== undefined && ways[label.leaf] === way));

const told =
  (on: Place, event: string, error: string | undefined, way?: Way): Step =>
  (label, ways) =>
    label.by === 'provider' &&
    label.on === on &&
    label.event === event &&
    (error === undefined ? label.error !== 'NO_ERROR' : label.error === error) &&
    (way === undefined || (label.leaf !== undefined && ways[label.leaf] === way));

/** What has to be possible, as far as an edge of the map shows it. */
const FACTS: readonly Fact[] = [
  { clause: 'JOIN-2.4', what: 'an invitation is indicated', is: told('own', 'FD_ACCEPT', 'NO_ERROR', 'invited') },
  { clause: 'JOIN-2.6', what: 'an invitation succeeds', is: told('root', 'FD_CONNECT', 'NO_ERROR') },
  { clause: 'USING-9', what: 'an invitation is refused', is: told('root', 'FD_CONNECT', 'WSAECONNREFUSED') },
  { clause: 'JOIN-3.4', what: 'a request is indicated', is: told('root', 'FD_ACCEPT', 'NO_ERROR') },
  { clause: 'JOIN-3.6', what: 'a request succeeds', is: told('own', 'FD_CONNECT', 'NO_ERROR', 'asking') },
  { clause: 'USING-10', what: 'a request is refused', is: told('own', 'FD_CONNECT', 'WSAECONNREFUSED', 'asking') },
  { clause: 'JOIN-4.3', what: 'a nonrooted join succeeds', is: told('own', 'FD_CONNECT', 'NO_ERROR', 'joining') },
  { clause: 'USING-7', what: 'WSPJoinLeaf answers WSAEALREADY', is: call('again', 'WSAEALREADY') },
  { clause: 'USING-8', what: 'WSPJoinLeaf answers WSAEISCONN', is: call('again', 'WSAEISCONN', 'asking', 'joining') },
  { clause: 'ACCEPT-5', what: 'a request is deferred', is: call('defer', 'WSATRY_AGAIN') },
  { clause: 'USING-13', what: 'the root is told that a leaf has left', is: told('link', 'FD_CLOSE', 'NO_ERROR') },
  { clause: 'USING-17', what: 'a member is told of the end', is: told('member', 'FD_CLOSE', 'NO_ERROR') },
  { clause: 'DIFF-2', what: 'an admitted leaf is told of the end', is: told('own', 'FD_CLOSE', 'NO_ERROR', 'asking') },
  {
    ...{ clause: 'ACCEPT-6', what: 'an acceptance crosses the calling off of its invitation' },
    ...{ is: call('accept', 'ok'), after: call('cancel', 'ok') },
  },
  {
    ...{ clause: 'TAXONOMY-1', what: 'a leaf learns that it was admitted after the root has closed' },
    ...{ is: told('own', 'FD_CONNECT', 'NO_ERROR', 'asking'), after: call('closeRoot', 'ok') },
  },
  {
    ...{ clause: 'USING-17', what: 'a request fails as the root has closed' },
    ...{ is: told('own', 'FD_CONNECT', undefined, 'asking'), after: call('closeRoot', 'ok') },
  },
  {
    ...{ clause: 'USING-16', what: 'the root invites while a request waits' },
    ...{ is: call('invite', 'ok'), after: call('ask', 'ok') },
  },
];

/** What has to be possible on the map of a tour, and whether it has come about. */
export function possibilities({ graph, taken }: Pick<Tour, 'graph' | 'taken'>): readonly Possibility[] {
  return FACTS.flatMap(({ clause, what, is, after }): readonly Possibility[] => {
    const edges = edgesOf(graph, is, after);
    // Where the map has no such edge, it is not what the tour is about.
    return edges.length === 0 ? [] : [{ clause, what, seen: edges.some((edge) => taken[edge] === 1) }];
  });
}

function edgesOf(graph: Graph, is: Step, after: Step | undefined): readonly number[] {
  const { ways } = graph.scope;
  const labels = graph.labels.map((label) => ({ leaf: leafIn(label), is: is(label, ways) }));
  const about = [...graph.label.entries()].filter(
    ([edge, label]) => labels[label]?.is === true && !graph.isError(graph.to[edge] ?? 0),
  );
  if (after === undefined) return about.map(([edge]) => edge);
  const from = fromOf(graph);
  // Whoever calls off and whoever accepts has to be the same; a root that closes closes for everybody.
  return [undefined, ...ways.keys()].flatMap((leaf) => {
    const reached = reachedAfter(graph, (label) => after(label, ways) && leafIn(label) === leaf);
    return about.flatMap(([edge, label]) => {
      const other = labels[label]?.leaf;
      const same = leaf === undefined || other === leaf || ways[other ?? -1] !== ways[leaf];
      return same && reached[from[edge] ?? 0] === 1 ? [edge] : [];
    });
  });
}

function leafIn(label: Label): number | undefined {
  return label.by === 'quiet' ? undefined : label.leaf;
}

function fromOf({ first, states, transitions }: Graph): Uint32Array {
  const from = new Uint32Array(transitions);
  for (let state = 0; state < states; state += 1) from.fill(state, first[state], first[state + 1]);
  return from;
}

/** The states in which something has happened, and not all has been quiet since. */
function reachedAfter(graph: Graph, happened: (label: Label) => boolean): Uint8Array {
  const { first, to, label, labels } = graph;
  const reached = new Uint8Array(first.length);
  const starts = labels.map(happened);
  const queue: number[] = [];
  const reach = (state: number): void => {
    if (reached[state] === 1 || graph.isError(state)) return;
    reached[state] = 1;
    queue.push(state);
  };
  for (const [edge, target] of to.entries()) if (starts[label[edge] ?? 0] === true) reach(target);
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    const end = first[state + 1] ?? 0;
    for (let edge = first[state] ?? 0; edge < end; edge += 1) {
      if (labels[label[edge] ?? 0]?.by !== 'quiet') reach(to[edge] ?? 0);
    }
  }
  return reached;
}
