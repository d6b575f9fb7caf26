import { ERRORS, FD, type Address, type ErrorName, type FdName } from '../spi/index.js';
import type { ConditionSeen, Gives, Result, Verb } from '../trace/index.js';
import type { Indication } from './provider.js';

// Nearly every answer is one of a few plain shapes. They are told here without a schema, which takes most of the time
// of a recorded call. Whatever is not told here is for the schema to accept or to refuse: this only ever says yes.

const LONGEST_TEXT = 65_536;
const LONGEST_NODE = 200;

const NOTHING = Object.freeze({});
const DONE = Object.freeze({ ok: NOTHING });
const FAILED: ReadonlyMap<unknown, Result<never>> = new Map(
  Object.keys(ERRORS).map((error) => [error, Object.freeze({ error: error as ErrorName })]),
);

/** What a success of a verb consists of, for the verbs that are called most. */
const SHAPES: Readonly<Partial<Record<Verb, 'nothing' | 'socket' | 'name' | 'accepted'>>> = {
  socket: 'socket',
  joinLeaf: 'socket',
  accept: 'accepted',
  getSockName: 'name',
  bind: 'nothing',
  listen: 'nothing',
  eventSelect: 'nothing',
  closeSocket: 'nothing',
  shutdown: 'nothing',
  send: 'nothing',
};

/** A copy of an answer, if it is of a plain shape and nothing is wrong with it. */
export function plainAnswer<V extends Verb>(verb: V, answer: object): Result<Gives<V>> | undefined {
  const told = 'ok' in answer ? plainSuccess(verb, answer.ok) : plainFailure(answer);
  // The table above says which verb gives what, where the types cannot follow.
  return told;
}

function plainFailure(answer: object): Result<never> | undefined {
  const failure = 'error' in answer ? FAILED.get(answer.error) : undefined;
  if (failure === undefined || !('condition' in answer)) return failure;
  const condition = plainCondition(answer.condition);
  return condition === undefined ? undefined : { ...failure, condition };
}

function plainSuccess(verb: Verb, ok: unknown): Result<object> | undefined {
  if (typeof ok !== 'object' || ok === null || Object.getPrototypeOf(ok) !== Object.prototype) return undefined;
  switch (SHAPES[verb]) {
    case 'nothing':
      return DONE;
    case 'socket': {
      const socket = 'socket' in ok ? ok.socket : undefined;
      return isCount(socket) ? { ok: { socket } } : undefined;
    }
    case 'name': {
      const name = 'name' in ok ? plainAddress(ok.name) : undefined;
      return name === undefined ? undefined : { ok: { name } };
    }
    case 'accepted': {
      if (!('peer' in ok && 'socket' in ok)) return undefined;
      const { socket } = ok;
      const peer = plainAddress(ok.peer);
      if (!isCount(socket) || peer === undefined) return undefined;
      if (!('condition' in ok)) return { ok: { socket, peer } };
      const condition = plainCondition(ok.condition);
      return condition === undefined ? undefined : { ok: { socket, peer, condition } };
    }
    case undefined:
      return undefined;
  }
}

/** A copy of an indication, if nothing is wrong with it. */
export function plainIndication(given: unknown): Indication | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { node, socket, event, error } = given as Partial<Record<keyof Indication, unknown>>;
  if (typeof node !== 'string' || node.length === 0 || node.length > LONGEST_NODE || !isCount(socket)) return undefined;
  return isFdName(event) && isError(error) ? { node, socket, event, error } : undefined;
}

function plainCondition(given: unknown): ConditionSeen | undefined {
  if (typeof given !== 'object' || given === null || Object.getPrototypeOf(given) !== Object.prototype)
    return undefined;
  const seen = given as Partial<Record<keyof ConditionSeen, unknown>>;
  const caller = plainAddress(seen.caller);
  const { callerData } = seen;
  if (caller === undefined || typeof callerData !== 'string' || callerData.length > LONGEST_TEXT) return undefined;
  return { caller, callerData };
}

function plainAddress(given: unknown): Address | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { family, host, port } = given as Partial<Record<keyof Address, unknown>>;
  if (typeof host !== 'string' || host.length > LONGEST_TEXT || !isCount(family) || !isCount(port)) return undefined;
  return port > 65_535 ? undefined : { family, host, port };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isFdName(value: unknown): value is FdName {
  return typeof value === 'string' && Object.hasOwn(FD, value);
}

function isError(value: unknown): value is ErrorName {
  return typeof value === 'string' && FAILED.has(value);
}
