import { sameAddress } from '../../src/provider.js';
import { PLACES, RULES, createProvider } from '../memory/index.js';
import type { Odd } from './odd.js';

/** What can be known at once of a join that must fail is said at once. */
export const failsAtOnce: Odd = {
  name: 'fails-at-once',
  oddity:
    'Where nobody listens, there is no way or there is no session, WSPJoinLeaf itself fails (USING-20, ruling 4).',
  provider: createProvider({
    name: 'fails-at-once',
    rules: {
      joinChecks: {
        ...RULES.joinChecks,
        // The last check: all others hold by then.
        callerData: (ask) => {
          const error = RULES.joinChecks.callerData(ask);
          if (error !== undefined || ask.name === null) return error;
          if (sameAddress(ask.name, PLACES.session)) return undefined;
          if (sameAddress(ask.name, PLACES.noSession)) return 'WSAEADDRNOTAVAIL';
          if (sameAddress(ask.name, PLACES.unreachable)) return 'WSAENETUNREACH';
          return ask.peer?.listener === undefined ? 'WSAECONNREFUSED' : undefined;
        },
      },
    },
  }),
};
