import { around, mutant } from './mutant.js';

/** JOIN-2.4: WSPJoinLeaf is a stub: it returns socket 0 and does nothing. */
export const socketZero = mutant(
  {
    name: 'socket-zero',
    breaks: 'JOIN-2.4',
    by: 'scenario',
    fault: 'WSPJoinLeaf is a stub: it returns socket 0 and does nothing.',
    alsoReported: {
      'JOIN-2.3': 'A blocking call succeeds at once, though nobody listens.',
      'JOIN-2.5': 'A blocking call succeeds at once, before the leaf has accepted.',
      'JOIN-3.2': 'A blocking call succeeds at once, though nobody listens.',
      'JOIN-3.5': 'A blocking call succeeds at once, before the root has accepted.',
      'JOIN-5.4': 'A join that cannot be neither fails nor is ever heard of again.',
      'USING-1': 'A plain socket gets socket 0 too.',
      'USING-2': 'The second invitation gets socket 0 as the first did.',
      'USING-3': 'Socket 0 is not the descriptor that a c_leaf gave.',
      'USING-5': 'A join that must fail is never heard of again.',
      'USING-7': 'A second call gets socket 0 instead of WSAEALREADY.',
      'USING-8': 'A call on a member gets socket 0 instead of WSAEISCONN.',
      'USING-11': 'A stub binds nothing.',
      'USING-20': 'No argument is looked at, so none is wrong.',
      'TAXONOMY-2': 'A session that does not exist is joined as readily as any other.',
      'CLOSE-1': 'A closed descriptor is not looked at either.',
    },
  },
  { around: around(() => ({ joinLeaf: () => ({ ok: { socket: 0 } }) })) },
);
