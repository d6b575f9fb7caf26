import { mutant } from './mutant.js';

/** JOIN-2.6: Of two acceptances that coincide, one of an invitation and one of a request, the leaf's is told to the root. */
export const crossedAcceptances = mutant(
  {
    name: 'crossed-acceptances',
    breaks: 'JOIN-2.6',
    by: 'property',
    fault:
      "Of two acceptances that coincide, one of an invitation and one of a request, the leaf's is told to the root.",
    alsoReported: {
      'USING-16': 'The root is told that it may invite again, and cannot.',
      'USING-9': 'The root is told that it may invite again, and cannot.',
    },
  },
  {
    rules: {
      toldOfOutcome: (join) => {
        if (join.scheme !== 'admit') return join.initiator;
        const coinciding = [...(join.listening?.session?.ties ?? [])].find(
          ({ scheme, request, outcome }) => scheme === 'invite' && request === 'accepted' && outcome === 'awaited',
        );
        return coinciding?.initiator ?? join.initiator;
      },
    },
  },
);
