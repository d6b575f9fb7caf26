export * from './capabilities.js';
export * from './codec.js';
export * from './events.js';
export * from './expectation.js';
export * from './verbs.js';
export { printable } from './printable.js';
export { issuesOf, traceEvent } from './schema.js';
export { capabilities as capabilitiesShape } from './shapes.js';
export { spiName } from './spi-name.js';
