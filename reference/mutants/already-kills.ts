import { mutant } from './mutant.js';

/** USING-7: A second WSPJoinLeaf answers WSAEALREADY and ends the join that is pending. */
export const alreadyKills = mutant(
  {
    name: 'already-kills',
    breaks: 'USING-7',
    by: 'either',
    fault: 'A second WSPJoinLeaf answers WSAEALREADY and ends the join that is pending.',
  },
  { rules: { secondJoinEnds: () => 'WSAECONNABORTED' } },
);
