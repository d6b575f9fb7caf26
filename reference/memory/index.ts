import type { Capabilities, CaseSetup, Provider, Testbed } from '../../src/provider.js';
import { CAPABILITIES } from './capabilities.js';
import { RULES, type Rules } from './rules/index.js';
import { openTestbed } from './testbed.js';

export { after, answeringLater, byPromise, type Pace, type Turns } from './by-promise.js';
export { CAPABILITIES, ENTRIES, PLACES } from './capabilities.js';
export { firstRefusal } from './check.js';
export type { Check, Checks } from './check.js';
export type { Direction, EventState, Join, Listener, Node, Session, Socket, Standing } from './model.js';
export { RULES } from './rules/index.js';
export type { Rules } from './rules/index.js';

/** How a provider differs from the reference: in what is not said here, it does not. */
export interface Variation {
  readonly name?: string;
  readonly version?: string;
  readonly capabilities?: Partial<Capabilities>;
  /** Decisions that it takes differently. */
  readonly rules?: Partial<Rules>;
  /**
   * Stands around the whole testbed: it opens it, with a setup whose `indicate` may be its own, and with decisions that
   * may depend on what has happened in this case; and returns it, with verbs that may be its own.
   */
  around?(open: (setup: CaseSetup, rules?: Partial<Rules>) => Testbed, setup: CaseSetup): Testbed;
}

/** The reference provider, or a variation of it. Synchronous, but for calls on blocking sockets that have to wait. */
export function createProvider(variation: Variation = {}): Provider {
  const rules: Rules = { ...RULES, ...variation.rules };
  const capabilities: Capabilities = { ...CAPABILITIES, ...variation.capabilities };
  const open = (setup: CaseSetup, more?: Partial<Rules>): Testbed =>
    openTestbed(more === undefined ? rules : { ...rules, ...more }, capabilities, setup);
  // What stands around may remember something of its own, or keep something under way: nobody would know of that.
  const forSurroundings: typeof open = (...given) => {
    const bed = open(...given);
    delete bed.checkpoint;
    delete bed.underWay;
    return bed;
  };
  return {
    name: variation.name ?? 'memory',
    version: variation.version ?? '1.0.0',
    capabilities,
    open: (setup) => variation.around?.(forSurroundings, setup) ?? open(setup),
  };
}

/** The reference provider: the whole of the semantics, deterministic, in virtual time. */
export const provider: Provider = createProvider();
