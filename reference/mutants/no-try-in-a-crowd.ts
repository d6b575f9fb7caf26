import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** USING-10: A leaf that was refused cannot ask again while others wait. */
export const noTryInACrowd = mutant(
  {
    name: 'no-try-in-a-crowd',
    breaks: 'USING-10',
    by: 'property',
    fault: 'A leaf that was refused cannot ask again while others wait.',
  },
  {
    rules: {
      joinChecks: {
        ...RULES.joinChecks,
        usable: (ask) => {
          const waiting = ask.peer?.listener?.queue.length ?? 0;
          return ask.socket.latestOutcome === 'WSAECONNREFUSED' && waiting > 0
            ? 'WSAEINVAL'
            : RULES.joinChecks.usable(ask);
        },
      },
    },
  },
);
