import { mutant } from './mutant.js';

/** USING-7: A second WSPJoinLeaf answers WSAEALREADY and ends the join, where its acceptance is on the way. */
export const alreadyKillsLate = mutant(
  {
    name: 'already-kills-late',
    breaks: 'USING-7',
    by: 'property',
    fault: 'A second WSPJoinLeaf answers WSAEALREADY and ends the join, where its acceptance is on the way.',
  },
  { rules: { secondJoinEnds: ({ request }) => (request === 'accepted' ? 'WSAECONNABORTED' : undefined) } },
);
