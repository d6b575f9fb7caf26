import { mutant } from './mutant.js';

/** JOIN-2.6: An acceptance that crosses the end of its invitation is taken for that of the next one. */
export const staleAcceptance = mutant(
  {
    name: 'stale-acceptance',
    breaks: 'JOIN-2.6',
    by: 'property',
    fault: 'An acceptance that crosses the end of its invitation is taken for that of the next one.',
  },
  {
    rules: {
      endedByAnswer: (answered) =>
        answered.outcome === 'cancelled' ? (answered.initiator.outstanding ?? answered) : answered,
    },
  },
);
