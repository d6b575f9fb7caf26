import type { z } from 'zod';
import { shown, type Testbed } from '../port/index.js';
import { issuesOf, type NodeName, type Verb } from '../trace/index.js';
import { ARGS } from '../trace/shapes.js';
import { RPC } from './message.js';

/** A request that is answered by a JSON-RPC error. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Calls a verb of a testbed, with parameters that have come over the wire. Throws a Refusal. */
export function call(testbed: Testbed, verb: Verb, params: unknown): unknown {
  const method: unknown = Reflect.get(testbed, verb);
  if (typeof method !== 'function') throw new Refusal(RPC.METHOD_NOT_FOUND, `the provider has no ${verb}`);
  const node: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, 'node') : undefined;
  if (typeof node !== 'string' || !Object.hasOwn(testbed.addresses, node)) {
    throw new Refusal(RPC.INVALID_PARAMS, `${verb} names no node of this case: ${shown(node)}`);
  }
  return Reflect.apply(method, testbed, [node satisfies NodeName, parsed(ARGS[verb], params)]);
}

/** Settles; answers only after the calls that came to their end with this have answered. */
export async function settle(testbed: Testbed): Promise<object> {
  await testbed.settle?.();
  await new Promise((resolve) => setImmediate(resolve));
  return {};
}

/** Makes a step; answers as late as `settle` does. */
export async function step(testbed: Testbed): Promise<object> {
  const moved = (await testbed.step?.()) ?? false;
  await new Promise((resolve) => setImmediate(resolve));
  return { moved };
}

/** What fits a shape, as it is. Throws a Refusal. */
export function parsed<T>(shape: z.ZodType<T>, params: unknown): T {
  const read = shape.safeParse(params);
  if (read.success) return read.data;
  throw new Refusal(RPC.INVALID_PARAMS, `the parameters are wrong: ${issuesOf(read.error)}`);
}
