import { mutant } from './mutant.js';

/** JOIN-2.1: It lists entries with a rooted control plane, and offers neither way to add a leaf. */
export const noWayIn = mutant(
  {
    name: 'no-way-in',
    breaks: 'JOIN-2.1',
    by: 'scenario',
    fault: 'It lists entries with a rooted control plane, and offers neither way to add a leaf.',
  },
  { capabilities: { schemes: ['nonrooted'] } },
);
