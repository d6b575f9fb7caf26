import type { z } from 'zod';
import { checkAnswer, PortFault, shown } from '../port/index.js';
import { issuesOf, type Args, type Gives, type NodeName, type Result, type Verb } from '../trace/index.js';
import type { Connection, RequestOptions } from './connection.js';
import { RPC } from './message.js';
import { RpcError } from './peer.js';

/** Calls a verb. One that the adapter does not have answers WSAEOPNOTSUPP. Rejects with a PortFault. */
export async function call<V extends Verb>(
  connection: Connection | undefined,
  verb: V,
  node: NodeName,
  args: Args<V>,
): Promise<Result<Gives<V>>> {
  if (connection === undefined) throw new PortFault('gone', `the adapter of ${node} is not running`);
  let answer: unknown;
  try {
    answer = await connection.request(verb, { node, ...args });
  } catch (reason) {
    if (reason instanceof RpcError && reason.code === RPC.METHOD_NOT_FOUND) return { error: 'WSAEOPNOTSUPP' };
    throw faultOf(reason);
  }
  const checked = checkAnswer(verb, answer);
  if ('value' in checked) return checked.value;
  throw new PortFault('rubbish', `the adapter answered nonsense: ${checked.wrong}`);
}

/** Asks for what is no verb, and checks the answer. Rejects with a PortFault. */
export async function ask<T>(
  connection: Connection,
  method: string,
  params: object,
  shape: z.ZodType<T>,
  options: RequestOptions = {},
): Promise<T> {
  let answer: unknown;
  try {
    answer = await connection.request(method, params, options);
  } catch (reason) {
    throw faultOf(reason);
  }
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new PortFault(
    'rubbish',
    `the adapter answered ${method} wrongly: ${issuesOf(parsed.error)}, got ${shown(answer)}`,
  );
}

function faultOf(reason: unknown): unknown {
  return reason instanceof RpcError ? new PortFault('threw', reason.message) : reason;
}
