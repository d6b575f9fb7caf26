import { mutant } from './mutant.js';

/** LISTEN-2: The queue has room for one request more than the backlog says. */
export const backlogOffByOne = mutant(
  {
    name: 'backlog-off-by-one',
    breaks: 'LISTEN-2',
    by: 'scenario',
    fault: 'The queue has room for one request more than the backlog says.',
  },
  { rules: { hasRoom: (queue, backlog) => queue.length <= backlog } },
);
