import { z } from 'zod';
import {
  DATA_PLANES,
  ERRORS,
  FD_NAMES,
  FEATURES,
  isErrorName,
  SCHEMES,
  type Address,
  type ErrorName,
  type FdName,
} from '../spi/index.js';
import type { Capabilities } from './capabilities.js';
import type { Args, ConditionSeen, Failed, Gives, Verb } from './verbs.js';

// What comes from outside (a provider's answers, a trace that somebody recorded) is held against these shapes, which
// follow the types beside them. Texts are limited: nothing from outside may grow without bounds.

const MOST_TEXT = 65_536;

const text = z.string().max(MOST_TEXT);

/** The name of an error code. */
export const errorName: z.ZodType<ErrorName> = z.enum(Object.keys(ERRORS).filter(isErrorName), {
  error: `expected an error's name: ${Object.keys(ERRORS).slice(0, 4).join(', ')}, …`,
});

/** The name of a network event. */
export const fdName: z.ZodType<FdName> = z.enum(FD_NAMES, { error: 'expected the name of an FD_ event' });

/** The name of a node. */
export const nodeName = z.string().min(1).max(200);

/** A socket descriptor. */
export const descriptor = z.int().nonnegative();

/** A transport address. */
export const address: z.ZodType<Address> = z.object({
  family: z.int(),
  host: text,
  port: z.int().min(0).max(65_535),
});

const conditionSeen: z.ZodType<ConditionSeen> = z.object({ caller: address, callerData: text });
const onSocket = z.object({ socket: descriptor });
const nothing = z.object({});
const named = z.object({ socket: descriptor, name: address.nullable() });

/** What each verb takes. */
export const ARGS: { readonly [V in Verb]: z.ZodType<Args<V>> } = {
  socket: z.object({ entry: z.int(), flags: z.int().nonnegative(), blocking: z.boolean() }),
  bind: named,
  listen: z.object({ socket: descriptor, backlog: z.int() }),
  joinLeaf: z.object({
    socket: descriptor,
    name: address.nullable(),
    flags: z.int().nonnegative(),
    callerData: text.exactOptional(),
  }),
  accept: z.object({
    socket: descriptor,
    condition: z
      .object({ answer: z.enum(['CF_ACCEPT', 'CF_REJECT', 'CF_DEFER']), calleeData: text.exactOptional() })
      .exactOptional(),
  }),
  connect: named,
  eventSelect: z.object({ socket: descriptor, events: z.int().nonnegative() }),
  enumNetworkEvents: onSocket,
  closeSocket: onSocket,
  shutdown: z.object({ socket: descriptor, how: z.int() }),
  send: z.object({ socket: descriptor, data: text }),
  recv: onSocket,
  ioctl: z.object({ socket: descriptor, code: z.int(), value: z.int() }),
  getSockName: onSocket,
  addMembership: z.object({ socket: descriptor, group: address }),
  calleeData: onSocket,
  memberships: nothing,
};

/** What each verb's success gives. */
export const GIVES: { readonly [V in Verb]: z.ZodType<Gives<V>> } = {
  socket: onSocket,
  bind: nothing,
  listen: nothing,
  joinLeaf: onSocket,
  accept: z.object({ socket: descriptor, peer: address, condition: conditionSeen.exactOptional() }),
  connect: nothing,
  eventSelect: nothing,
  enumNetworkEvents: z.object({ events: z.int().nonnegative(), errors: z.partialRecord(fdName, errorName) }),
  closeSocket: nothing,
  shutdown: nothing,
  send: nothing,
  recv: z.object({ data: text }),
  ioctl: nothing,
  getSockName: z.object({ name: address }),
  addMembership: nothing,
  calleeData: z.object({ data: text }),
  memberships: z.object({ groups: z.array(address).max(1024) }),
};

/** A failed call. */
export const failed: z.ZodType<Failed> = z.object({ error: errorName, condition: conditionSeen.exactOptional() });

/** What a provider claims. */
export const capabilities: z.ZodType<Capabilities> = z.object({
  schemes: z.array(z.enum(SCHEMES)).max(3),
  dataPlanes: z.array(z.enum(DATA_PLANES)).max(2),
  entries: z
    .array(
      z.object({
        id: z.int(),
        name: z.string().max(256),
        serviceFlags: z.int().nonnegative(),
        addressFamily: z.int(),
      }),
    )
    .max(64),
  features: z.array(z.enum(FEATURES)).max(64),
  maxNodes: z.int().positive().exactOptional(),
  loopbackSide: z.enum(['receiver', 'sender']).exactOptional(),
  dataDelivery: z.enum(['reliable', 'best-effort']).exactOptional(),
});
