import { checkIndication, PortFault, shown, type CaseSetup, type Testbed } from '../port/index.js';
import { sameAddress, type Address } from '../spi/index.js';
import type { Args, Gives, NodeName, Result, Verb } from '../trace/index.js';
import { ask, call } from './asking.js';
import type { Connection } from './connection.js';
import type { Fleet } from './fleet.js';
import type { TransportLimits } from './limits.js';
import { moved, nothing, reset, type Reset } from './protocol.js';

/** A case that begins behind the wire. */
export interface RemoteCase {
  /** The testbed, once every process has forgotten the case before. Rejects with a PortFault. */
  readonly testbed: Promise<Testbed>;
  /** A notification has come from one of the processes. */
  hear(from: Connection, method: string, params: unknown): void;
}

/** Begins a case. */
export function beginCase(fleet: Fleet, perNode: boolean, limits: TransportLimits, setup: CaseSetup): RemoteCase {
  // What a process indicates before it has answered `reset` belongs to the case before.
  const begun = new Set<Connection>();
  return {
    testbed: testbedOf(fleet, perNode, limits, setup, (one) => begun.add(one)),
    hear(from, method, params) {
      const rubbish = (text: string): void => {
        from.fail(new PortFault('rubbish', text));
      };
      if (method !== 'indication') {
        rubbish(`the adapter sent a notification that does not exist: ${shown(method)}`);
        return;
      }
      const checked = checkIndication(params);
      if ('wrong' in checked) {
        rubbish(`the adapter sent a malformed indication: ${checked.wrong}`);
        return;
      }
      if (!begun.has(from)) return;
      const { node, event } = checked.value;
      if (setup.nodes.includes(node) && fleet.of(node) === from) setup.indicate(checked.value);
      else rubbish(`the adapter indicated ${event} on node ${shown(node)}, which is not one of its own in this case`);
    },
  };
}

async function testbedOf(
  fleet: Fleet,
  perNode: boolean,
  limits: TransportLimits,
  { nodes, seed }: CaseSetup,
  begun: (one: Connection) => void,
): Promise<Testbed> {
  const answers = await Promise.all(
    fleet.all().map(async (one): Promise<readonly [Connection, Reset]> => {
      const answered = (): void => {
        one.forget();
        begun(one);
      };
      return [one, await ask(one, 'reset', { nodes, seed }, reset, { ms: limits.resetMs, answered })];
    }),
  );
  const { settles, steps } = fleet.hello;
  const only = perNode ? undefined : fleet.all()[0];
  const verb =
    <V extends Verb>(name: V) =>
    (node: NodeName, args: Args<V>): Promise<Result<Gives<V>>> =>
      call(fleet.of(node), name, node, args);
  return {
    addresses: addressesIn(new Map(answers), nodes, fleet),
    ...places(answers.map(([, answer]) => answer)),
    socket: verb('socket'),
    bind: verb('bind'),
    listen: verb('listen'),
    joinLeaf: verb('joinLeaf'),
    accept: verb('accept'),
    connect: verb('connect'),
    eventSelect: verb('eventSelect'),
    enumNetworkEvents: verb('enumNetworkEvents'),
    closeSocket: verb('closeSocket'),
    shutdown: verb('shutdown'),
    send: verb('send'),
    recv: verb('recv'),
    ioctl: verb('ioctl'),
    getSockName: verb('getSockName'),
    addMembership: verb('addMembership'),
    calleeData: verb('calleeData'),
    memberships: verb('memberships'),
    ...(only !== undefined && settles ? { settle: async () => void (await ask(only, 'settle', {}, nothing)) } : {}),
    ...(only !== undefined && steps ? { step: async () => (await ask(only, 'step', {}, moved)).moved } : {}),
    close: () => undefined,
  };
}

/** Each node's address, from the process that the node is in. A node without one is left out, and missed later. */
function addressesIn(
  answers: ReadonlyMap<Connection, Reset>,
  nodes: readonly NodeName[],
  fleet: Fleet,
): Readonly<Record<NodeName, Address>> {
  const found = nodes.flatMap((node) => {
    const process = fleet.of(node);
    const given = process === undefined ? undefined : answers.get(process)?.addresses;
    const address = given !== undefined && Object.hasOwn(given, node) ? given[node] : undefined;
    return address === undefined ? [] : [[node, address] as const];
  });
  return Object.fromEntries(found);
}

/** The addresses that are not those of nodes: whoever names one has to name the same. */
function places(answers: readonly Reset[]): Pick<Testbed, 'session' | 'noSession' | 'unreachable'> {
  const one = (place: 'session' | 'noSession' | 'unreachable'): Partial<Record<typeof place, Address>> => {
    const [first, ...others] = answers.flatMap((answer) => answer[place] ?? []);
    if (first === undefined) return {};
    if (others.every((other) => sameAddress(first, other))) return { [place]: first };
    throw new PortFault('rubbish', `the adapter's processes do not agree about the address of ${place}`);
  };
  return { ...one('session'), ...one('noSession'), ...one('unreachable') };
}
