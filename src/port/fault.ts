import { printable, type FaultEvent } from '../trace/index.js';

/**
 * What a provider's verb throws, or its promise is rejected with, when something other than the provider under test
 * went wrong on the way to it: the process was gone, the answer was no answer. The trace then says which.
 */
export class PortFault extends Error {
  override readonly name = 'PortFault';
  constructor(
    /** The kind of fault, as the trace has it. */
    readonly what: FaultEvent['what'],
    /** What happened, in one line that names the message and the limit, if there was one. */
    readonly detail: string,
  ) {
    super(detail);
  }
}

/** So many characters of what is said of a fault are kept: foreign code may have much to say. */
const MOST_DETAIL = 400;

/** A fault as the trace has it: in one line, and none of it unseen, whoever has put it into words. */
export function faultEvent(what: FaultEvent['what'], detail: string): FaultEvent {
  return { kind: 'fault', what, detail: printable(detail, MOST_DETAIL) };
}

const KINDS: { readonly [K in FaultEvent['what']]: true } = {
  threw: true,
  rubbish: true,
  'no-answer': true,
  'unknown-socket': true,
  limit: true,
  'open-failed': true,
  gone: true,
};

/** Whether something that was thrown is a `PortFault`, also one of another copy of this module. */
export function isPortFault(reason: unknown): reason is PortFault {
  return (
    reason instanceof Error &&
    reason.name === 'PortFault' &&
    'what' in reason &&
    typeof reason.what === 'string' &&
    Object.hasOwn(KINDS, reason.what) &&
    'detail' in reason &&
    typeof reason.detail === 'string'
  );
}
