import { PortFault } from '../port/index.js';
import type { NodeName } from '../trace/index.js';
import type { Connection, ConnectOptions } from './connection.js';
import { introduce } from './handshake.js';
import type { TransportLimits } from './limits.js';
import type { Hello } from './protocol.js';

/** How the processes of an adapter are to be run. */
export interface FleetOptions {
  /** Starts one, and connects to it. */
  readonly connect: (options: Omit<ConnectOptions, 'cwd'>) => Promise<Connection>;
  /** Whether each node has a process of its own. */
  readonly perNode: boolean;
  /** The kit's version, for the adapter's information. */
  readonly kit: string;
  readonly limits: TransportLimits;
}

/** Who hears what the processes say by themselves. */
export interface Listener {
  notified(from: Connection, method: string, params: unknown): void;
  failed(fault: PortFault): void;
}

/** The processes of an adapter: one for all nodes, or one for each. */
export interface Fleet {
  /** What the first of them said of itself; the others have to agree. */
  readonly hello: Hello;
  /** The process that a node is in. */
  of(node: NodeName): Connection | undefined;
  /** All that run. */
  all(): readonly Connection[];
  /** Starts those that these nodes still need. Rejects with a PortFault. */
  ready(nodes: readonly NodeName[]): Promise<void>;
  listen(listener: Listener): void;
  /** Ends them all; `ready` starts new ones. */
  end(): Promise<void>;
}

/** Before a case has named its nodes, one of these is asked what the provider can do. */
const FIRST = ['root', 'member-1'] as const;

/** Starts an adapter. Rejects with a PortFault. */
export async function launch(options: FleetOptions): Promise<Fleet> {
  const { connect, perNode, kit, limits } = options;
  const running = new Map<string, Connection>();
  let listener: Listener | undefined;
  let first: Hello | undefined;
  const keyOf = (node: NodeName): string => (perNode ? node : '');

  async function start(key: string): Promise<void> {
    const node = perNode ? { node: key } : {};
    const connection = await connect({
      ...node,
      limits,
      notified: (method, params) => listener?.notified(connection, method, params),
      failed: (fault) => {
        if (running.get(key) === connection) listener?.failed(fault);
      },
    });
    try {
      const said = await introduce(connection, { kit, ...node, ms: limits.startMs });
      first ??= said;
      if (JSON.stringify(said) !== JSON.stringify(first)) {
        const who = perNode ? `the adapter of ${key}` : 'the adapter, started again,';
        throw new PortFault('rubbish', `${who} says other things of itself in initialize than the first one did`);
      }
      running.set(key, connection);
    } catch (reason) {
      await connection.end();
      throw reason;
    }
  }

  async function end(): Promise<void> {
    const all = [...running.values()];
    running.clear();
    await Promise.all(all.map((one) => one.end()));
  }

  async function ready(nodes: readonly NodeName[]): Promise<void> {
    const missing = [...new Set(nodes.map(keyOf))].filter((key) => !running.has(key));
    // All are waited for, so that none is left behind half started when another fails.
    const started = await Promise.allSettled(missing.map(start));
    for (const one of started) if (one.status === 'rejected') throw one.reason;
  }

  for (const node of perNode ? FIRST : FIRST.slice(0, 1)) {
    try {
      await start(keyOf(node));
      break;
    } catch (reason) {
      if (!perNode || node === FIRST.at(-1)) throw reason;
    }
  }
  if (first === undefined) throw new PortFault('open-failed', 'the adapter has not said what it is');
  return {
    hello: first,
    of: (node) => running.get(keyOf(node)),
    all: () => [...running.values()],
    ready,
    listen(to) {
      listener = to;
    },
    end,
  };
}
