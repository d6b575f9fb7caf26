import { randomInt } from 'node:crypto';
import { PortFault, shown } from '../port/index.js';
import { FEATURES } from '../spi/index.js';
import { issuesOf } from '../trace/index.js';
import { RpcError, type Connection } from './connection.js';
import { hello, NO_SUCH_FEATURE, PROTOCOL, type Hello, type InitializeParams } from './protocol.js';

/** What an adapter is told of us. */
export interface Introduction {
  /** The kit's version. */
  readonly kit: string;
  /** The node that the process is for, where each node has its own. */
  readonly node?: string;
  /** It has so long to answer, in milliseconds. */
  readonly ms: number;
}

/**
 * Says `initialize`, and checks the answer. Among the features that it offers is one that does not exist: an adapter
 * that claims it says yes to everything, and nothing that it claims is worth a test. Rejects with a PortFault.
 */
export async function introduce(connection: Connection, { kit, node, ms }: Introduction): Promise<Hello> {
  const bait = `${NO_SUCH_FEATURE}${randomInt(1_000_000)}`;
  const params: InitializeParams = {
    protocol: PROTOCOL,
    kit,
    ...(node === undefined ? {} : { node }),
    features: [...FEATURES, bait],
  };
  let answer: unknown;
  try {
    answer = await connection.request('initialize', params, { ms });
  } catch (reason) {
    throw reason instanceof RpcError ? new PortFault('threw', reason.message) : reason;
  }
  const protocol = at(answer, 'protocol');
  if (typeof protocol === 'number' && protocol !== PROTOCOL) {
    throw new PortFault('rubbish', `the adapter speaks protocol ${protocol}; this kit speaks protocol ${PROTOCOL}`);
  }
  const claimed = at(at(answer, 'capabilities'), 'features');
  if (Array.isArray(claimed) && claimed.includes(bait)) {
    throw new PortFault(
      'rubbish',
      `the adapter claims ${bait}, a feature that does not exist: its claims are not true`,
    );
  }
  const parsed = hello.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new PortFault(
    'rubbish',
    `the adapter answered initialize wrongly: ${issuesOf(parsed.error)}, got ${shown(answer)}`,
  );
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
