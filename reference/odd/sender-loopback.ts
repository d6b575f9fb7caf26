import { RULES, createProvider } from '../memory/index.js';
import type { Odd } from './odd.js';

/** Loopback is the sender's, and it says so. */
export const senderLoopback: Odd = {
  name: 'sender-loopback',
  oddity: 'Loopback is a setting of the sender, as on a Unix stack, and is declared to be so (IPMC-4).',
  provider: createProvider({
    name: 'sender-loopback',
    capabilities: { loopbackSide: 'sender' },
    rules: {
      inScope: (sender, receiver) =>
        RULES.inScope(sender, receiver) && (sender.node !== receiver.node || sender.loopback || !receiver.loopback),
    },
  }),
};
