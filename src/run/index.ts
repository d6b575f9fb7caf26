export type * from './actors.js';
export type { Calls, Issued } from './calls.js';
export * from './cast.js';
export * from './flight.js';
export { flightsIn, type Flights } from './flights.js';
export * from './live-case.js';
export type { CaseRecord, Driven, Shortest } from './record.js';
export * from './replay-token.js';
export { KIT_VERSION } from './version.js';
