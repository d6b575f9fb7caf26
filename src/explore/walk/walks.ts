import fc from 'fast-check';
import type { ClauseId } from '../../clauses/index.js';
import type { Capabilities } from '../../trace/index.js';
import { propertyOf } from '../check.js';
import { planesFor, plansIn, ROOMY } from '../draw-plans.js';
import type { PlanScheme } from '../plan.js';
import type { Property } from '../property.js';
import { BASE } from '../recipes.js';
import type { Coverage } from './coverage.js';
import type { Strategy } from './habits.js';
import { leadOf } from './lead.js';
import { runWalk } from './run-walk.js';
import { simpler, type Made } from './simpler.js';
import { isMade, parseWalk, stringifyWalk } from './token.js';
import type { Step, Walk } from './walk.js';

/** What to walk through. */
export interface WalksDefinition {
  readonly id: string;
  readonly name: string;
  readonly clauses: readonly ClauseId[];
  readonly scheme: PlanScheme;
  /** So many leaves in each session, and so many sessions at once. */
  readonly leaves: number;
  readonly sessions: number;
  /** `uniform` where it is not said. */
  readonly strategy?: Strategy;
  /** Is told what situations are met; nobody is where it is not said. */
  readonly coverage?: Coverage;
}

/** Mostly there is room for everybody; else so many may wait. */
const BACKLOGS = [ROOMY, ROOMY, ROOMY, 1, 2, 3];

/** No walk has more leaves in a session, and none more sessions. */
export const MOST_WALKING = 64;
export const MOST_SESSIONS = 16;

/** Whether what a provider claims covers such walks. A testbed names one nonrooted session. */
export function walkable(
  { scheme, leaves, sessions }: Pick<WalksDefinition, 'scheme' | 'leaves' | 'sessions'>,
  capabilities: Capabilities,
): boolean {
  const { schemes, maxNodes = 9 } = capabilities;
  const claimed =
    scheme === 'invite+admit' ? schemes.includes('invite') && schemes.includes('admit') : schemes.includes(scheme);
  const nodes = sessions * (scheme === 'nonrooted' ? leaves : leaves + 1);
  const alone = scheme !== 'nonrooted' || sessions === 1;
  return claimed && planesFor(scheme, capabilities).length > 0 && nodes <= maxNodes && alone;
}

/** The property that whatever is met on random walks, the oracle finds nothing wrong in it. */
export function walks(definition: WalksDefinition): Property {
  const { id, name, clauses, strategy = 'uniform' } = definition;
  // What a walk came to whose steps were chosen as it went.
  const made = new WeakMap<Walk, Made>();
  const madeOf = (walk: Walk): Made | undefined => (isMade(walk) ? walk : made.get(walk));
  return propertyOf<Walk>({
    ...{ id, name, clauses },
    applies: (capabilities) => walkable(definition, capabilities),
    inputs: (capabilities) => new Walks(definition, capabilities, madeOf),
    execute(walk, options) {
      const steps: Step[] = [];
      if (!isMade(walk)) made.set(walk, { ...walk, steps });
      return runWalk(walk, options, leadOf(walk, strategy, definition.coverage, steps));
    },
    written: {
      stringify(walk) {
        const known = madeOf(walk);
        return known === undefined ? undefined : stringifyWalk(known);
      },
      parse: parseWalk,
    },
  });
}

/** Draws who walks, and a seed from which the steps are chosen; and knows what is simpler than a walk that was made. */
class Walks extends fc.Arbitrary<Walk> {
  readonly #heads: fc.Arbitrary<Pick<Walk, 'sessions' | 'seed'>>;
  readonly #madeOf: (walk: Walk) => Made | undefined;

  constructor(
    { scheme, leaves, sessions }: WalksDefinition,
    capabilities: Capabilities,
    madeOf: (walk: Walk) => Made | undefined,
  ) {
    super();
    const people = { fewestGuests: leaves, mostGuests: leaves };
    const plan = plansIn(scheme, { ...BASE, ...people, mostMoves: 0, backlogs: BACKLOGS }, capabilities);
    this.#heads = fc.record({
      sessions: fc.array(plan, { minLength: sessions, maxLength: sessions }),
      seed: fc.nat(),
    });
    this.#madeOf = madeOf;
  }

  override generate(random: fc.Random): fc.Value<Walk> {
    // Without bias towards small seeds: they would lead to the same choices again and again.
    return new fc.Value<Walk>(this.#heads.generate(random, undefined).value, undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Walk {
    return false;
  }

  override shrink(walk: Walk, context?: unknown): fc.Stream<fc.Value<Walk>> {
    const made = this.#madeOf(walk);
    if (made === undefined) return fc.Stream.nil();
    // What came before in the list was tried in vain on a walk much like this one: it is tried again only at the end.
    const from = typeof context === 'number' ? context : 0;
    const places = (): fc.Stream<fc.Value<Walk>> => fc.stream(numbered(simpler(made), sizeOf(made)));
    const itself: readonly Walk[] = isMade(walk) ? [] : [made];
    return fc
      .stream(itself.values())
      .map((it) => new fc.Value(it, 0))
      .join(places().drop(from), places().take(from));
  }
}

/** Each with the place from which to go on when it shows the same: from the first, if anything was left out. */
function* numbered(walks: Iterable<Walk>, size: number): Generator<fc.Value<Walk>, undefined> {
  let place = 0;
  for (const walk of walks) {
    yield new fc.Value(walk, sizeOf(walk) < size ? 0 : place);
    place += 1;
  }
}

function sizeOf({ sessions, steps = [] }: Walk): number {
  return steps.length + sessions.reduce((sum, { guests }) => sum + guests.length + 1, 0);
}
