export type { Monitor } from './monitor.js';
export { MONITORS } from './monitors/index.js';
export type { Finding, Judgement, Violation } from './types.js';
export { socketsOf, type SocketView } from './sockets.js';
export { finish, judge, owed, start, step, type OracleState } from './oracle.js';
export { automaton, type Automaton, type Cursor } from './automaton.js';
export { canonicalText } from './canonical.js';
export { localText } from './local.js';
export { judging, type Judging } from './judging.js';
export type { Join, Model, SocketFacts } from './model/facts.js';
export {
  isOpen,
  joinOf,
  requestsAt,
  settledSince,
  socketAt,
  socketOf,
  surelyQueued,
  withdrawnAt,
} from './model/queries.js';
