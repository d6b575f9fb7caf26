import { mutant } from './mutant.js';

/** USING-17: When the c_root goes, a leaf whose admittance is still on its way gets no FD_CLOSE. */
export const forgetsTheLate = mutant(
  {
    name: 'forgets-the-late',
    breaks: 'USING-17',
    by: 'property',
    fault: 'When the c_root goes, a leaf whose admittance is still on its way gets no FD_CLOSE.',
    alsoReported: {
      'USING-15': 'Where the events were inherited, it looks as if they had not been.',
      'DIFF-2': 'It says of closing the c_root what USING-17 says.',
    },
  },
  {
    rules: {
      endWithRoot: ({ ties }) =>
        [...ties].filter(({ scheme, outcome }) => scheme === 'invite' || outcome !== 'awaited'),
    },
  },
);
