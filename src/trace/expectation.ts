import type { ErrorName, FdName } from '../spi/index.js';
import type { Descriptor, NodeName } from './verbs.js';

/**
 * What a scenario says should be seen, as data: a `Then` records it in the trace and the oracle judges it there, like
 * everything else. `since` is the index of the event after which it counts.
 */
export type Expectation =
  | {
      /** The event was indicated on the socket: exactly `times` times, or at least once where that is not said. */
      readonly see: 'indication';
      readonly node: NodeName;
      readonly socket: Descriptor;
      readonly event: FdName;
      /** NO_ERROR, one of several codes, or `any-error`; not said: either. */
      readonly error?: readonly ErrorName[] | 'any-error';
      readonly times?: number;
      readonly since: number;
    }
  | {
      readonly see: 'no-indication';
      readonly node: NodeName;
      readonly socket: Descriptor;
      readonly event: FdName;
      readonly since: number;
    }
  | {
      /** The call with this id has returned: success, one of these errors, or any error. */
      readonly see: 'return';
      readonly call: number;
      readonly outcome: 'ok' | 'any-error' | readonly ErrorName[];
    }
  | {
      /** The call with this id has not returned yet (blocking sockets). */
      readonly see: 'no-return';
      readonly call: number;
    }
  | {
      /** What WSPRecv has given on the socket since, in any order. */
      readonly see: 'received';
      readonly node: NodeName;
      readonly socket: Descriptor;
      readonly data: readonly string[];
      readonly since: number;
    }
  | {
      /** The call with this id returned exactly this, compared as JSON. */
      readonly see: 'value';
      readonly call: number;
      readonly path: readonly string[];
      readonly is: unknown;
    }
  | {
      /** Those who have joined and are members now, by socket, and nobody else; the root itself joins nothing. */
      readonly see: 'members';
      readonly sockets: readonly { readonly node: NodeName; readonly socket: Descriptor }[];
    };
