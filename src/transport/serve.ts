import { shown, type CaseSetup, type Provider, type Testbed } from '../port/index.js';
import type { NodeName } from '../trace/index.js';
import { linesOf } from './lines.js';
import { TRANSPORT_LIMITS } from './limits.js';
import { RPC } from './message.js';
import { inOneLine } from './one-line.js';
import { call, parsed, Refusal, settle, step } from './serving.js';
import { initializeParams, PROTOCOL, resetParams, VERBS, type Hello, type Reset } from './protocol.js';

/** The adapter's end of a wire, in front of a provider. */
export interface Server {
  /** Takes what has arrived. */
  take(chunk: Uint8Array): void;
  /** Nothing more will arrive. */
  end(): void;
  /** Is kept when the server has nothing more to do: it was told to exit, or its input has ended. */
  readonly done: Promise<void>;
}

/** How a provider is served where that is special. */
export interface ServeOptions {
  /** The one node that is served here; the one that `initialize` names where it is not said, or else all of them. */
  readonly node?: NodeName;
  /** Claims no more nodes than this, where there are no more hosts. */
  readonly maxNodes?: number;
}

/**
 * Serves a provider over the adapter protocol: what `joinleaf serve` does. `write` is given one line at a time, with
 * its end.
 */
export function serverOf(provider: Provider, write: (line: string) => void, options: ServeOptions = {}): Server {
  const lines = linesOf(TRANSPORT_LIMITS.lineBytes);
  let testbed: Testbed | undefined;
  let offered: readonly string[] | undefined;
  let { node: served } = options;
  let over = false;
  let cases = 0;
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  // Verbs go ahead at once, and answer when they can; what begins or ends a case waits its turn, and what follows it
  // waits for it.
  let busy: Promise<void> | undefined;

  const send = (message: object): void => {
    if (!over) write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  };
  const refuse = (id: unknown, code: number, message: string): void => {
    send({ id: id ?? null, error: { code, message } });
  };

  function drain(): void {
    while (busy === undefined && !over) {
      const line = lines.next();
      if (line === undefined) return;
      if ('wrong' in line) refuse(null, RPC.PARSE_ERROR, line.wrong);
      else hear(line.text);
    }
  }

  function hear(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      refuse(null, RPC.PARSE_ERROR, `this is not JSON: ${shown(text)}`);
      return;
    }
    const { id, method, params } = (Object(message) ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof method !== 'string') {
      refuse(id, RPC.INVALID_REQUEST, `this is no request: ${shown(text)}`);
      return;
    }
    // A notification: this version has none in this direction, and a later one may.
    if (id === undefined) return;
    try {
      const result = dispatch(method, params);
      if (result instanceof Promise) result.then((it: unknown) => send({ id, result: it }), failed);
      else send({ id, result });
    } catch (reason) {
      failed(reason);
    }
    function failed(reason: unknown): void {
      if (reason instanceof Refusal) refuse(id, reason.code, reason.message);
      else refuse(id, RPC.INTERNAL_ERROR, inOneLine(reason));
    }
  }

  function dispatch(method: string, params: unknown): unknown {
    if (method === 'initialize') return inTurn(() => initialize(params));
    if (method === 'exit') return inTurn(exit);
    if (offered === undefined) throw new Refusal(RPC.INVALID_REQUEST, 'the first request has to be initialize');
    if (method === 'reset') return inTurn(() => begin(params));
    const known = VERBS.find((verb) => verb === method);
    if (known === undefined && method !== 'settle' && method !== 'step') {
      throw new Refusal(RPC.METHOD_NOT_FOUND, `there is no method ${shown(method)}`);
    }
    if (testbed === undefined) throw new Refusal(RPC.INVALID_REQUEST, 'no case has begun');
    if (known !== undefined) return call(testbed, known, params);
    if (method === 'settle' && testbed.settle !== undefined) return settle(testbed);
    if (method === 'step' && testbed.step !== undefined) return step(testbed);
    throw new Refusal(RPC.METHOD_NOT_FOUND, `the provider has no ${method}`);
  }

  async function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const working = Promise.resolve().then(work);
    // The answer is sent first, then what has arrived in the meantime is heard.
    const after = (): void => {
      setImmediate(() => {
        busy = undefined;
        drain();
      });
    };
    busy = working.then(after, after);
    return working;
  }

  async function initialize(params: unknown): Promise<Hello> {
    const asked = parsed(initializeParams, params);
    if (served !== undefined && asked.node !== undefined && asked.node !== served) {
      throw new Refusal(RPC.INVALID_PARAMS, `this process is to be ${served}, and not ${shown(asked.node)}`);
    }
    served ??= asked.node;
    offered = asked.features;
    const { name, version, capabilities } = provider;
    const features = capabilities.features.filter((one) => asked.features.includes(one));
    const most = Math.min(capabilities.maxNodes ?? Infinity, options.maxNodes ?? Infinity);
    const claimed = { ...capabilities, features, ...(most === Infinity ? {} : { maxNodes: most }) };
    return { protocol: PROTOCOL, name, version, capabilities: claimed, ...(await abilities()) };
  }

  /** Whether its testbeds can settle and step: only a testbed itself can show that. */
  async function abilities(): Promise<Pick<Hello, 'settles' | 'steps'>> {
    const node = provider.capabilities.schemes.includes('nonrooted') ? 'member-1' : 'root';
    const one = await provider.open({ nodes: [node], seed: 0, indicate: () => undefined });
    const found = { settles: one.settle !== undefined, steps: one.step !== undefined };
    await one.close();
    return found;
  }

  async function begin(params: unknown): Promise<Reset> {
    const { nodes: all, seed } = parsed(resetParams, params);
    // A process that is one node knows nothing of the sockets of others.
    const nodes = all.filter((node) => served === undefined || node === served);
    await testbed?.close();
    testbed = undefined;
    if (nodes.length === 0) {
      cases += 1;
      return { addresses: {} };
    }
    let begun = false;
    const early: object[] = [];
    cases += 1;
    const mine = cases;
    const indicate: CaseSetup['indicate'] = (indication) => {
      const message = { method: 'indication', params: indication };
      // What a case that has ended still has to say is of no use to the next.
      if (mine !== cases) return;
      if (begun) send(message);
      else early.push(message);
    };
    const elsewhere = served === undefined ? {} : { elsewhere: all.filter((node) => node !== served) };
    const opened = await provider.open({ nodes, ...elsewhere, seed, indicate });
    testbed = opened;
    const { addresses, session, noSession, unreachable } = opened;
    // What is indicated before the case has begun is held back until the answer is out.
    setImmediate(() => {
      begun = true;
      early.forEach(send);
    });
    return {
      addresses,
      ...(session === undefined ? {} : { session }),
      ...(noSession === undefined ? {} : { noSession }),
      ...(unreachable === undefined ? {} : { unreachable }),
    };
  }

  async function exit(): Promise<object> {
    await testbed?.close();
    setImmediate(() => {
      over = true;
      finish();
    });
    return {};
  }

  return {
    take(chunk) {
      lines.push(chunk);
      drain();
    },
    end() {
      void (busy ?? Promise.resolve()).then(exit);
    },
    done,
  };
}
