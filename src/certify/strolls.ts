import { CLAUSES, type ClauseId } from '../clauses/index.js';
import { PROPERTIES, walks, type coverage, type PlanScheme, type Property } from '../explore/index.js';
import { EXPLORED_SCHEMES } from './voyages.js';

/** Through what to walk: so many leaves in each session, and so many sessions at once. */
export interface Strolled {
  readonly scheme: PlanScheme;
  readonly leaves: number;
  readonly sessions: number;
}

/** The property that nothing wrong is met on random walks there. */
export function propertyOf(what: Strolled, covered?: ReturnType<typeof coverage>): Property {
  const { scheme, leaves, sessions } = what;
  const people = `${leaves} ${leaves === 1 ? 'leaf' : 'leaves'}`;
  return walks({
    ...{ scheme, leaves, sessions },
    id: `walk/${scheme}/${leaves}/${sessions}`,
    name: `Random walks of ${people}${sessions === 1 ? '' : ` in each of ${sessions} sessions`}, ${scheme}`,
    clauses: clausesOfWalk(scheme),
    ...(covered === undefined ? {} : { coverage: covered }),
  });
}

/** The clauses that walks in a scheme can show: people do there whatever they do in orderings of one kind or another. */
function clausesOfWalk(scheme: PlanScheme): readonly ClauseId[] {
  const all = new Set(PROPERTIES.flatMap(({ clauses }) => clauses));
  const isOf = (id: ClauseId): boolean =>
    CLAUSES[id].applies.schemes?.some((it) => scheme.split('+').includes(it)) ?? true;
  return [...all].filter(isOf);
}

/** What the id of a walk's case stands for; undefined if it is no such id. */
export function strolledIn(id: string): Strolled | undefined {
  const [, name, leaves, sessions] = /^walk\/([a-z+]+)\/([1-9]\d?)\/([1-9]\d?)$/u.exec(id) ?? [];
  const scheme = EXPLORED_SCHEMES.find((it) => it === name);
  return scheme === undefined ? undefined : { scheme, leaves: Number(leaves), sessions: Number(sessions) };
}

/** Enough for others to act while a call of one and that of another are in flight. */
const LEAVES = 3;
/** Where only deadlines tell that all is quiet, a walk takes seconds: one is gone on instead of so many. */
const SLOWER = 10;

/**
 * Walks of a few leaves, a case for each scheme. Calls of a provider that answers by promise are kept in flight on them:
 * scenarios, properties and tours wait for each, and faults in how an answer under way is dealt with pass there.
 */
export const STROLLS: readonly Property[] = EXPLORED_SCHEMES.map((scheme) => {
  const property = propertyOf({ scheme, leaves: LEAVES, sessions: 1 });
  return {
    ...property,
    since: '2018-05-31/2',
    async check(asked) {
      const { path, runs } = asked;
      if (path !== undefined || runs === 1) return property.check(asked);
      // The first walk is gone on again; which ones follow depends on the seed alone.
      const first = await property.check({ ...asked, runs: 1 });
      const waits = first.trace.some((event) => event.kind === 'settled' && event.by === 'deadline');
      return first.outcome === 'passed'
        ? property.check({ ...asked, runs: waits ? Math.ceil(runs / SLOWER) : runs })
        : first;
    },
  };
});
