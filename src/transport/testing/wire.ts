import type { Provider } from '../../port/index.js';
import type { Child, ChildHandlers } from '../child.js';
import { attach, type Connection } from '../connection.js';
import { launch } from '../fleet.js';
import { TRANSPORT_LIMITS, type TransportLimits } from '../limits.js';
import { logOf } from '../log.js';
import { remoteProvider } from '../remote.js';
import { serverOf } from '../serve.js';

/** What carries lines, with their ends: it gives what arrives in the place of one. */
export interface Wire {
  /** From the kit to an adapter. */
  readonly asked?: (line: string) => void;
  /** From an adapter to the kit; made anew for each. */
  readonly told?: () => (line: string) => readonly Uint8Array[];
  readonly limits?: Partial<TransportLimits>;
}

/** A provider at the other end of a wire. */
export interface Wired {
  readonly provider: Provider;
  readonly dispose: () => Promise<void>;
}

/** A provider behind a wire that never leaves our process: all of the transport is there, but for processes. */
export async function wired(provider: Provider, wire: Wire = {}): Promise<Wired> {
  const limits = { ...TRANSPORT_LIMITS, ...wire.limits };
  const connect = (options: object): Promise<Connection> =>
    attach((handlers) => Promise.resolve(inProcess(provider, wire, handlers)), options);
  const remote = remoteProvider(await launch({ connect, perNode: false, kit: 'test', limits }), false, limits);
  return { provider: remote.provider, dispose: () => remote.dispose() };
}

/** An adapter in our own process, in the place of a child. */
function inProcess(provider: Provider, { asked, told }: Wire, handlers: ChildHandlers): Child {
  let over = false;
  const arriving = told?.();
  const server = serverOf(provider, (line) => {
    for (const bytes of arriving?.(line) ?? [Buffer.from(line)]) if (!over) handlers.output(bytes);
  });
  const end = async (ask?: () => Promise<unknown>): Promise<void> => {
    if (ask !== undefined && !over) {
      void ask().catch(() => undefined);
      await server.done;
    }
    over = true;
    server.end();
  };
  return {
    pid: 0,
    log: logOf(0),
    write(text) {
      asked?.(text);
      // As on a pipe, nothing is read while it is being written.
      setImmediate(() => {
        if (!over) server.take(Buffer.from(text));
      });
    },
    endInput: () => {
      server.end();
    },
    hold: () => undefined,
    abort: () => void end(),
    end,
  };
}
