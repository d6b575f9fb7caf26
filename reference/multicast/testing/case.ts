import { setTimeout as delay } from 'node:timers/promises';
import {
  AF,
  FD,
  JL,
  WSA_FLAG,
  type Address,
  type Args,
  type Descriptor,
  type Indication,
  type NodeName,
  type Result,
  type Testbed,
} from '../../../src/provider.js';
import { createProvider } from '../index.js';

/** One case on the provider, inside the namespace, with sockets that tell of everything. */
export interface Case {
  readonly testbed: Testbed;
  readonly session: Address;
  /** All indications so far. */
  readonly told: readonly Indication[];
  /** Makes a c_leaf/d_leaf socket, bound to its node's address and registered for all events. */
  member(node: NodeName): Promise<Descriptor>;
  join(node: NodeName, socket: Descriptor, more?: Partial<Args<'joinLeaf'>>): Promise<Descriptor>;
  /** What waits on the socket, after all that is under way has had time to arrive. */
  heard(node: NodeName, socket: Descriptor): Promise<readonly string[]>;
  end(): Promise<void>;
}

/** Flags of a c_leaf/d_leaf socket. */
export const LEAF = WSA_FLAG.MULTIPOINT_C_LEAF | WSA_FLAG.MULTIPOINT_D_LEAF;

/** What arrives at all arrives within a few milliseconds here. */
const QUIET_MS = 30;

/** Opens a case on one of the namespace's veth interfaces. */
export async function openCase(device = 'jl0'): Promise<Case> {
  const told: Indication[] = [];
  const nodes = ['member-1', 'member-2', 'member-3'];
  const indicate = (indication: Indication): void => void told.push(indication);
  const testbed = await createProvider({ interface: device }).open({ nodes, seed: 1, indicate });
  const { session } = testbed;
  if (session === undefined) throw new Error('the testbed has no session');

  return {
    testbed,
    session,
    told,
    async member(node) {
      const { socket } = ok(await testbed.socket(node, { entry: 1, flags: LEAF, blocking: false }));
      ok(await testbed.bind(node, { socket, name: testbed.addresses[node] ?? null }));
      ok(await testbed.eventSelect(node, { socket, events: FD.FD_READ | FD.FD_CONNECT | FD.FD_ACCEPT | FD.FD_CLOSE }));
      return socket;
    },
    async join(node, socket, more = {}) {
      return ok(await testbed.joinLeaf(node, { socket, name: session, flags: JL.BOTH, ...more })).socket;
    },
    async heard(node, socket) {
      await delay(QUIET_MS);
      const data: string[] = [];
      for (;;) {
        const received = await testbed.recv?.(node, { socket });
        if (received === undefined || 'error' in received) return data;
        data.push(received.ok.data);
      }
    },
    end: async () => testbed.close(),
  };
}

/** What a success gives; anything else ends the check. */
export function ok<T>(result: Result<T> | undefined): T {
  if (result !== undefined && 'ok' in result) return result.ok;
  throw new Error(`the call failed: ${JSON.stringify(result)}`);
}

/** A group that no session uses. */
export function otherGroup(last: number): Address {
  return { family: AF.INET, host: `239.255.77.${last}`, port: 31_077 };
}
