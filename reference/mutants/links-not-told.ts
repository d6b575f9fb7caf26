import { mutant } from './mutant.js';

/** USING-17: When the c_root closes, the root's own descriptors for its leaves get no FD_CLOSE. */
export const linksNotTold = mutant(
  {
    name: 'links-not-told',
    breaks: 'USING-17',
    by: 'scenario',
    fault: "When the c_root closes, the root's own descriptors for its leaves get no FD_CLOSE.",
  },
  {
    rules: {
      standInsHearOfEnd: ({ initiator, listening, scheme }) =>
        (scheme === 'invite' ? initiator : listening)?.open ?? false,
    },
  },
);
