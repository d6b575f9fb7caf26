import { PortFault } from '../port/index.js';
import { childOf, type Child, type ChildHandlers } from './child.js';
import { splitCommand } from './command-line.js';
import { TRANSPORT_LIMITS, type TransportLimits } from './limits.js';
import { peerOf } from './peer.js';

export { PortFault } from '../port/index.js';
export { RpcError } from './peer.js';

/** How to connect to an adapter. */
export interface ConnectOptions {
  /** The folder in which it runs; our own where it is not said. */
  readonly cwd?: string;
  /** What `{node}` in the command line stands for. */
  readonly node?: string;
  readonly limits?: Partial<TransportLimits>;
  /** A notification has come from it. */
  readonly notified?: (method: string, params: unknown) => void;
  /** It has broken the protocol, or is gone: told once. It is being ended. */
  readonly failed?: (fault: PortFault) => void;
}

/** How one request is to be made. */
export interface RequestOptions {
  /** The adapter has so long to answer, in milliseconds; a later answer ends the connection. No limit if not set. */
  readonly ms?: number;
  /** Is called at the very moment at which the answer is read, before anything that the adapter sent after it. */
  readonly answered?: () => void;
}

/** A connection to an adapter that runs as a child process. */
export interface Connection {
  readonly pid: number;
  /**
   * Asks for something. Rejects with an RpcError where the answer is a JSON-RPC error, and with the PortFault that
   * has ended the connection.
   */
  request(method: string, params?: object, options?: RequestOptions): Promise<unknown>;
  notify(method: string, params?: object): void;
  /** Waits no longer for what was asked: its promises are never kept. Until `forget`, answers to it are dropped. */
  abandon(): void;
  /** From here on, an answer to what was abandoned is a fault; and what is counted by case is counted anew. */
  forget(): void;
  /** What has ended the connection, if something has. */
  fault(): PortFault | undefined;
  /** Ends the connection from our side with a fault, because what the adapter sends makes no sense. */
  fail(fault: PortFault): void;
  /** The end of what the adapter has written to its standard error. */
  log(): string;
  /** Ends the adapter's standard input, which tells it to end: nothing can be asked of it any more. */
  endInput(): void;
  /** Ends the adapter: `exit` first, then a signal, then force. Resolves when nothing of it is left. */
  end(): Promise<void>;
}

/**
 * Starts an adapter and connects to it: no shell, one message a line, everything within its limits. Rejects with a
 * PortFault if it cannot be started.
 */
export async function connect(commandLine: string, options: ConnectOptions = {}): Promise<Connection> {
  const command = splitCommand(commandLine, options.node);
  if (command === undefined) throw new PortFault('open-failed', 'the command line of the adapter is empty');
  return attach((handlers, limits) => childOf(command, options.cwd, limits, handlers), options);
}

/** Connects to what `start` starts. */
export async function attach(
  start: (handlers: ChildHandlers, limits: TransportLimits) => Promise<Child>,
  options: Omit<ConnectOptions, 'cwd'>,
): Promise<Connection> {
  const limits: TransportLimits = { ...TRANSPORT_LIMITS, ...options.limits };
  let fault: PortFault | undefined;
  let notifications = 0;

  const peer = peerOf(
    {
      write: (line) => child.write(line),
      waits: (yes) => child.hold(yes),
      notified(method, params) {
        notifications += 1;
        if (notifications > limits.indicationsPerCase) {
          peer.fail(
            new PortFault('limit', `the adapter sent more than ${limits.indicationsPerCase} indications in one case`),
          );
        } else options.notified?.(method, params);
      },
      failed(reason) {
        fault = reason;
        child.abort();
        options.failed?.(reason);
      },
    },
    limits,
  );
  const child: Child = await start(
    {
      output: (chunk) => {
        peer.take(chunk);
      },
      fail(what, detail) {
        peer.fail(new PortFault(what, detail));
      },
      ended(detail) {
        peer.ended(() => {
          const open = peer.underWay();
          const during = open.length === 0 ? 'while nothing was asked of it' : `during ${open.slice(0, 3).join(', ')}`;
          return new PortFault('gone', `${detail} ${during}${child.log.lastWords()}`);
        });
      },
    },
    limits,
  );
  const { pid, log } = child;

  return {
    pid,
    request(method, params = {}, { ms, answered } = {}) {
      const answer = peer.request(method, params, answered);
      if (ms === undefined) return answer;
      const timer = setTimeout(() => {
        const part = peer.unfinished();
        const cut = part === 0 ? '' : `; ${part} bytes of a line without an end have come`;
        peer.fail(
          new PortFault('no-answer', `the adapter did not answer ${method} within ${ms} ms${cut}${log.lastWords()}`),
        );
      }, ms);
      return answer.finally(() => {
        clearTimeout(timer);
      });
    },
    notify: (method, params = {}) => {
      peer.notify(method, params);
    },
    abandon: () => {
      peer.abandon();
    },
    forget() {
      peer.forget();
      log.restart();
      notifications = 0;
    },
    fault: () => fault,
    fail: (reason) => {
      peer.fail(reason);
    },
    log: () => log.text(),
    endInput: () => {
      child.endInput();
    },
    end: () => child.end(fault === undefined ? () => peer.request('exit', {}) : undefined),
  };
}
