import type { Verb } from './verbs.js';

/** A verb by the name that the SPI gives it. */
export function spiName(verb: Verb): string {
  if (verb === 'addMembership') return 'IP_ADD_MEMBERSHIP';
  if (verb === 'memberships') return 'memberships';
  if (verb === 'calleeData') return 'callee data';
  return `WSP${verb.slice(0, 1).toUpperCase()}${verb.slice(1)}`;
}
