import { shown } from '../port/index.js';
import { issuesOf } from '../trace/index.js';
import { RpcError } from '../transport/index.js';
import { RESULTS } from '../transport/protocol.js';

/** Ends a check: the adapter does not keep to the protocol, and this line says how. */
export class AdapterWrong extends Error {
  override readonly name = 'AdapterWrong';
}

/** Ends a check: it does not apply to this adapter, and this line says why. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** An answer that is not a result: the code of a JSON-RPC error. */
export interface Refused {
  readonly code: number;
  readonly said: string;
}

/** An answer as it is. */
export type Answer = { readonly result: unknown } | Refused;

/** The code of the JSON-RPC error for a method that is not there. */
export const METHOD_NOT_FOUND = -32_601;

/** What comes back from a request: a result, or that there is none. */
export async function answerTo(request: () => Promise<unknown>): Promise<Answer> {
  try {
    return { result: await request() };
  } catch (reason) {
    if (reason instanceof RpcError) return { code: reason.code, said: reason.said };
    throw reason;
  }
}

/** A result, if it has the shape that the protocol gives it; throws an AdapterWrong otherwise. */
export function inShape(method: string, result: unknown): unknown {
  const parsed = RESULTS[method]?.safeParse(result);
  if (parsed?.success !== false) return result;
  throw new AdapterWrong(`the adapter answers ${method} with ${shown(result)}: ${issuesOf(parsed.error)}`);
}

/** Says that a request was answered with a JSON-RPC error. */
export function refusal(method: string, { code, said }: Refused): string {
  return `the adapter answers ${method} with JSON-RPC error ${code}: ${shown(said)}`;
}
