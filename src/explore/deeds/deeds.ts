import { isAddress, sameAddress, type Address } from '../../spi/index.js';
import {
  arrivalIn,
  heldCalls,
  succeeded,
  type CallEvent,
  type Descriptor,
  type Header,
  type NodeName,
  type Result,
  type Trace,
} from '../../trace/index.js';
import { ROOT } from '../plan.js';

/** Something that the suite did in a case, as a trace tells it. */
export type Deed =
  | {
      readonly do: 'call';
      readonly event: CallEvent;
      /** What it returned then; undefined where it never did, or on a blocking socket after something else was done. */
      readonly returned?: Result<unknown>;
      /** It is kept in flight until it is let return, its node is to do something else, or all is to be quiet. */
      readonly held: boolean;
      /** It is on a blocking socket, and others have to go on before it returns. */
      readonly blocks: boolean;
      /** The id of the call that has given its socket. */
      readonly from?: number;
      /** It belongs to how people are set up before anything happens. */
      readonly setsUp: boolean;
    }
  /** A call that was kept in flight returns. */
  | { readonly do: 'return'; readonly call: number; readonly node: NodeName }
  | { readonly do: 'step' }
  | { readonly do: 'reach'; readonly from: NodeName; readonly to: NodeName }
  | { readonly do: 'quiet' };

/** A case of whatever kind as what was done in it. Plain data. */
export interface Doings {
  readonly header: Header;
  readonly nodes: readonly NodeName[];
  readonly deeds: readonly Deed[];
}

const SETTING_UP: readonly CallEvent['verb'][] = ['socket', 'bind', 'getSockName', 'eventSelect', 'listen'];
const MAY_BLOCK: readonly CallEvent['verb'][] = ['joinLeaf', 'accept', 'connect', 'recv'];

/** Reads out of a trace what was done; what was expected is left out. Undefined if there is no header. */
export function doingsIn(trace: Trace): Doings | undefined {
  const [header] = trace;
  if (header?.kind !== 'header') return undefined;
  const deeds: Deed[] = [];
  const givers = new Map<string, number>();
  const blocking = new Set<number>();
  const heldOnes = heldCalls(trace);
  const away = new Map<number, NodeName>();
  let begun = false;
  for (const [at, event] of trace.entries()) {
    if (event.kind === 'call') {
      const held = heldOnes.has(event.id);
      if (held) away.set(event.id, event.node);
      begun ||= held || !SETTING_UP.includes(event.verb);
      const giver = 'socket' in event.args ? givers.get(key(event.node, event.args.socket)) : undefined;
      const returned = held ? heldOnes.get(event.id)?.result : returnOf(trace, at, event);
      const given = returned === undefined ? undefined : socketIn(returned);
      if (given !== undefined && given !== giver) givers.set(key(event.node, given), event.id);
      // What comes of a blocking socket blocks too.
      const isBlocking = event.verb === 'socket' ? event.args.blocking : giver !== undefined && blocking.has(giver);
      if (isBlocking) blocking.add(event.id);
      deeds.push({
        ...{ do: 'call', event, held, setsUp: !begun, blocks: isBlocking && MAY_BLOCK.includes(event.verb) },
        ...(returned === undefined ? {} : { returned }),
        ...(giver === undefined ? {} : { from: giver }),
      });
    } else if (event.kind === 'return') {
      const node = away.get(event.id);
      if (node !== undefined) deeds.push({ do: 'return', call: event.id, node });
    } else if (event.kind === 'settled') {
      deeds.push({ do: 'quiet' });
    } else if (event.kind === 'note') {
      const arrival = arrivalIn(event.text);
      if (arrival === undefined) continue;
      begun = true;
      if ('from' in arrival) deeds.push({ do: 'reach', from: arrival.from, to: arrival.to });
      else for (let left = arrival.messages; left > 0; left -= 1) deeds.push({ do: 'step' });
    }
  }
  // Whoever plays it lets everything come to rest at the end.
  while (deeds.at(-1)?.do === 'quiet') deeds.pop();
  return { header, nodes: Object.keys(header.nodes), deeds };
}

/** The node that a deed is about first. */
export function nodeOf(deed: Deed, root: NodeName): NodeName | undefined {
  if (deed.do === 'call') return deed.event.node;
  if (deed.do === 'return') return deed.node;
  if (deed.do === 'reach') return deed.from === root ? deed.to : deed.from;
  return undefined;
}

/** What was done without somebody, and without what was done to their addresses; those behind move up, and take the names. */
export function withoutNode({ header, nodes, deeds }: Doings, node: NodeName): Doings {
  const addresses = addressesOf(node, header, deeds);
  const names = (deed: Deed): boolean => {
    const name = deed.do === 'call' && 'name' in deed.event.args ? deed.event.args.name : null;
    return name !== null && addresses.some((address) => sameAddress(name, address));
  };
  const concerns = (deed: Deed): boolean => {
    if (deed.do === 'reach') return deed.from === node || deed.to === node;
    if (deed.do === 'return') return deed.node === node;
    return deed.do === 'call' && (deed.event.node === node || names(deed));
  };
  const at = nodes.indexOf(node);
  const others = nodes.filter((it) => it !== node);
  // The root is no leaf: without it, the leaves are who they were.
  const named = new Map(others.map((it, place) => [it, at === 0 && node === ROOT ? it : (nodes[place] ?? it)]));
  const nameOf = (it: NodeName): NodeName => named.get(it) ?? it;
  const moved = Object.fromEntries(
    Object.entries(header.nodes).flatMap(([it, its]) => (it === node ? [] : [[nameOf(it), its]])),
  );
  return {
    header: { ...header, nodes: moved },
    nodes: others.map(nameOf),
    deeds: deeds.filter((deed) => !concerns(deed)).map((deed) => renamed(deed, nameOf)),
  };
}

/** Where somebody is to be found: their node, and their sockets. */
function addressesOf(node: NodeName, { nodes }: Header, deeds: readonly Deed[]): readonly Address[] {
  const told = deeds.flatMap((deed) => {
    if (deed.do !== 'call' || deed.event.verb !== 'getSockName' || deed.event.node !== node) return [];
    const name = deed.returned === undefined ? undefined : fieldIn(deed.returned, 'name');
    return isAddress(name) ? name : [];
  });
  const whole = nodes[node];
  return whole === undefined ? told : [whole, ...told];
}

function renamed(deed: Deed, nameOf: (node: NodeName) => NodeName): Deed {
  if (deed.do === 'reach') return { ...deed, from: nameOf(deed.from), to: nameOf(deed.to) };
  if (deed.do === 'return') return { ...deed, node: nameOf(deed.node) };
  return deed.do === 'call' ? { ...deed, event: { ...deed.event, node: nameOf(deed.event.node) } } : deed;
}

/** What a call returned before anything else was done. */
function returnOf(trace: Trace, from: number, { id }: CallEvent): Result<unknown> | undefined {
  for (let at = from + 1; at < trace.length; at += 1) {
    const event = trace[at];
    if (event?.kind === 'return' && event.id === id) return event.result;
    if (event?.kind === 'call' || event?.kind === 'settled') return undefined;
  }
  return undefined;
}

function socketIn(result: Result<unknown>): Descriptor | undefined {
  const socket = fieldIn(result, 'socket');
  return typeof socket === 'number' ? socket : undefined;
}

function fieldIn(result: Result<unknown>, field: string): unknown {
  if (!succeeded(result)) return undefined;
  const { ok } = result;
  return typeof ok === 'object' && ok !== null ? Object.entries(ok).find(([name]) => name === field)?.[1] : undefined;
}

function key(node: NodeName, socket: Descriptor): string {
  return `${node} ${socket}`;
}
