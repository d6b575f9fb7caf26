import fc from 'fast-check';
import { JL, type DataPlane } from '../spi/index.js';
import type { Capabilities } from '../trace/index.js';
import { entryFor } from '../run/index.js';
import { movesOf, type Weights } from './draw-moves.js';
import { MOST_GUESTS, rooted, type Ending, type Guest, type Plan, type PlanScheme } from './plan.js';

/** What plans to draw. */
export interface Recipe {
  readonly schemes: readonly PlanScheme[];
  readonly weights: Weights;
  /** Fewer than this many guests would show nothing. */
  readonly fewestGuests: number;
  /** As many as a case can have where it is not said. */
  readonly mostGuests?: number;
  readonly mostMoves: number;
  /** Guests that go astray in one way or another: deaf, unbound, senders or receivers only. */
  readonly oddGuests: boolean;
  readonly endings: readonly Ending[];
  readonly backlogs: readonly number[];
}

/** A backlog in which everybody has room. */
export const ROOMY = 16;

/** With this many leaves, orderings are many already. */
const MOST_LEAVES = 6;

// Rarely true, and shrinks to false.
const rarely = fc.nat(9).map((it) => it === 6);

/** The data planes in which a scheme can be played with these capabilities. */
export function planesFor(scheme: PlanScheme, { dataPlanes, entries }: Capabilities): readonly DataPlane[] {
  const control = rooted({ scheme }) ? 'rooted' : 'nonrooted';
  return dataPlanes.filter(
    (plane) => entryFor(entries, control, plane === 'rooted-data' ? 'rooted' : 'nonrooted') !== undefined,
  );
}

/** How many guests a case can have. */
function mostGuests(scheme: PlanScheme, { maxNodes = 9 }: Capabilities): number {
  return rooted({ scheme }) ? Math.min(MOST_LEAVES, maxNodes - 1) : Math.min(MOST_GUESTS, maxNodes);
}

/** Whether what is claimed covers a scheme: its ways in, an entry, and nodes enough. */
export function playable(scheme: PlanScheme, capabilities: Capabilities, fewestGuests: number): boolean {
  const { schemes } = capabilities;
  const claimed =
    scheme === 'invite+admit' ? schemes.includes('invite') && schemes.includes('admit') : schemes.includes(scheme);
  return (
    claimed &&
    planesFor(scheme, capabilities).length > 0 &&
    mostGuests(scheme, capabilities) >= Math.max(1, fewestGuests)
  );
}

/** Plans of a recipe, as far as a provider claims what they need. Shrinking drops moves and guests. */
export function plansOf(recipe: Recipe, capabilities: Capabilities): fc.Arbitrary<Plan> {
  const schemes = recipe.schemes.filter((scheme) => playable(scheme, capabilities, recipe.fewestGuests));
  return fc.oneof(...schemes.map((scheme) => plansIn(scheme, recipe, capabilities)));
}

/** Plans of a recipe in one scheme. */
export function plansIn(scheme: PlanScheme, recipe: Recipe, capabilities: Capabilities): fc.Arbitrary<Plan> {
  const { endings, backlogs, fewestGuests, mostMoves, oddGuests } = recipe;
  const odd = oddGuests ? rarely : fc.constant(false);
  const both = fc.constant(JL.BOTH);
  const guest: fc.Arbitrary<Guest> = fc.record({
    asks: fc.boolean(),
    deaf: odd,
    unbound: odd,
    flags: oddGuests
      ? fc.oneof(
          { weight: 8, arbitrary: both },
          { weight: 2, arbitrary: fc.constantFrom(JL.SENDER_ONLY, JL.RECEIVER_ONLY) },
        )
      : both,
  });
  return fc.noBias(
    fc.record({
      scheme: fc.constant(scheme),
      data: fc.constantFrom(...planesFor(scheme, capabilities)),
      source: oddGuests ? fc.nat(9).map((it) => Math.max(0, it - 7)) : fc.constant(0),
      backlog: fc.constantFrom(...(capabilities.features.includes('backlog') ? backlogs : [ROOMY])),
      deafRoot: odd,
      inherits: fc.nat(3).map((it) => it === 2),
      guests: fc.array(guest, {
        minLength: fewestGuests,
        maxLength: recipe.mostGuests ?? mostGuests(scheme, capabilities),
        size: 'max',
      }),
      moves: movesOf(scheme, recipe.weights, mostMoves, capabilities),
      ending: fc.constantFrom(
        ...endings.filter((it) => it !== 'shuts down' || capabilities.features.includes('shutdown')),
      ),
    }),
  );
}
