import { checkAnswer, checkIndication, PortFault, shown } from '../port/index.js';
import { KIT_VERSION } from '../run/index.js';
import { FEATURES } from '../spi/index.js';
import type { Args, Gives, Result, Verb } from '../trace/index.js';
import { PROTOCOL, TRANSPORT_LIMITS } from '../transport/index.js';
import type { Hello, InitializeParams, Reset } from '../transport/protocol.js';
import {
  answerTo,
  inShape,
  METHOD_NOT_FOUND,
  NotApplicable,
  AdapterWrong,
  refusal,
  type Answer,
} from './adapter-answers.js';
import { start as startWires, type Told, type Wires } from './adapter-wires.js';

/** An adapter that is being looked at: started when it is needed, and again after it has failed. */
export interface Subject {
  /** Says `initialize` to a new process, which is used from there on: none is told so twice. Gives what it answers. */
  introduce(params: InitializeParams): Promise<unknown>;
  /** What it has said of itself, as soon as that is known. */
  hello(): Hello;
  setHello(hello: Hello): void;
  /** Asks for something, as it is, and gives the answer, as it is. */
  ask(method: string, params: object): Promise<Answer>;
  /** Asks for something that an adapter has to have, and checks the shape of the answer. */
  get(method: string, params: object): Promise<unknown>;
  /** Begins a case. */
  reset(nodes: readonly string[]): Promise<Reset>;
  /** Calls a verb. Undefined where the adapter does not have it. */
  call<V extends Verb>(verb: V, node: string, args: Args<V>): Promise<Result<Gives<V>> | undefined>;
  /** Waits until nothing is under way, or where the adapter cannot say so, until it was quiet for a while. */
  quiet(): Promise<void>;
  /** The events that were told on a socket in this case. */
  events(node: string, socket: number): readonly string[];
  /** What is wrong with what has been told without being asked, in this case. */
  checkIndications(): void;
  /** Tells it to end, by asking or by ending its standard input, and waits until it has; gives how it did. */
  exit(by: 'exit' | 'end of input'): Promise<string>;
  end(): Promise<void>;
}

/** What an adapter is told of us, when nothing else is being tried. */
export const INTRODUCTION: InitializeParams = { protocol: PROTOCOL, kit: KIT_VERSION, features: FEATURES };

/** So long an adapter that cannot settle has to be quiet, in milliseconds, to be taken for settled. */
const QUIET_MS = 150;

/** Begins to look at an adapter. Rejects with a PortFault where it cannot be started. */
export async function subjectOf(commandLine: string, perNode: boolean, callMs: number): Promise<Subject> {
  let hello: Hello | undefined;
  let introduced = false;
  let restarts = 0;
  let told: Told[] = [];
  let known = new Set<string>();
  let nodes: readonly string[] = [];
  let gone: (fault: PortFault) => void = () => undefined;
  /** What has ended the connection, as long as no check has been told. */
  let untold: PortFault | undefined;
  let connection = await start();

  function start(): Promise<Wires> {
    return startWires(commandLine, perNode, {
      told: (what) => void told.push(what),
      failed(fault) {
        untold = fault;
        gone(fault);
      },
    });
  }

  async function renew(): Promise<void> {
    await connection.end();
    untold = undefined;
    connection = await start();
  }

  /** The connection, made anew where the one before has failed. */
  async function ready(): Promise<Wires> {
    if (connection.fault() === undefined) return connection;
    if (untold !== undefined) throw broken(untold);
    if (restarts === TRANSPORT_LIMITS.restarts) throw new NotApplicable(`it was started again ${restarts} times`);
    restarts += 1;
    await renew();
    await request(connection, 'initialize', INTRODUCTION);
    return connection;
  }

  async function request(wire: Wires, method: string, params: object): Promise<unknown> {
    const ms = method === 'initialize' ? TRANSPORT_LIMITS.startMs : callMs;
    // What is told before `reset` is answered belongs to the case before.
    const answered = (): void => {
      if (method !== 'reset') return;
      wire.forget();
      told = [];
    };
    try {
      return await wire.request(method, params, { ms, answered });
    } catch (reason) {
      throw reason instanceof PortFault ? broken(reason) : reason;
    }
  }

  function broken(fault: PortFault): Error {
    untold = undefined;
    // One that ends before it has said a word is not there at all: a file is missing, say.
    return hello === undefined && fault.what === 'gone' ? fault : new AdapterWrong(fault.detail);
  }

  const subject: Subject = {
    hello() {
      if (hello === undefined) throw new NotApplicable('it has not introduced itself');
      return hello;
    },
    setHello(said) {
      // No process knows what is under way in another.
      hello = perNode ? { ...said, settles: false, steps: false } : said;
    },
    async introduce(params) {
      if (introduced) await renew();
      introduced = true;
      const answer = await answerTo(() => request(connection, 'initialize', params));
      if ('result' in answer) return answer.result;
      throw new AdapterWrong(refusal('initialize', answer));
    },
    ask(method, params) {
      subject.hello();
      return answerTo(async () => request(await ready(), method, params));
    },
    async get(method, params) {
      const answer = await subject.ask(method, params);
      if ('result' in answer) return inShape(method, answer.result);
      throw new AdapterWrong(refusal(method, answer));
    },
    async reset(wanted) {
      nodes = wanted;
      const begun = (await subject.get('reset', { nodes, seed: 1 })) as Reset;
      known = new Set();
      for (const node of nodes) {
        if (!Object.hasOwn(begun.addresses, node))
          throw new AdapterWrong(`the adapter gives no address for node ${shown(node)}`);
      }
      return begun;
    },
    async call(verb, node, args) {
      const answer = await subject.ask(verb, { node, ...args });
      if (!('result' in answer)) {
        if (answer.code === METHOD_NOT_FOUND) return undefined;
        throw new AdapterWrong(
          `${refusal(verb, answer)}; a call that fails is a result too: {"error":"WSAE…"}, which certify can judge`,
        );
      }
      const checked = checkAnswer(verb, answer.result);
      if ('wrong' in checked) throw new AdapterWrong(`the adapter answers ${verb} wrongly: ${checked.wrong}`);
      const { value } = checked;
      if ('ok' in value && 'socket' in value.ok) known.add(`${node} ${value.ok.socket}`);
      return value;
    },
    async quiet() {
      if (subject.hello().settles) {
        await subject.get('settle', {});
        return;
      }
      for (let before = -1; before !== told.length;) {
        before = told.length;
        await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      }
    },
    events: (node, socket) =>
      told.flatMap(({ params }) => {
        const checked = checkIndication(params);
        if ('wrong' in checked || checked.value.node !== node || checked.value.socket !== socket) return [];
        return [checked.value.event];
      }),
    checkIndications() {
      for (const { method, params, from } of told) {
        if (method !== 'indication')
          throw new AdapterWrong(`the adapter sends a notification that does not exist: ${shown(method)}`);
        const checked = checkIndication(params);
        if ('wrong' in checked) throw new AdapterWrong(`the adapter sends a malformed indication: ${checked.wrong}`);
        const { node, socket, event } = checked.value;
        if (!nodes.includes(node))
          throw new AdapterWrong(`the adapter indicates ${event} on node ${shown(node)}, which is not there`);
        if (from !== undefined && from !== node)
          throw new AdapterWrong(`the process of ${from} indicates ${event} on node ${shown(node)}`);
        if (known.has(`${node} ${socket}`)) continue;
        throw new AdapterWrong(
          `the adapter indicates ${event} on socket ${socket} of ${node}, which no call has returned`,
        );
      }
    },
    async exit(by) {
      const wire = await ready();
      const told = by === 'exit' ? 'it was told to exit' : 'its standard input had ended';
      const ended = new Promise<string>((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new AdapterWrong(`the adapter is still running ${callMs} ms after ${told}`));
        }, callMs);
        gone = ({ detail }): void => {
          clearTimeout(timer);
          untold = undefined;
          resolve(detail);
        };
      });
      ended.catch(() => undefined);
      if (by === 'exit') await subject.get('exit', {});
      else wire.endInput();
      return ended;
    },
    end: () => connection.end(),
  };
  return subject;
}
