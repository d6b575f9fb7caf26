import { mutant } from './mutant.js';

/** DIFF-2: When the c_root closes, the leaves that it has admitted get no FD_CLOSE, as those do that it has invited. */
export const forgetsTheAdmitted = mutant(
  {
    name: 'forgets-the-admitted',
    breaks: 'DIFF-2',
    by: 'either',
    fault: 'When the c_root closes, the leaves that it has admitted get no FD_CLOSE, as those do that it has invited.',
    alsoReported: {
      'USING-15': 'Where the events were inherited, it looks as if they had not been.',
      'USING-17': 'It says the same of closing the c_root, and of shutting it down.',
    },
  },
  { rules: { endWithRoot: ({ ties }) => [...ties].filter(({ scheme }) => scheme === 'invite') } },
);
