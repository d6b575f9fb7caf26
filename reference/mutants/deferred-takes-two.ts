import { mutant } from './mutant.js';

/** LISTEN-2: A deferred request takes two places of the backlog. */
export const deferredTakesTwo = mutant(
  {
    name: 'deferred-takes-two',
    breaks: 'LISTEN-2',
    by: 'property',
    fault: 'A deferred request takes two places of the backlog.',
  },
  {
    rules: {
      hasRoom: (queue, backlog) =>
        queue.length + queue.filter(({ request }) => request === 'deferred').length < backlog,
    },
  },
);
