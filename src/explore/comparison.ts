import fc from 'fast-check';
import type { ClauseId } from '../clauses/index.js';
import type { Flow } from '../port/index.js';
import { propertyOf } from './check.js';
import { counting } from './in-case.js';
import { playable, plansOf, type Recipe } from './draw-plans.js';
import { strandsOf, weave, type Intent } from './intents.js';
import { deliverySeed } from './orderings.js';
import { performPatiently } from './patience.js';
import { guestName, MOST_GUESTS, wayOf, type Plan, type Way } from './plan.js';
import type { Property } from './property.js';
import { runPlan, type Execution, type PlayOptions } from './run-plan.js';
import { membersOf, type Scene } from './scene.js';

/** Intents, and an order in which to carry them out. */
export interface Comparison {
  readonly plan: Plan;
  /** By guest; whoever is not named stays. */
  readonly intents: readonly Intent[];
  readonly order: readonly number[];
  readonly seed: number;
}

/** What makes a property of comparisons. */
export interface ComparisonDefinition {
  readonly id: string;
  readonly name: string;
  readonly clauses: readonly ClauseId[];
  readonly recipe: Recipe;
  /** What the first of the two executions leaves out: nothing, or whoever does not stay. */
  readonly without: 'nobody' | 'those who do not stay';
}

const INTENTS: readonly Intent[] = ['stays', 'leaves', 'withdraws', 'is turned away', 'is dropped', 'goes astray'];

const USE: Readonly<Record<Way, ClauseId>> = { invited: 'JOIN-5.1', asking: 'JOIN-5.2', joining: 'JOIN-5.3' };
const TOLD: Readonly<Record<Exclude<Way, 'invited'>, ClauseId>> = { asking: 'JOIN-3.6', joining: 'JOIN-4.3' };

/**
 * The property that the same intents lead to the same membership in any order. They are carried out twice: one guest
 * after the other, each step in peace; and interleaved, with messages in transit. Who was a member at the end of the
 * first execution is what the second one expects.
 */
export function comparison({ id, name, clauses, recipe, without }: ComparisonDefinition): Property {
  return propertyOf<Comparison>({
    id,
    name,
    clauses,
    applies: (capabilities) => recipe.schemes.some((scheme) => playable(scheme, capabilities, recipe.fewestGuests)),
    inputs(capabilities) {
      const intents = capabilities.features.includes('condition')
        ? INTENTS
        : INTENTS.filter((it) => it !== 'is turned away');
      return fc
        .record({
          plan: plansOf(recipe, capabilities),
          intents: fc.noBias(fc.array(fc.constantFrom(...intents), { maxLength: MOST_GUESTS })),
          order: fc.noBias(fc.array(fc.nat(2 * MOST_GUESTS), { maxLength: 40, size: 'max' })),
          seed: deliverySeed,
        })
        .map((input) => ({ ...input, plan: withDeaf(input.plan, input.intents) }));
    },
    execute: (input, options) => executeTwice(input, without, options),
  });
}

function* executeTwice(
  { plan, intents, order, seed }: Comparison,
  without: ComparisonDefinition['without'],
  options: Omit<PlayOptions, 'seed'>,
): Flow<Execution> {
  const strands = strandsOf(plan, intents);
  const alone = intents.map((intent) => (intent === 'stays' ? intent : 'stays away'));
  const fewer = without === 'nobody' ? strands : strandsOf(plan, alone);
  const first = yield* runPlan(
    plan,
    { ...options, seed },
    { perform: (scene) => performPatiently(scene, weave(fewer, []), true) },
  );
  if (first.obstacle !== undefined || counting(first).length > 0) return first;
  const expected = first.members.map((member) => member.name);
  return yield* runPlan(
    plan,
    { ...options, seed },
    {
      perform: (scene) => performPatiently(scene, weave(strands, order), false),
      atRest: (scene) => expectAsBefore(scene, expected, intents),
    },
  );
}

function expectAsBefore(scene: Scene, names: readonly string[], intents: readonly Intent[]): void {
  const { live, cast, plan } = scene;
  const present = new Map(membersOf(scene).map(({ name, socket }) => [name, socket]));
  const sockets = names.map((name) => {
    const { node, member } = cast.actor(name);
    return { node, socket: present.get(name) ?? member };
  });
  const uses = new Set(plan.guests.map((_guest, guest) => USE[wayOf(plan, guest)]));
  const those = names.length === 0 ? 'nobody' : names.join(', ');
  live.expect(`takes part, as when each came in alone: ${those}`, { see: 'members', sockets }, [...uses]);

  for (const guest of plan.guests.keys()) {
    const name = guestName(plan, guest);
    if (!stays(intents, guest) || !names.includes(name)) continue;
    const way = wayOf(plan, guest);
    const { node, own, member } = cast.actor(name);
    if (way !== 'invited') {
      live.expect(
        `${name} is told that it has joined`,
        { see: 'indication', node, socket: own, event: 'FD_CONNECT', error: ['NO_ERROR'], since: 0 },
        [TOLD[way]],
      );
    }
    if (way !== 'joining') {
      live.expect(
        `${name} is not told that it has left`,
        { see: 'no-indication', node, socket: present.get(name) ?? member, event: 'FD_CLOSE', since: 0 },
        ['USING-14'],
      );
    }
  }
}

/** Whoever goes astray by invitation does not listen; everybody else who is invited does. */
function withDeaf(plan: Plan, intents: readonly Intent[]): Plan {
  const guests = plan.guests.map((guest, place) => ({ ...guest, deaf: intents[place] === 'goes astray' }));
  return { ...plan, guests };
}

function stays(intents: readonly Intent[], guest: number): boolean {
  return (intents[guest] ?? 'stays') === 'stays';
}
