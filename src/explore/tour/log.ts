import type { IndicationEvent } from '../../trace/index.js';
import type { CallLabel } from '../graph/index.js';
import { ROOT } from '../plan.js';
import type { Atlas } from './atlas.js';
import type { Guide } from './drive.js';
import type { Came, Stage } from './stage.js';

/** A call that has returned, and what it came to. */
export interface Issued {
  readonly label: Pick<CallLabel, 'call' | 'leaf'>;
  readonly came: Came;
}

/** Follows an execution on the map. */
export interface Log {
  /** Takes in what a call, or something under way, has brought. */
  take(issued?: Issued): void;
  /** Takes in what has come while all was let through: at any moment something else could have been done. */
  takeQuiet(): void;
  /** Where the execution is; -1 once it has left the map. */
  state(): number;
  /** How many edges were taken, and the edge that was taken as the so-many-th. */
  taken(): number;
  at(place: number): number | undefined;
  /** Whether the root has been told that a leaf which it invited has joined. */
  isIn(leaf: number): boolean;
  /** How many indications were seen. */
  seen(): number;
}

/** Begins to follow an execution, where everybody has been set up. */
export function logOf(atlas: Atlas, guide: Guide, stage: Stage): Log {
  const { to, initial } = atlas.graph;
  const trace = stage.live.trace();
  let state = initial;
  let next = trace.length;
  let indications = 0;
  let inviting: number | undefined;
  const joined = new Set<number>();
  const edges: number[] = [];

  const go = (edge: number): void => {
    if (state < 0) return;
    if (edge < 0) {
      state = -1;
      return;
    }
    edges.push(edge);
    guide.took(edge);
    state = to[edge] ?? -1;
  };
  const told = (event: IndicationEvent): void => {
    // Session data is not on the map.
    if (event.event === 'FD_READ' || event.event === 'FD_WRITE') return;
    const label = atlas.indication(stage, event, inviting);
    go(label < 0 ? -1 : atlas.edge(state, label));
    if (event.event === 'FD_CONNECT' && event.node === ROOT && event.socket === stage.root) {
      if (inviting !== undefined && event.error === 'NO_ERROR') joined.add(inviting);
      inviting = undefined;
    }
  };
  const returned = ({ label, came }: Issued): void => {
    const { call, leaf } = label;
    go(atlas.call(state, label, came));
    if (call === 'invite' && came.outcome === 'ok') {
      inviting = leaf;
      if (leaf !== undefined) joined.delete(leaf);
    }
    if (call === 'closeRoot' || (call === 'cancel' && leaf === inviting)) inviting = undefined;
  };
  const read = (issued?: Issued): void => {
    // What is indicated while a call is under way has its place on the map after the return.
    const during: IndicationEvent[] = [];
    let calling = false;
    for (; next < trace.length; next += 1) {
      const event = trace[next];
      switch (event?.kind) {
        case 'call':
          calling = true;
          break;
        case 'return':
          calling = false;
          if (issued !== undefined) returned(issued);
          during.splice(0).forEach(told);
          break;
        case 'indication':
          indications += 1;
          if (calling) during.push(event);
          else told(event);
          break;
        case 'settled':
          go(atlas.edge(state, atlas.quiet));
          break;
        default:
      }
    }
  };

  return {
    state: () => state,
    taken: () => edges.length,
    at: (place) => edges[place],
    isIn: (leaf) => joined.has(leaf),
    seen: () => indications,
    take(issued) {
      const from = edges.length;
      read(issued);
      for (let place = from; place < edges.length - 1; place += 1) guide.passed(to[edges[place] ?? 0] ?? 0);
      if (state >= 0) guide.rests(state);
    },
    takeQuiet() {
      read();
      if (state >= 0) guide.rests(state);
    },
  };
}
