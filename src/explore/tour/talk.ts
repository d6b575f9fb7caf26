import { after, type Awaitable } from '../../port/index.js';
import { succeeded, type Descriptor, type NodeName } from '../../trace/index.js';
import { ROOT } from '../plan.js';
import type { Stage } from './stage.js';

// Session data is not on the map. What is known of who takes part is read off the trace, and chooses only who speaks:
// what becomes of that, the oracle judges.

/** What the trace says of sockets. */
interface Known {
  /** Those on which FD_CONNECT has told of success, and FD_CLOSE of no end. */
  readonly joined: ReadonlySet<string>;
  /** Those on which FD_CLOSE has been indicated, and those that the suite has closed. */
  readonly over: ReadonlySet<string>;
  readonly texts: number;
}

/** Somebody's socket in the session. */
export interface Voice {
  readonly node: NodeName;
  readonly socket: Descriptor;
}

/** More texts than anybody sends in an execution. */
const MOST_TEXTS = 100;

/** Somebody sends a text of its own; false if it takes no part. */
export function say(stage: Stage, leaf: number | undefined): Awaitable<boolean> {
  const known = knownOf(stage);
  const voice = speakerOf(stage, known, leaf);
  if (voice === undefined) return false;
  const data = `${voice.node} says ${known.texts + 1}`;
  return after(stage.live.ask(voice.node, 'send', { socket: voice.socket, data }), () => true);
}

/** Somebody takes all that has come on the socket that takes part, or asks to; false if it has none. */
export function hear(stage: Stage, leaf: number | undefined): Awaitable<boolean> {
  const voice = listenerOf(stage, knownOf(stage), leaf);
  if (voice === undefined) return false;
  const { node, socket } = voice;
  const next = (left: number): Awaitable<boolean> => {
    if (left === 0) return true;
    return after(stage.live.ask(node, 'recv', { socket }), (result) => !succeeded(result) || next(left - 1));
  };
  return next(MOST_TEXTS);
}

/** Who could speak now, and who could listen: leaves by number, and the root as undefined. */
export function voicesOf(stage: Stage): {
  readonly speakers: readonly (number | undefined)[];
  readonly listeners: readonly (number | undefined)[];
} {
  const known = knownOf(stage);
  const everybody = [undefined, ...stage.scope.ways.keys()];
  return {
    speakers: everybody.filter((leaf) => speakerOf(stage, known, leaf) !== undefined),
    listeners: everybody.filter((leaf) => listenerOf(stage, known, leaf) !== undefined),
  };
}

function speakerOf(stage: Stage, known: Known, leaf: number | undefined): Voice | undefined {
  const listener = listenerOf(stage, known, leaf);
  if (listener === undefined) return undefined;
  // With nobody in the session there is nobody to send to, and what send answers then is not stated.
  if (leaf === undefined)
    return stage.scope.ways.some((_way, at) => takesPart(stage, known, at)) ? listener : undefined;
  return takesPart(stage, known, leaf) ? listener : undefined;
}

function listenerOf(
  { scope, root, own, member, nodes }: Stage,
  { over }: Known,
  leaf: number | undefined,
): Voice | undefined {
  if (leaf === undefined) {
    return scope.scheme === 'nonrooted' || over.has(key(ROOT, root)) ? undefined : { node: ROOT, socket: root };
  }
  const node = nodes[leaf] ?? '';
  const socket = (scope.ways[leaf] === 'invited' ? member : own)[leaf] ?? -1;
  return socket < 0 || over.has(key(node, socket)) ? undefined : { node, socket };
}

function takesPart({ scope, own, member, nodes }: Stage, { joined, over }: Known, leaf: number): boolean {
  const node = nodes[leaf] ?? '';
  if (scope.ways[leaf] === 'invited') return (member[leaf] ?? -1) >= 0 && !over.has(key(node, member[leaf] ?? -1));
  return joined.has(key(node, own[leaf] ?? -1));
}

function knownOf({ live }: Stage): Known {
  const joined = new Set<string>();
  const over = new Set<string>();
  const nodes = new Map<number, NodeName>();
  let texts = 0;
  for (const event of live.trace()) {
    if (event.kind === 'indication') {
      const it = key(event.node, event.socket);
      if (event.event === 'FD_CONNECT' && event.error === 'NO_ERROR') joined.add(it);
      if (event.event === 'FD_CLOSE') over.add(it);
      if (event.event === 'FD_CLOSE') joined.delete(it);
    } else if (event.kind === 'call') {
      nodes.set(event.id, event.node);
      if (event.verb === 'send') texts += 1;
      if (event.verb === 'closeSocket') {
        over.add(key(event.node, event.args.socket));
        joined.delete(key(event.node, event.args.socket));
      }
    } else if (event.kind === 'return' && (event.verb === 'accept' || event.verb === 'joinLeaf')) {
      // A descriptor that is given out again stands for something new.
      if (succeeded(event.result)) over.delete(key(nodes.get(event.id) ?? '', event.result.ok.socket));
    }
  }
  return { joined, over, texts };
}

function key(node: NodeName, socket: Descriptor): string {
  return `${node} ${socket}`;
}
