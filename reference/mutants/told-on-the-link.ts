import { mutant } from './mutant.js';

/** USING-5: The outcome of an invitation is told on the new descriptor instead of the root's. */
export const toldOnTheLink = mutant(
  {
    name: 'told-on-the-link',
    breaks: 'USING-5',
    by: 'scenario',
    fault: "The outcome of an invitation is told on the new descriptor instead of the root's.",
  },
  { rules: { toldOfOutcome: ({ initiator, standIn }) => standIn ?? initiator } },
);
