import { z } from 'zod';
import type { Address } from '../spi/index.js';
import { capabilitiesShape, type Capabilities, type NodeName, type Verb } from '../trace/index.js';
import { address, ARGS, descriptor, errorName, failed, fdName, GIVES, nodeName } from '../trace/shapes.js';

// The adapter protocol, version 1, in shapes: docs/adapter-protocol.md tells what they mean. The published schema is
// made from these.

/** The version of the protocol that this kit speaks. */
export const PROTOCOL = 1;

/** How the feature is named that does not exist, and is offered to see who claims it. A number follows. */
export const NO_SUCH_FEATURE = 'no-such-feature-';

const words = z.string().max(65_536);
const label = z.string().trim().min(1).max(200);
export const nothing = z.object({});

/** What `initialize` takes. */
export interface InitializeParams {
  readonly protocol: number;
  readonly kit: string;
  readonly node?: NodeName;
  readonly features: readonly string[];
}

/** What `initialize` gives. */
export interface Hello {
  readonly protocol: number;
  readonly name: string;
  readonly version: string;
  readonly capabilities: Capabilities;
  readonly settles: boolean;
  readonly steps: boolean;
}

/** What `reset` takes. */
export interface ResetParams {
  readonly nodes: readonly NodeName[];
  readonly seed: number;
}

/** What `reset` gives. */
export interface Reset {
  readonly addresses: Readonly<Record<NodeName, Address>>;
  readonly session?: Address;
  readonly noSession?: Address;
  readonly unreachable?: Address;
}

/** The shapes of what is not a verb. */
export const initializeParams: z.ZodType<InitializeParams> = z.object({
  protocol: z.int().positive(),
  kit: label,
  node: nodeName.exactOptional(),
  features: z.array(z.string().max(200)).max(1000),
});
export const hello: z.ZodType<Hello> = z.object({
  protocol: z.literal(PROTOCOL),
  name: label,
  version: label,
  capabilities: capabilitiesShape,
  settles: z.boolean(),
  steps: z.boolean(),
});
export const resetParams: z.ZodType<ResetParams> = z.object({
  nodes: z.array(nodeName).min(1).max(1000),
  seed: z.int(),
});
export const reset: z.ZodType<Reset> = z.object({
  addresses: z.record(nodeName, address),
  session: address.exactOptional(),
  noSession: address.exactOptional(),
  unreachable: address.exactOptional(),
});
export const moved: z.ZodType<{ readonly moved: boolean }> = z.object({ moved: z.boolean() });
export const indication = z.object({ node: nodeName, socket: descriptor, event: fdName, error: errorName });

/** The verbs of the port, as methods of the protocol. */
export const VERBS = Object.keys(ARGS) as readonly Verb[];

const onNode = z.object({ node: nodeName });

function request(method: string, params: z.ZodType) {
  return z.object({ jsonrpc: z.literal('2.0'), id: z.int().positive(), method: z.literal(method), params });
}

/** Every request, by its method. */
export const REQUESTS: Readonly<Record<string, z.ZodType>> = {
  initialize: request('initialize', initializeParams),
  reset: request('reset', resetParams),
  settle: request('settle', nothing),
  step: request('step', nothing),
  exit: request('exit', nothing),
  ...Object.fromEntries(VERBS.map((verb) => [verb, request(verb, z.intersection(onNode, ARGS[verb]))])),
};

/** Every result, by the method of its request. */
export const RESULTS: Readonly<Record<string, z.ZodType>> = {
  initialize: hello,
  reset,
  settle: nothing,
  step: moved,
  exit: nothing,
  ...Object.fromEntries(VERBS.map((verb) => [verb, z.union([z.object({ ok: GIVES[verb] }), failed])])),
};

/** What an adapter sends: responses, of which the result depends on the request, and indications. */
export const response = z.object({ jsonrpc: z.literal('2.0'), id: z.int().positive(), result: z.unknown() });
export const refusal = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.int().positive().nullable(),
  error: z.object({ code: z.int(), message: words }),
});
export const notification = z.object({
  jsonrpc: z.literal('2.0'),
  method: z.literal('indication'),
  params: indication,
});
