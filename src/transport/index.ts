export { loadProvider, referenceProviders, type Loaded, type LoadOptions } from './load.js';
export { inOneLine } from './one-line.js';
