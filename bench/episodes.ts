import {
  castOf,
  DEFAULT_LIMITS,
  entryFor,
  loadProvider,
  openCase,
  run,
  type Cast,
  type Flow,
  type Header,
  type Trace,
  type TraceEvent,
} from '../src/index.js';
import type { Provider } from '../src/provider.js';

/** What a workload is made of: chunks of events, each of which ends in quiet. */
export interface Episode {
  readonly header: Header;
  /** Once, before all laps. */
  readonly before: readonly Trace[];
  /** Again and again: it leaves nothing behind. */
  readonly lap: readonly Trace[];
}

/**
 * Records from the reference provider what is then repeated: leaves that come in both ways, talk and go again. With
 * `lasting` the root and its session stay, otherwise each lap is a session of its own.
 */
export async function recordEpisode(lasting: boolean): Promise<Episode> {
  const loaded = await loadProvider('reference:memory');
  if ('wrong' in loaded) throw new Error(loaded.wrong);
  const { header, trace } = await run(record(loaded.provider, lasting));
  const [from = 0, to = trace.length] = trace.flatMap((event, at) => (event.kind === 'note' ? [at] : []));
  return { header, before: chunksOf(trace.slice(1, from)), lap: chunksOf(trace.slice(from + 1, to)) };
}

function* record(provider: Provider, lasting: boolean): Flow<{ readonly header: Header; readonly trace: Trace }> {
  const live = yield* openCase({
    provider,
    nodes: ['root', 'leaf-1', 'leaf-2'],
    seed: 1,
    info: { id: 'bench', name: 'A benchmark', clauses: [] },
    limits: DEFAULT_LIMITS,
  });
  const cast = castOf(live);
  if (lasting) yield* openSession(cast);
  live.note('a lap begins');
  if (!lasting) yield* openSession(cast);
  yield* comeAndGo(cast);
  if (!lasting) yield* cast.close('root', cast.actor('root').own);
  yield* live.quiet();
  live.note('the lap is over');
  const { violations } = yield* live.end();
  if (violations.length > 0) throw new Error(`what is to be judged is not conformant: ${JSON.stringify(violations)}`);
  return { header: live.header, trace: live.trace() };
}

function* make(cast: Cast, name: string): Flow<void> {
  const entry = entryFor(cast.live.header.capabilities.entries, 'rooted', 'rooted');
  if (entry === undefined) throw new Error('the reference has no rooted entry');
  const roles = name === 'root' ? ({ control: 'c_root', data: 'd_root' } as const) : LEAF;
  yield* cast.make(name, { roles, entry });
}

const LEAF = { control: 'c_leaf', data: 'd_leaf' } as const;

function* openSession(cast: Cast): Flow<void> {
  yield* make(cast, 'root');
  yield* cast.listen('root');
  yield* cast.live.quiet();
}

function* comeAndGo(cast: Cast): Flow<void> {
  const { live } = cast;
  yield* make(cast, 'leaf-1');
  yield* make(cast, 'leaf-2');
  yield* cast.listen('leaf-2');
  yield* cast.join('leaf-1', { actor: 'root' });
  yield* live.quiet();
  yield* cast.accept('root');
  yield* live.quiet();
  yield* cast.join('root', { actor: 'leaf-2' });
  yield* live.quiet();
  yield* cast.accept('leaf-2');
  yield* live.quiet();
  yield* cast.send('root', 'to all');
  yield* cast.send('leaf-1', 'to the root');
  yield* live.quiet();
  for (const name of ['root', 'leaf-1', 'leaf-2']) yield* cast.receiveAll(name);
  yield* cast.close('leaf-1', cast.actor('leaf-1').own);
  yield* cast.close('leaf-2', cast.actor('leaf-2').member);
  yield* live.quiet();
  for (const link of Object.values(cast.actor('root').links)) yield* cast.close('root', link);
  yield* cast.close('leaf-2', cast.actor('leaf-2').own);
  yield* live.quiet();
}

/** The events of many such episodes at once, one chunk of each in turn: while one goes on, the others are quiet. */
export function* streamOf(episode: Episode, atOnce: number): Generator<TraceEvent, undefined> {
  yield headerOf(episode.header, atOnce);
  let calls = 0;
  for (let lap = 0; ; lap += 1) {
    const parts = lap === 0 ? [...episode.before, ...episode.lap] : episode.lap;
    for (const part of parts) {
      for (let session = 0; session < atOnce; session += 1) {
        const offset = calls;
        for (const event of part) {
          if (event.kind === 'call') calls = Math.max(calls, offset + rank(part, event.id));
          yield relabel(event, { session, lap, id: (id) => offset + rank(part, id) });
        }
      }
    }
  }
}

/** Ids are renumbered as the chunk goes; no call returns in another chunk than its own. */
function rank(part: Trace, id: number): number {
  const [first] = part.flatMap((event) => (event.kind === 'call' ? [event.id] : []));
  return id - (first ?? id) + 1;
}

interface Labels {
  readonly session: number;
  readonly lap: number;
  id(id: number): number;
}

function relabel(event: TraceEvent, labels: Labels): TraceEvent {
  switch (event.kind) {
    case 'indication':
      return { ...event, node: `${event.node}/${labels.session}` };
    case 'call': {
      const renamed = { ...event, id: labels.id(event.id), node: `${event.node}/${labels.session}` };
      return { ...renamed, args: relabelled(event.args, labels) } as TraceEvent;
    }
    case 'return':
      return { ...event, id: labels.id(event.id), result: relabelled(event.result, labels) } as TraceEvent;
    default:
      return event;
  }
}

/** Each session has hosts of its own, and no text is sent twice. */
function relabelled(value: unknown, labels: Labels): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, it]: [string, unknown]) => {
      if (key === 'host' && typeof it === 'string') return [key, `${it}/${labels.session}`];
      if (key === 'data' && typeof it === 'string') return [key, `${it}, ${labels.session}/${labels.lap}`];
      return [key, relabelled(it, labels)];
    }),
  );
}

function headerOf(header: Header, atOnce: number): Header {
  const nodes = Object.entries(header.nodes).flatMap(([node, address]) =>
    Array.from({ length: atOnce }, (_none, session) => [
      `${node}/${session}`,
      { ...address, host: `${address.host}/${session}` },
    ]),
  );
  return { ...header, nodes: Object.fromEntries(nodes) as Header['nodes'] };
}

function chunksOf(trace: Trace): readonly Trace[] {
  const chunks: TraceEvent[][] = [[]];
  for (const event of trace) {
    chunks.at(-1)?.push(event);
    if (event.kind === 'settled') chunks.push([]);
  }
  return chunks.filter((chunk) => chunk.length > 0);
}
