import { z } from 'zod';
import type { TraceEvent } from './events.js';
import type { Expectation } from './expectation.js';
import { printable } from './printable.js';
import { address, ARGS, capabilities, descriptor, errorName, failed, fdName, GIVES, nodeName } from './shapes.js';
import type { Args, Gives, Result, Verb } from './verbs.js';

const words = z.string().max(65_536);
const index = z.int().min(-1);
const callId = z.int().nonnegative();
const clauses = z.array(z.string().max(200)).max(1000);
const errors = z.array(errorName).max(64);
const who = z.object({ node: nodeName, socket: descriptor });

const expectation: z.ZodType<Expectation> = z.discriminatedUnion('see', [
  z.object({
    see: z.literal('indication'),
    ...who.shape,
    event: fdName,
    error: z.union([errors, z.literal('any-error')]).exactOptional(),
    times: z.int().nonnegative().exactOptional(),
    since: index,
  }),
  z.object({ see: z.literal('no-indication'), ...who.shape, event: fdName, since: index }),
  z.object({
    see: z.literal('return'),
    call: callId,
    outcome: z.union([z.literal('ok'), z.literal('any-error'), errors]),
  }),
  z.object({ see: z.literal('no-return'), call: callId }),
  z.object({ see: z.literal('received'), ...who.shape, data: z.array(words), since: index }),
  z.object({ see: z.literal('value'), call: callId, path: z.array(words).max(64), is: z.unknown() }),
  z.object({ see: z.literal('members'), sockets: z.array(who).max(10_000) }),
]);

const header = z.object({
  kind: z.literal('header'),
  format: z.literal('joinleaf-trace'),
  version: z.literal(1),
  kit: words,
  spec: words,
  provider: z.object({ name: words, version: words }),
  capabilities,
  seed: z.int(),
  case: z.object({ id: words, name: words, clauses }),
  nodes: z.record(nodeName, address),
  session: address.exactOptional(),
  noSession: address.exactOptional(),
  unreachable: address.exactOptional(),
});

function call<V extends Verb>(verb: V) {
  const args: z.ZodType<Args<V>> = ARGS[verb];
  return z.object({ kind: z.literal('call'), id: callId, node: nodeName, verb: z.literal(verb), args });
}

function returned<V extends Verb>(verb: V) {
  const gives: z.ZodType<Gives<V>> = GIVES[verb];
  const result: z.ZodType<Result<Gives<V>>> = z.union([z.object({ ok: gives }), failed]);
  return z.object({ kind: z.literal('return'), id: callId, verb: z.literal(verb), result });
}

/** One line of a trace, as the types in `events.ts` have it. */
export const traceEvent: z.ZodType<TraceEvent> = z.discriminatedUnion('kind', [
  header,
  z.discriminatedUnion('verb', [
    call('socket'),
    call('bind'),
    call('listen'),
    call('joinLeaf'),
    call('accept'),
    call('connect'),
    call('eventSelect'),
    call('enumNetworkEvents'),
    call('closeSocket'),
    call('shutdown'),
    call('send'),
    call('recv'),
    call('ioctl'),
    call('getSockName'),
    call('addMembership'),
    call('calleeData'),
    call('memberships'),
  ]),
  z.discriminatedUnion('verb', [
    returned('socket'),
    returned('bind'),
    returned('listen'),
    returned('joinLeaf'),
    returned('accept'),
    returned('connect'),
    returned('eventSelect'),
    returned('enumNetworkEvents'),
    returned('closeSocket'),
    returned('shutdown'),
    returned('send'),
    returned('recv'),
    returned('ioctl'),
    returned('getSockName'),
    returned('addMembership'),
    returned('calleeData'),
    returned('memberships'),
  ]),
  z.object({ kind: z.literal('indication'), ...who.shape, event: fdName, error: errorName }),
  z.object({
    kind: z.literal('settled'),
    by: z.enum(['provider', 'deadline']),
    waited: z.number().nonnegative().exactOptional(),
  }),
  z.object({ kind: z.literal('expect'), clauses, says: words, expectation }),
  z.object({
    kind: z.literal('fault'),
    what: z.enum(['threw', 'rubbish', 'no-answer', 'unknown-socket', 'limit', 'open-failed', 'gone']),
    detail: words,
  }),
  z.object({ kind: z.literal('note'), text: words }),
]);

/** What is wrong with a value that does not fit a shape, in one line. */
export function issuesOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) =>
      [issue.path.map((key) => printable(String(key))).join('.'), printable(issue.message, 400)]
        .filter(Boolean)
        .join(': '),
    )
    .join('; ');
}
