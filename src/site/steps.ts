import { socketsOf, start, step, type SocketView } from '../oracle/index.js';
import { storyOf, type Story } from '../report/index.js';
import type { Trace } from '../trace/index.js';

/** A socket whose state an event has changed. */
export interface SocketChange {
  /** `leaf-1 · 100`. */
  readonly socket: string;
  readonly roles: string;
  /** Empty when it is closed. */
  readonly state: string;
}

/** One event of an ordering, in words, and what it changed. */
export interface OrderingStep {
  readonly event: number;
  readonly text: string;
  readonly changes: readonly SocketChange[];
}

/** An ordering to step through: the events that its diagram shows, and the state of every socket after each. */
export interface Ordering {
  readonly story: Story;
  readonly steps: readonly OrderingStep[];
}

/** The steps of a trace. */
export function orderingOf(trace: Trace): Ordering {
  const story = storyOf(trace);
  const after = new Map<number, ReadonlyMap<string, SocketView>>();
  let state = start();
  for (const [index, event] of trace.entries()) {
    state = step(state, event).state;
    after.set(index, new Map(socketsOf(state).map((view) => [`${view.node} · ${view.descriptor}`, view])));
  }
  let before: ReadonlyMap<string, SocketView> = new Map();
  const rows = story.rows.flatMap((row) => (row.is === 'verdict' ? [] : [row]));
  const steps = rows.map((row, at): OrderingStep => {
    // What a call returned is told with the call: its effects are those up to the next event that is shown.
    const last = (rows[at + 1]?.index ?? trace.length) - 1;
    const now = after.get(Math.max(row.index, last)) ?? before;
    const changes = changesBetween(before, now);
    before = now;
    const who = 'on' in row ? story.lifelines[row.on] : row.is === 'message' ? story.lifelines[row.from] : undefined;
    return { event: row.index, text: who === undefined ? row.text : `${who}: ${row.text}`, changes };
  });
  return { story, steps };
}

function changesBetween(
  before: ReadonlyMap<string, SocketView>,
  now: ReadonlyMap<string, SocketView>,
): readonly SocketChange[] {
  const changed = [...now].flatMap(([socket, { roles, state }]) =>
    before.get(socket)?.state === state ? [] : [{ socket, roles, state }],
  );
  const gone = [...before].flatMap(([socket, { roles }]) => (now.has(socket) ? [] : [{ socket, roles, state: '' }]));
  return [...changed, ...gone].sort((a, b) => a.socket.localeCompare(b.socket, 'en', { numeric: true }));
}
