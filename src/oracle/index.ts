export type { Monitor } from './monitor.js';
export { MONITORS } from './monitors/index.js';
export type { Finding, Judgement, Violation } from './types.js';
export { finish, judge, owed, start, step, type OracleState } from './oracle.js';
