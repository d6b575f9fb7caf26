import { mutant } from './mutant.js';

/** USING-17: When the c_root closes, the root's own descriptors for its leaves get no FD_CLOSE. */
export const linksNotTold = mutant(
  {
    name: 'links-not-told',
    breaks: 'USING-17',
    by: 'scenario',
    fault: "When the c_root closes, the root's own descriptors for its leaves get no FD_CLOSE.",
    alsoReported: {
      'USING-12': 'Where the events were inherited, it looks as if they had not been.',
      'USING-15': 'Where the events were inherited, it looks as if they had not been.',
      'DIFF-2': 'It says of closing the c_root what USING-17 says.',
    },
  },
  {
    rules: {
      standInsHearOfEnd: ({ initiator, listening, scheme }) =>
        (scheme === 'invite' ? initiator : listening)?.open ?? false,
    },
  },
);
