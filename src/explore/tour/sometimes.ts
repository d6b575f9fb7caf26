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
  const sound = soundEdges(graph);
  return FACTS.flatMap(({ clause, what, is, after }): readonly Possibility[] => {
    const edges = edgesOf(graph, sound, is, after);
    // Where the map has no such edge, it is not what the tour is about.
    return edges.length === 0 ? [] : [{ clause, what, seen: edges.some(({ edge }) => taken[edge] === 1) }];
  });
}

interface Edge {
  readonly edge: number;
  readonly from: number;
}

/** By label: the edges that break no clause. */
function soundEdges({ states, first, to, label, labels, errors }: Graph): readonly (readonly Edge[])[] {
  const sound = labels.map((): Edge[] => []);
  for (let from = 0; from < states; from += 1) {
    const end = first[from + 1] ?? 0;
    for (let edge = first[from] ?? 0; edge < end; edge += 1) {
      if (!errors.has(to[edge] ?? 0)) sound[label[edge] ?? 0]?.push({ edge, from });
    }
  }
  return sound;
}

function edgesOf(
  graph: Graph,
  sound: readonly (readonly Edge[])[],
  is: Step,
  after: Step | undefined,
): readonly Edge[] {
  const { labels, scope } = graph;
  const { ways } = scope;
  const about = labels.flatMap((label, number) => {
    const edges = is(label, ways) ? (sound[number] ?? []) : [];
    return edges.length === 0 ? [] : [{ leaf: leafIn(label), edges }];
  });
  if (after === undefined || about.length === 0) return about.flatMap(({ edges }) => edges);
  const pasts = pastsOf(graph, after);
  return about.flatMap(({ leaf, edges }) =>
    edges.filter(({ from }) => pasts.some((past) => isPast(past, from, leaf, ways))),
  );
}

/** Where something has happened that was about one leaf, or about nobody in particular: by state, 1. */
interface Past {
  readonly leaf: number | undefined;
  readonly reached: Uint8Array;
}

function pastsOf(graph: Graph, after: Step): readonly Past[] {
  const { labels, scope } = graph;
  return [undefined, ...scope.ways.keys()].flatMap((leaf) => {
    const starts = labels.map((label) => after(label, scope.ways) && leafIn(label) === leaf);
    return starts.includes(true) ? [{ leaf, reached: reachedAfter(graph, starts) }] : [];
  });
}

// Whoever calls off and whoever accepts has to be the same; a root that closes closes for everybody.
function isPast({ leaf, reached }: Past, state: number, other: number | undefined, ways: readonly Way[]): boolean {
  const same = leaf === undefined || other === leaf || ways[other ?? -1] !== ways[leaf];
  return same && reached[state] === 1;
}

function leafIn(label: Label): number | undefined {
  return label.by === 'quiet' ? undefined : label.leaf;
}

/** The states in which something has happened that certain labels stand for, and not all has been quiet since. */
function reachedAfter(graph: Graph, starts: readonly boolean[]): Uint8Array {
  const { first, to, label, labels, transitions, errors } = graph;
  const isQuiet = labels.map(({ by }) => by === 'quiet');
  const reached = new Uint8Array(first.length);
  const queue: number[] = [];
  for (let edge = 0; edge < transitions; edge += 1) if (starts[label[edge] ?? 0] === true) queue.push(to[edge] ?? 0);
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    if (reached[state] === 1 || errors.has(state)) continue;
    reached[state] = 1;
    const end = first[state + 1] ?? 0;
    for (let edge = first[state] ?? 0; edge < end; edge += 1) {
      if (isQuiet[label[edge] ?? 0] !== true) queue.push(to[edge] ?? 0);
    }
  }
  return reached;
}
