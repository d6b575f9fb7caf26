import { acceptingRules } from './accepting.js';
import { dataRules } from './data.js';
import { eventRules } from './events.js';
import { joiningRules } from './joining.js';
import { partingRules } from './parting.js';
import { socketRules } from './sockets.js';
import { transitRules } from './transit.js';

/**
 * Every decision that the semantics leave to a provider's code, by name, as the specification wants it taken. The rest
 * of the provider is the machinery that asks them.
 */
export const RULES = {
  ...socketRules,
  ...joiningRules,
  ...acceptingRules,
  ...eventRules,
  ...partingRules,
  ...dataRules,
  ...transitRules,
};

/** A provider's decisions. A variation is the correct ones with some of them taken differently. */
export type Rules = Readonly<typeof RULES>;
