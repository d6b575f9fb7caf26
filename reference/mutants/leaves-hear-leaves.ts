import { mutant } from './mutant.js';

/** TAXONOMY-3: In a rooted data plane what a d_leaf sends reaches the other d_leafs as well. */
export const leavesHearLeaves = mutant(
  {
    name: 'leaves-hear-leaves',
    breaks: 'TAXONOMY-3',
    by: 'either',
    fault: 'In a rooted data plane what a d_leaf sends reaches the other d_leafs as well.',
  },
  { rules: { planeCarries: () => true } },
);
