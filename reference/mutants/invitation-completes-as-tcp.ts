import { mutant } from './mutant.js';

/** JOIN-2.6: The root gets FD_CONNECT when its invitation has arrived, as TCP connects before anybody accepts. */
export const invitationCompletesAsTcp = mutant(
  {
    name: 'invitation-completes-as-tcp',
    breaks: 'JOIN-2.6',
    by: 'either',
    fault: 'The root gets FD_CONNECT when its invitation has arrived, as TCP connects before anybody accepts.',
    alsoReported: {
      'JOIN-2.5': 'For a blocking root it is the return of its call that comes before the acceptance.',
    },
  },
  { rules: { completesOn: (join) => (join.scheme === 'invite' ? 'arrival' : 'acceptance') } },
);
