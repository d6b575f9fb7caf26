export * from './address.js';
export * from './claims.js';
export * from './errors.js';
export * from './events.js';
export * from './flags.js';
export * from './protocol.js';
