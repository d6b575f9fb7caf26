import type { Readable, Writable } from 'node:stream';

// Serves a provider to joinleaf: adapter protocol 1. Messages are JSON-RPC 2.0, one a line; standard error is the log.

const PROTOCOL = 1;
const RPC = {
  PARSE_ERROR: -32_700,
  INVALID_REQUEST: -32_600,
  METHOD_NOT_FOUND: -32_601,
  INVALID_PARAMS: -32_602,
  INTERNAL_ERROR: -32_603,
};

/** A transport address: what a SOCKADDR says. Port 0 at bind means "choose one". */
export interface Address {
  readonly family: number;
  readonly host: string;
  readonly port: number;
}

/** What a call returns: what its success gives, or the error with which the SPI call fails. Verbs do not throw. */
export type Result<T = object> = { readonly ok: T } | { readonly error: string; readonly condition?: object };

type Awaitable<T> = T | Promise<T>;
type Verb<Args, Gives = object> = (node: string, args: Args) => Awaitable<Result<Gives>>;
type OnSocket = { readonly socket: number };
type Condition = { readonly answer: 'CF_ACCEPT' | 'CF_REJECT' | 'CF_DEFER'; readonly calleeData?: string };

/** The verbs that every provider has. One on a blocking socket answers by a promise. */
export interface RequiredVerbs {
  socket: Verb<{ readonly entry: number; readonly flags: number; readonly blocking: boolean }, OnSocket>;
  bind: Verb<OnSocket & { readonly name: Address | null }>;
  getSockName: Verb<OnSocket, { readonly name: Address }>;
  joinLeaf: Verb<
    OnSocket & { readonly name: Address | null; readonly flags: number; readonly callerData?: string },
    OnSocket
  >;
  eventSelect: Verb<OnSocket & { readonly events: number }>;
  closeSocket: Verb<OnSocket>;
}

/** The verbs that a provider may leave out. */
export interface OptionalVerbs {
  listen: Verb<OnSocket & { readonly backlog: number }>;
  accept: Verb<OnSocket & { readonly condition?: Condition }, OnSocket & { readonly peer: Address }>;
  connect: Verb<OnSocket & { readonly name: Address | null }>;
  enumNetworkEvents: Verb<OnSocket, { readonly events: number; readonly errors: Readonly<Record<string, string>> }>;
  shutdown: Verb<OnSocket & { readonly how: number }>;
  send: Verb<OnSocket & { readonly data: string }>;
  recv: Verb<OnSocket, { readonly data: string }>;
  ioctl: Verb<OnSocket & { readonly code: number; readonly value: number }>;
  addMembership: Verb<OnSocket & { readonly group: Address }>;
  calleeData: Verb<OnSocket, { readonly data: string }>;
  memberships: Verb<object, { readonly groups: readonly Address[] }>;
}

/** The world in which one case runs. */
export interface Testbed {
  /** Where each node's sockets are to be bound. */
  readonly addresses: Readonly<Record<string, Address>>;
  /** A nonrooted session that can be joined. */
  readonly session?: Address;
  readonly noSession?: Address;
  readonly unreachable?: Address;
  readonly verbs: RequiredVerbs & Partial<OptionalVerbs>;
  /** Lets all that is under way happen. A testbed that cannot know leaves it out. */
  settle?(): Awaitable<void>;
  /** Lets one thing that is under way happen, and says whether there was one. */
  step?(): Awaitable<boolean>;
  /** Ends the case: nothing of it may show in the next one. */
  close(): Awaitable<void>;
}

/** What is told of a network event: `FD_CONNECT`, with `NO_ERROR` or the reason. */
export interface Indication {
  readonly node: string;
  readonly socket: number;
  readonly event: string;
  readonly error: string;
}

/** What is certified. */
export interface Provider {
  readonly name: string;
  readonly version: string;
  readonly capabilities: object;
  /** Whether its testbeds have `settle`, and `step`. */
  readonly settles: boolean;
  readonly steps: boolean;
  /** Begins a case with these nodes; whatever happens by chance happens from the seed. `indicate` at any time. */
  open(nodes: readonly string[], seed: number, indicate: (indication: Indication) => void): Awaitable<Testbed>;
}

type Params = Readonly<Record<string, unknown>>;

class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Answers requests until the kit is done. Resolves then. */
export async function serve(provider: Provider, input: Readable, output: Writable): Promise<void> {
  let testbed: Testbed | undefined;
  let cases = 0;

  const send = (message: object): void => {
    output.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  };

  const endCase = async (): Promise<void> => {
    const ending = testbed;
    testbed = undefined;
    cases += 1;
    await ending?.close();
  };

  const reset = async (params: Params): Promise<object> => {
    const { nodes, seed } = params;
    if (!Array.isArray(nodes) || typeof seed !== 'number') throw new Refusal(RPC.INVALID_PARAMS, 'nodes and seed');
    await endCase();
    const mine = cases;
    const opened = await provider.open(nodes.map(String), seed, (params) => {
      if (mine === cases) send({ method: 'indication', params });
    });
    testbed = opened;
    const { addresses, session, noSession, unreachable } = opened;
    return { addresses, session, noSession, unreachable };
  };

  const call = (method: string, params: Params): unknown => {
    const verb: unknown =
      testbed !== undefined && Object.hasOwn(testbed.verbs, method) && Reflect.get(testbed.verbs, method);
    if (typeof verb !== 'function') throw new Refusal(RPC.METHOD_NOT_FOUND, `not offered: ${method}`);
    if (typeof params['node'] !== 'string') throw new Refusal(RPC.INVALID_PARAMS, `${method}: on which node?`);
    return Reflect.apply(verb, testbed?.verbs, [params['node'], params]);
  };

  const dispatch = async (method: string, params: Params): Promise<unknown> => {
    switch (method) {
      case 'initialize': {
        if (params['protocol'] !== PROTOCOL) throw new Refusal(RPC.INVALID_PARAMS, `this is protocol ${PROTOCOL}`);
        const { name, version, capabilities, settles, steps } = provider;
        return { protocol: PROTOCOL, name, version, capabilities, settles, steps };
      }
      case 'reset':
        return reset(params);
      case 'settle':
        if (testbed?.settle === undefined) throw new Refusal(RPC.METHOD_NOT_FOUND, 'not offered: settle');
        await testbed.settle();
        return {};
      case 'step':
        if (testbed?.step === undefined) throw new Refusal(RPC.METHOD_NOT_FOUND, 'not offered: step');
        return { moved: await testbed.step() };
      case 'exit':
        await endCase();
        return {};
      default:
        return call(method, params);
    }
  };

  const answer = async (line: string): Promise<boolean> => {
    let id: unknown = null;
    try {
      const request = requestIn(line);
      const { method, params } = request;
      id = request.id;
      const mine = cases;
      const result = await dispatch(method, params);
      // After its case, nobody waits for the answer of a call that has blocked.
      if (mine === cases || method === 'reset' || method === 'exit') send({ id, result });
      return method !== 'exit';
    } catch (reason) {
      if (!(reason instanceof Refusal)) console.error(reason);
      const code = reason instanceof Refusal ? reason.code : RPC.INTERNAL_ERROR;
      send({ id, error: { code, message: reason instanceof Error ? reason.message : String(reason) } });
      return true;
    }
  };

  // Not by node:readline, which takes U+2028 for the end of a line.
  let begun = '';
  input.setEncoding('utf8');
  await new Promise<void>((resolve) => {
    input.on('data', (chunk: string) => {
      const lines = `${begun}${chunk}`.split('\n');
      begun = lines.pop() ?? '';
      // Not one after the other: a call that blocks is answered later, while others go on.
      for (const line of lines) if (line.trim() !== '') void answer(line).then((going) => going || resolve());
    });
    input.once('end', resolve);
  });
  await endCase();
}

function requestIn(line: string): { readonly id: unknown; readonly method: string; readonly params: Params } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new Refusal(RPC.PARSE_ERROR, 'this is no JSON');
  }
  if (!isObject(json) || json['id'] === undefined || typeof json['method'] !== 'string') {
    throw new Refusal(RPC.INVALID_REQUEST, 'this is no request');
  }
  const params = json['params'] ?? {};
  if (!isObject(params)) throw new Refusal(RPC.INVALID_PARAMS, 'params have to be an object');
  return { id: json['id'], method: json['method'], params };
}

function isObject(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
