/**
 * The entry for authors of providers: what a provider implements, and the vocabulary that it speaks.
 *
 * A provider is one object, {@link Provider}: it says what it can do ({@link Capabilities}), and opens a fresh
 * {@link Testbed} for each case. Results are values, never exceptions; indications are pushed through
 * {@link CaseSetup.indicate}.
 */
export type { Awaitable } from './port/flow.js';
export { PortFault } from './port/fault.js';
export type {
  CaseEnd,
  CaseSetup,
  Indication,
  Line,
  PortVerbs,
  Provider,
  RequiredVerb,
  Testbed,
} from './port/provider.js';

export { AF, addressText, sameAddress } from './spi/address.js';
export type { Address } from './spi/address.js';
export { DATA_PLANES, FEATURES, SCHEMES } from './spi/claims.js';
export type { DataPlane, Feature, Scheme } from './spi/claims.js';
export { ERRORS, RETRYABLE, isErrorName } from './spi/errors.js';
export type { ErrorName } from './spi/errors.js';
export { FD, FD_NAMES, maskOf, namesOf } from './spi/events.js';
export type { FdName } from './spi/events.js';
export { JL, SD, SIO, WSA_FLAG, flagsOf, rolesOf } from './spi/flags.js';
export type { ControlRole, DataRole, Roles } from './spi/flags.js';
export { XP1, controlPlane, dataPlane } from './spi/protocol.js';
export type { Plane, ProtocolEntry } from './spi/protocol.js';

export type { Capabilities } from './trace/capabilities.js';
export { succeeded } from './trace/verbs.js';
export type {
  Args,
  Condition,
  ConditionSeen,
  Descriptor,
  Failed,
  Gives,
  NodeName,
  Result,
  Verb,
  Verbs,
} from './trace/verbs.js';
