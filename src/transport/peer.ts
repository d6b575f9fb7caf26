import { PortFault, shown } from '../port/index.js';
import { linesOf } from './lines.js';
import type { TransportLimits } from './limits.js';
import { readMessage, type Read } from './message.js';

// JSON-RPC over lines is small, and what the known libraries leave out is what matters here: json-rpc-2.0 drops an
// answer that nobody asked for, and a second one, without a word; vscode-jsonrpc frames by Content-Length headers. To
// us each of these is a fault that has to be told, and everything has its limit.

/** An adapter's answer to a request is a JSON-RPC error. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  constructor(
    readonly method: string,
    readonly code: number,
    /** What the adapter says about it, as it says it. */
    readonly said: string,
  ) {
    super(`the adapter answered ${method} with error ${code}: ${shown(said)}`);
  }
}

/** What a peer needs of its surroundings. */
export interface PeerHandlers {
  /** Sends a line, with its end. */
  write(line: string): void;
  /** Whether an answer is waited for has changed. */
  waits?(yes: boolean): void;
  /** A notification has come. */
  notified(method: string, params: unknown): void;
  /** The other side has broken the protocol: told once, and nothing of it is heard after that. */
  failed(fault: PortFault): void;
}

/** Our end of a wire: requests go out, answers and notifications come in. It knows nothing of processes. */
export interface Peer {
  /** Takes what has arrived. */
  take(chunk: Uint8Array): void;
  /** Ends the peer at once: whatever is under way is rejected with this fault. */
  fail(fault: PortFault): void;
  /** Nothing more will arrive: ends the peer after it has heard what has. */
  ended(fault: () => PortFault): void;
  /**
   * Asks for something. Rejects with an RpcError where the answer is an error, and with the fault that ends the peer.
   * `answered` is called at the very moment at which the answer is read, before anything that follows it.
   */
  request(method: string, params: object, answered?: () => void): Promise<unknown>;
  notify(method: string, params: object): void;
  /** Waits no longer for what was asked: its promises are never kept. Until `forget`, answers to it are dropped. */
  abandon(): void;
  /** From here on, an answer to what was abandoned is a fault. */
  forget(): void;
  /** What has not been answered, as people would say it: `joinLeaf (id 7)`. */
  underWay(): readonly string[];
  /** So many bytes of a line have arrived whose end has not. */
  unfinished(): number;
}

interface Asked {
  readonly method: string;
  readonly answered: (() => void) | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/** A peer that writes to `handlers`, and tells them what it hears. */
export function peerOf(handlers: PeerHandlers, limits: Pick<TransportLimits, 'lineBytes' | 'depth'>): Peer {
  const lines = linesOf(limits.lineBytes);
  const asked = new Map<number, Asked>();
  let abandoned = new Set<number>();
  let lastId = 0;
  let fault: PortFault | undefined;
  let ending: (() => PortFault) | undefined;
  // An answer is heard through a promise, anything else at once. What follows an answer therefore waits until promises
  // have had their turn: the order in which things are heard is the order in which they were sent.
  let promised = false;
  let waiting = false;
  let next: Read | undefined;

  function over(reason: PortFault): void {
    if (fault !== undefined) return;
    fault = reason;
    const open = [...asked.values()];
    clear();
    handlers.failed(reason);
    for (const one of open) one.reject(reason);
  }

  function clear(): void {
    asked.clear();
    handlers.waits?.(false);
  }

  function read(): Read | undefined {
    const line = lines.next();
    if (line === undefined) return undefined;
    return 'wrong' in line ? { kind: 'wrong', ...line } : readMessage(line.text, limits.depth);
  }

  function drain(): void {
    while (fault === undefined && !waiting) {
      next ??= read();
      if (next === undefined && ending === undefined) return;
      const isAnswer = next?.kind === 'result' || next?.kind === 'error';
      if (promised && !isAnswer) {
        waiting = true;
        setImmediate(() => {
          waiting = false;
          promised = false;
          drain();
        });
        return;
      }
      if (next === undefined) {
        if (ending !== undefined) over(ending());
        return;
      }
      const message = next;
      next = undefined;
      hear(message);
    }
  }

  function hear(message: Read): void {
    if (message.kind === 'wrong') return over(new PortFault(message.what, message.wrong));
    if (message.kind === 'notification') return handlers.notified(message.method, message.params);
    if (message.kind === 'error' && message.id === null) {
      const { code, message: said } = message.error;
      return over(new PortFault('rubbish', `the adapter could not read a request: error ${code}: ${shown(said)}`));
    }
    const id = message.id ?? 0;
    const one = asked.get(id);
    if (one === undefined) {
      if (!abandoned.delete(id)) over(new PortFault('rubbish', stray(id)));
      return;
    }
    asked.delete(id);
    if (asked.size === 0) handlers.waits?.(false);
    promised = true;
    one.answered?.();
    if (message.kind === 'result') one.resolve(message.result);
    else one.reject(new RpcError(one.method, message.error.code, message.error.message));
  }

  function stray(id: number): string {
    return id >= 1 && id <= lastId
      ? `the adapter answered request ${id} a second time, or after its case had ended`
      : `the adapter answered request ${id}, which was never made`;
  }

  return {
    take(chunk) {
      if (fault !== undefined) return;
      lines.push(chunk);
      drain();
    },
    fail: over,
    ended(reason) {
      ending ??= reason;
      drain();
    },
    request(method, params, answered) {
      if (fault !== undefined) return Promise.reject(fault);
      lastId += 1;
      const id = lastId;
      const answer = new Promise<unknown>((resolve, reject) => {
        asked.set(id, { method, answered, resolve, reject });
      });
      if (asked.size === 1) handlers.waits?.(true);
      handlers.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      return answer;
    },
    notify(method, params) {
      if (fault === undefined) handlers.write(`${JSON.stringify({ jsonrpc: '2.0', method, params })}\n`);
    },
    abandon() {
      for (const id of asked.keys()) abandoned.add(id);
      clear();
    },
    forget() {
      abandoned = new Set();
    },
    underWay: () => [...asked].map(([id, { method }]) => `${method} (id ${id})`),
    unfinished: () => lines.unfinished(),
  };
}
