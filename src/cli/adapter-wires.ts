import { connect, type Connection, type RequestOptions } from '../transport/index.js';
import type { PortFault } from '../port/index.js';
import { AdapterWrong } from './adapter-answers.js';

/** The nodes of a case in which an adapter is looked at. */
export const NODES = ['root', 'leaf-1'] as const;

/** What an adapter has told without being asked. */
export interface Told {
  readonly method: string;
  readonly params: unknown;
  /** The node whose process it was, where each node has its own. */
  readonly from?: string;
}

/** Who hears of what an adapter does by itself. */
export interface Ears {
  told(what: Told): void;
  failed(fault: PortFault): void;
}

/** The connection to an adapter: one process for all nodes, or one for each, which are asked as if they were one. */
export type Wires = Pick<Connection, 'fault' | 'forget' | 'endInput' | 'end'> & {
  request(method: string, params: object, options: RequestOptions): Promise<unknown>;
};

/** Starts an adapter. Rejects with a PortFault where it cannot be started. */
export async function start(commandLine: string, perNode: boolean, ears: Ears): Promise<Wires> {
  const one = (node?: string): Promise<Connection> => {
    const which = node === undefined ? {} : { node };
    const from = node === undefined ? {} : { from: node };
    return connect(commandLine, {
      ...which,
      notified: (method, params) => {
        ears.told({ method, params, ...from });
      },
      failed: (fault) => {
        ears.failed(fault);
      },
    });
  };
  if (!perNode) return one();
  const started = await Promise.allSettled(NODES.map(async (node) => [node, await one(node)] as const));
  const wires = new Map(started.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : [])));
  const failure = started.find((it) => it.status === 'rejected');
  if (failure !== undefined) {
    await Promise.all([...wires.values()].map((wire) => wire.end()));
    throw failure.reason;
  }
  return together(wires);
}

function together(wires: ReadonlyMap<string, Connection>): Wires {
  const all = [...wires.values()];
  return {
    async request(method, params, options) {
      const node = 'node' in params ? wires.get(String(params.node)) : undefined;
      if (node !== undefined) return node.request(method, params, options);
      let left = wires.size;
      const each = {
        ...options,
        answered: () => {
          left -= 1;
          if (left === 0) options.answered?.();
        },
      };
      const own = (name: string): object => (method === 'initialize' ? { ...params, node: name } : params);
      const asked = [...wires].map(
        async ([name, wire]) => [name, await wire.request(method, own(name), each)] as const,
      );
      // All are waited for, so that no failure is left behind that nobody hears of.
      await Promise.allSettled(asked);
      const answers = await Promise.all(asked);
      return method === 'reset' ? placesOf(answers) : agreed(method, answers);
    },
    fault: () => all.map((wire) => wire.fault()).find((fault) => fault !== undefined),
    forget: () => {
      for (const wire of all) wire.forget();
    },
    endInput: () => {
      for (const wire of all) wire.endInput();
    },
    end: async () => {
      await Promise.all(all.map((wire) => wire.end()));
    },
  };
}

type Answers = readonly (readonly [node: string, answer: unknown])[];

function agreed(method: string, answers: Answers): unknown {
  const [[first, answer] = ['', undefined], ...others] = answers;
  const other = others.find(([, it]) => JSON.stringify(it) !== JSON.stringify(answer));
  if (other === undefined) return answer;
  throw new AdapterWrong(`the processes of ${first} and ${other[0]} answer ${method} differently`);
}

/** What all say of the places in a case, of nodes each of its own: a wrong answer stands for the whole. */
function placesOf(answers: Answers): unknown {
  const object = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
  const own = answers.map(([node, answer]) => {
    const addresses: unknown = Reflect.get(object(answer), 'addresses');
    return Object.hasOwn(object(addresses), node) ? [[node, Reflect.get(object(addresses), node)] as const] : [];
  });
  const wrong = answers.find(([, answer]) => typeof Reflect.get(object(answer), 'addresses') !== 'object');
  if (wrong !== undefined) return wrong[1];
  return {
    ...Object.assign({}, ...answers.map(([, answer]) => object(answer))),
    addresses: Object.fromEntries(own.flat()),
  };
}
