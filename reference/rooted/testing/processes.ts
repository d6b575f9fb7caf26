import { FD_NAMES, flagsOf, JL, maskOf, type Address, type Roles } from '../../../src/provider.js';
import { connect } from '../../../src/transport/index.js';
import { ENTRIES } from '../index.js';

/** A node that is a process: what `joinleaf serve` makes of a command line, and what it has indicated. */
export interface NodeProcess {
  readonly pid: number;
  /** `96 FD_CONNECT`, `100 FD_CLOSE WSAECONNRESET`: what its sockets were told, in order. */
  readonly told: readonly string[];
  call(verb: string, args: object): Promise<unknown>;
  /** A bound socket that is told of everything, and its name; with a backlog, it listens. */
  make(roles: Roles, backlog?: number): Promise<Made>;
  /** WSPJoinLeaf, which gives a descriptor. */
  asks(socket: number, name: Address): Promise<number>;
  /** How the next join of this socket ends: FD_CONNECT without more, or its error. */
  outcome(socket: number): Promise<string>;
  /** WSPAccept, once there is something to accept. */
  accepts(socket: number): Promise<number>;
  end(): Promise<void>;
}

/** A socket that was made. */
export interface Made {
  readonly socket: number;
  readonly name: Address;
}

/** Starts a node of a case with these nodes. `{node}` in the command line stands for its name. */
export async function startNode(commandLine: string, node: string, nodes: readonly string[]): Promise<NodeProcess> {
  const told: string[] = [];
  const connection = await connect(commandLine, {
    node,
    notified(_method, params) {
      const { socket, event, error } = params as { readonly socket: number; readonly event: string; error: string };
      told.push([socket, event, ...(error === 'NO_ERROR' ? [] : [error])].join(' '));
    },
  });
  await connection.request('initialize', { protocol: 1, kit: 'test', node, features: [] });
  const { addresses } = (await connection.request('reset', { nodes, seed: 1 })) as {
    readonly addresses: Readonly<Record<string, Address>>;
  };
  const call = (verb: string, args: object): Promise<unknown> => connection.request(verb, { node, ...args });
  const concluded = new Map<number, number>();
  const asked = new Map<number, number>();
  /** The next of the events of this kind on a socket. */
  const next = async (counted: Map<number, number>, socket: number, event: string): Promise<string> => {
    const nth = counted.get(socket) ?? 0;
    counted.set(socket, nth + 1);
    const those = (): string | undefined => told.filter((one) => one.startsWith(`${socket} ${event}`))[nth];
    await until(() => those() !== undefined);
    return those() ?? '';
  };
  return {
    pid: connection.pid,
    told,
    call,
    async make(roles, backlog) {
      const entry = ENTRIES.rootedData.id;
      const { socket } = given<{ readonly socket: number }>(
        await call('socket', { entry, flags: flagsOf(roles), blocking: false }),
      );
      given(await call('bind', { socket, name: addresses[node] }));
      given(await call('eventSelect', { socket, events: maskOf(FD_NAMES) }));
      if (backlog !== undefined) given(await call('listen', { socket, backlog }));
      return { socket, ...given<{ readonly name: Address }>(await call('getSockName', { socket })) };
    },
    async asks(socket, name) {
      const answer = await call('joinLeaf', { socket, name, flags: JL.BOTH });
      return given<{ readonly socket: number }>(answer).socket;
    },
    async outcome(socket) {
      return (await next(concluded, socket, 'FD_CONNECT')).replace(`${socket} `, '');
    },
    async accepts(socket) {
      await next(asked, socket, 'FD_ACCEPT');
      return given<{ readonly socket: number }>(await call('accept', { socket })).socket;
    },
    end: () => connection.end(),
  };
}

/** What a call that succeeded gives. */
export function given<T>(answer: unknown): T {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) return answer.ok as T;
  throw new Error(`expected success, got ${JSON.stringify(answer)}`);
}

/** Waits for something that has to happen. The test's own time-out is the last resort. */
export async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 5));
}
