export { wrongMark } from './command-line.js';
export { connect, type Connection, type ConnectOptions, type RequestOptions } from './connection.js';
export { TRANSPORT_LIMITS, type TransportLimits } from './limits.js';
export { loadProvider, referenceProviders, type Loaded, type LoadOptions } from './load.js';
export { inOneLine } from './one-line.js';
export { RpcError } from './peer.js';
export { NO_SUCH_FEATURE, PROTOCOL, VERBS } from './protocol.js';
export { serverOf, type ServeOptions, type Server } from './serve.js';
