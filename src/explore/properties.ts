import { comparison } from './comparison.js';
import { ROOMY } from './draw-plans.js';
import { orderings } from './orderings.js';
import type { Property } from './property.js';
import { ANYTHING, BASE } from './recipes.js';

/** What holds whatever the order in which things happen. */
export const PROPERTIES: readonly Property[] = [
  orderings({
    id: 'orderings/invite',
    name: 'A root invites leaves, in any order of everything',
    clauses: [
      ...(['JOIN-2.2', 'JOIN-2.3', 'JOIN-2.4', 'JOIN-2.5', 'JOIN-2.6', 'JOIN-5.1'] as const),
      ...(['USING-2', 'USING-4', 'USING-5', 'USING-6', 'USING-7', 'USING-9', 'USING-13', 'USING-14'] as const),
      'CLOSE-2',
    ],
    recipe: { ...BASE, schemes: ['invite'] },
  }),
  orderings({
    id: 'orderings/admit',
    name: 'Leaves ask a root to be admitted, in any order of everything',
    clauses: [
      ...(['JOIN-3.2', 'JOIN-3.3', 'JOIN-3.4', 'JOIN-3.5', 'JOIN-3.6', 'JOIN-5.2'] as const),
      ...(['USING-3', 'USING-4', 'USING-5', 'USING-7', 'USING-8', 'USING-10', 'USING-13', 'USING-14'] as const),
    ],
    recipe: { ...BASE, schemes: ['admit'] },
  }),
  orderings({
    id: 'orderings/both-ways',
    name: 'A root invites leaves while others ask it, in any order of everything',
    clauses: ['USING-16', 'DIFF-1', 'JOIN-2.6', 'JOIN-3.6', 'JOIN-5.1', 'JOIN-5.2', 'USING-5', 'USING-14'],
    recipe: { ...BASE, schemes: ['invite+admit'], fewestGuests: 2 },
  }),
  orderings({
    id: 'orderings/nonrooted',
    name: 'Nodes join a nonrooted session, in any order of everything',
    clauses: ['JOIN-4.2', 'JOIN-4.3', 'JOIN-4.4', 'JOIN-5.3', 'USING-3', 'USING-4', 'USING-5', 'USING-7', 'USING-8'],
    recipe: { ...BASE, schemes: ['nonrooted'], fewestGuests: 2 },
  }),
  comparison({
    id: 'orderings/bystanders',
    name: 'Who is turned away, withdraws, leaves or goes astray leaves the others alone',
    clauses: ['JOIN-2.3', 'JOIN-5.4', 'ACCEPT-4', 'ACCEPT-6', 'CLOSE-2', 'USING-6', 'USING-10', 'USING-14', 'USING-20'],
    recipe: { ...BASE, weights: {}, fewestGuests: 2, oddGuests: false, endings: ['stays'] },
    without: 'those who do not stay',
  }),
  orderings({
    id: 'orderings/root-gone',
    name: 'When the root has gone, everybody is told, and nobody joins any more',
    clauses: ['USING-17', 'DIFF-2', 'TAXONOMY-1'],
    recipe: {
      ...BASE,
      schemes: ['invite', 'admit', 'invite+admit'],
      weights: { ...ANYTHING, closeRoot: 8, shutRoot: 4 },
      oddGuests: false,
      endings: ['closes', 'shuts down'],
    },
  }),
  orderings({
    id: 'orderings/session-data',
    name: 'Session data reaches exactly the members',
    clauses: ['TAXONOMY-3', 'TAXONOMY-4', 'JOIN-2.5', 'JOIN-3.5', 'JOIN-4.4', 'USING-19'],
    recipe: {
      ...BASE,
      weights: {
        invite: 10,
        ask: 10,
        join: 10,
        accept: 9,
        leave: 3,
        drop: 2,
        say: 14,
        hear: 18,
        deliver: 14,
        quiet: 6,
      },
      fewestGuests: 2,
    },
  }),
  comparison({
    id: 'orderings/confluence',
    name: 'The same intents lead to the same membership in any order',
    clauses: ['JOIN-2.6', 'JOIN-3.6', 'JOIN-4.3', 'JOIN-5.1', 'JOIN-5.2', 'JOIN-5.3', 'USING-16'],
    recipe: { ...BASE, weights: {}, oddGuests: false, endings: ['stays'] },
    without: 'nobody',
  }),
  orderings({
    id: 'orderings/overlapping',
    name: 'Requests that overlap at one root are queued, indicated and answered in turn',
    clauses: ['ACCEPT-3', 'ACCEPT-4', 'ACCEPT-5', 'EVENTS-3', 'LISTEN-2', 'JOIN-3.4', 'USING-10'],
    recipe: {
      ...BASE,
      schemes: ['admit'],
      weights: { ask: 20, accept: 6, reject: 2, defer: 3, cancel: 2, peek: 1, deliver: 10, quiet: 5 },
      fewestGuests: 3,
      oddGuests: false,
      endings: ['stays'],
      backlogs: [ROOMY, 1, 2, 3],
    },
  }),
];
