import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** IPMC-4: Loopback is looked up at the sender, for all who have it on at its host, as on Unix. */
export const loopbackOfTheSender = mutant(
  {
    name: 'loopback-of-the-sender',
    breaks: 'IPMC-4',
    by: 'scenario',
    fault: 'Loopback is looked up at the sender, for all who have it on at its host, as on Unix.',
  },
  {
    rules: {
      inScope: (sender, receiver) =>
        RULES.inScope(sender, receiver) && (sender.node !== receiver.node || sender.loopback || !receiver.loopback),
    },
  },
);
