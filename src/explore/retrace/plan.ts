import {
  heldCalls,
  isDone,
  type CallEvent,
  type ExpectEvent,
  type Header,
  type IndicationEvent,
  type NodeName,
  type NoteEvent,
  type ReturnEvent,
  type Trace,
} from '../../trace/index.js';

/** Something that the suite did in a recorded case. */
export type Deed = CallEvent | ExpectEvent | NoteEvent | { readonly kind: 'settled' } | { readonly kind: 'open' };

/** Something that the provider did on a node. */
export type Response = (IndicationEvent | (ReturnEvent & { readonly node: NodeName })) & { readonly index: number };

/** What the suite did, and what came before it did the next thing. */
export interface Leg {
  readonly deed: Deed;
  /** Its place in the record. */
  readonly index: number;
  readonly came: readonly Response[];
}

/** A recorded case as what is to be done again. */
export interface Plan {
  readonly header: Header;
  readonly nodes: readonly NodeName[];
  readonly legs: readonly Leg[];
  /** The calls that were kept in flight while something else was done. */
  readonly held: ReadonlySet<number>;
}

/** Reads the plan out of a trace; undefined if there is nothing in it to do. */
export function planOf(trace: Trace): Plan | undefined {
  const [header] = trace;
  if (header?.kind !== 'header') return undefined;
  const nodes = new Set(Object.keys(header.nodes));
  const callers = new Map<number, NodeName>();
  const held = new Set(heldCalls(trace).keys());
  // Where the returns belong of calls since which nothing was done: what is only noted in between is no reason to go on.
  const awaited = new Map<number, Response[]>();
  const came: Response[][] = [[]];
  const legs: Leg[] = [{ deed: { kind: 'open' }, index: 0, came: came[0] ?? [] }];
  const begin = (deed: Deed, index: number): void => {
    if (deed.kind !== 'note' || isDone(deed)) awaited.clear();
    const responses: Response[] = [];
    came.push(responses);
    legs.push({ deed, index, came: responses });
  };
  for (const [index, event] of trace.entries()) {
    switch (event.kind) {
      case 'call':
        nodes.add(event.node);
        callers.set(event.id, event.node);
        begin(event, index);
        if (!held.has(event.id)) awaited.set(event.id, came.at(-1) ?? []);
        break;
      case 'expect':
      case 'note':
        begin(event, index);
        break;
      case 'settled':
        begin({ kind: 'settled' }, index);
        break;
      case 'indication':
        came.at(-1)?.push({ ...event, index });
        break;
      case 'return':
        (awaited.get(event.id) ?? came.at(-1))?.push({ ...event, node: callers.get(event.id) ?? '', index });
        break;
      default:
    }
  }
  return callers.size === 0 ? undefined : { header, nodes: [...nodes], legs, held };
}
