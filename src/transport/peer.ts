import { PortFault, shown } from '../port/index.js';
import { linesOf } from './lines.js';
import type { TransportLimits } from './limits.js';
import { readMessage, type Message } from './message.js';

// JSON-RPC over lines is small, and what the known libraries leave out is what matters here: json-rpc-2.0 drops an
// answer that nobody asked for, and a second one, without a word; vscode-jsonrpc frames by Content-Length headers. To
// us each of these is a fault that has to be told, and each has its limit.

/** An adapter's answer to a request is a JSON-RPC error. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  constructor(
    readonly method: string,
    readonly code: number,
    /** What the adapter says about it, as it says it. */
    readonly said: string,
  ) {
    super(`answered ${method} with error ${code}: ${shown(said)}`);
  }
}

/** What a peer needs of its surroundings. */
export interface PeerHandlers {
  /** Sends a line, with its end. */
  write(line: string): void;
  /** A notification has come. */
  notified(method: string, params: unknown): void;
  /** The other side has broken the protocol: told once, and nothing of it is heard after that. */
  failed(fault: PortFault): void;
}

/** Our end of a wire: requests go out, answers and notifications come in. It knows nothing of processes. */
export interface Peer {
  /** Takes what has arrived. */
  take(chunk: Uint8Array): void;
  /**
   * Ends the peer: with everything that is under way. It is done after what has arrived before has been heard.
   */
  fail(fault: PortFault): void;
  request(method: string, params: object): Promise<unknown>;
  notify(method: string, params: object): void;
  /** Waits no longer for what was asked; until `settleAbandoned`, answers to it may still come, and are dropped. */
  abandon(): void;
  /** From here on, an answer to what was abandoned is a fault. */
  settleAbandoned(): void;
  /** What has not been answered: `joinLeaf (id 7)`. */
  underWay(): readonly string[];
  fault(): PortFault | undefined;
}

interface Asked {
  readonly method: string;
  resolve(result: unknown): void;
  reject(reason: Error): void;
}

/** A peer that writes to and hears from `handlers`. */
export function peerOf(
  handlers: PeerHandlers,
  limits: Pick<TransportLimits, 'lineBytes' | 'depth'>,
): Peer {
  const lines = linesOf(limits.lineBytes);
  const asked = new Map<number, Asked>();
  let abandoned = new Set<number>();
  let last = 0;
  let fault: PortFault | undefined;
  let ending: PortFault | undefined;
  // An answer is heard through promises, a notification at once: so that they are heard in the order in which they
  // were sent, a notification that follows an answer waits until the promises have had their turn.
  let promised = false;
  let waiting = false;

  function over(reason: PortFault): void {
    if (fault !== undefined) return;
    fault = reason;
    handlers.failed(reason);
    const open = [...asked.values()];
    asked.clear();
    for (const one of open) one.reject(reason);
  }

  function drain(): void {
    while (fault === undefined) {
      if (promised && !waiting) {
        // Decided below, with the message in hand.
      }
      const line = lines.next();
      if (line === undefined) break;
      if ('wrong' in line) return over(new PortFault(line.what, line.wrong));
      const message = readMessage(line.text, limits.depth);
      if (message.kind === 'wrong') return over(new PortFault(message.what, message.wrong));
      hear(message);
    }
    if (ending !== undefined) over(ending);
  }

  function hear(message: Message): void {
    void message;
  }

  return { take: (chunk) => { lines.push(chunk); drain(); } } as unknown as Peer;
}
