import type { Capabilities } from '../../trace/index.js';
import { possible, weightOf } from '../draw-moves.js';
import type { Move } from '../move.js';
import { makesSense } from '../perform.js';
import { doorsOf, ROOT, wayOf, type Plan } from '../plan.js';
import { ANYTHING } from '../recipes.js';
import type { Scene } from '../scene.js';
import type { Line } from './walk.js';

/** Whoever can make a step: the root of a session, one of its leaves, or the network on one line. */
export type Actor =
  | { readonly session: number; readonly is: 'root' }
  | { readonly session: number; readonly is: 'leaf'; readonly guest: number }
  | { readonly session: number; readonly is: 'line'; readonly line: Line; readonly guest: number }
  /** Nobody: all that is under way arrives. */
  | { readonly session: number; readonly is: 'calm' };

/** Everybody in the sessions of a walk; with lines of their own where the provider can be steered. */
export function actorsOf(sessions: readonly Plan[], steered: boolean): readonly Actor[] {
  const all = sessions.flatMap((plan, session): readonly Actor[] => [
    ...(plan.scheme === 'nonrooted' ? [] : [{ session, is: 'root' } as const]),
    ...plan.guests.flatMap((_guest, guest): readonly Actor[] => [
      { session, is: 'leaf', guest },
      ...(steered ? linesOf(plan).map((line) => ({ session, is: 'line', line, guest }) as const) : []),
    ]),
  ]);
  // Between the members of a nonrooted session there are lines that no join knows of.
  const any = !steered || sessions.some(({ scheme }) => scheme === 'nonrooted');
  const calm: Actor = { session: 0, is: 'calm' };
  return any ? [...all, calm, { session: 0, is: 'line', line: 'any', guest: 0 }] : [...all, calm];
}

function linesOf({ scheme }: Plan): readonly Line[] {
  return scheme === 'nonrooted' ? ['at-home'] : ['to-root', 'from-root'];
}

/** A move that somebody could make, of whom it is about, and how often it is usually made. */
export interface Candidate {
  readonly move: Move;
  readonly guest: number | undefined;
  readonly weight: number;
}

/** What a root or a leaf could do now. Of many leaves, a root considers those that are named. */
export function candidatesFor(
  actor: Actor,
  scene: Scene,
  capabilities: Capabilities,
  considered: readonly number[],
  eager: boolean,
): readonly Candidate[] {
  const { plan } = scene;
  const moves =
    actor.is === 'root'
      ? movesOfRoot(plan, considered, eager)
      : actor.is === 'leaf'
        ? movesOfLeaf(plan, actor.guest, eager)
        : [];
  return moves.flatMap(([move, guest]): readonly Candidate[] => {
    const weight = weightOf(move.kind, ANYTHING);
    const can = weight > 0 && possible(move.kind, plan.scheme, capabilities) && makesSense(scene, move);
    return can ? [{ move, guest, weight }] : [];
  });
}

type Drawn = readonly [Move, number | undefined];

function movesOfRoot(plan: Plan, considered: readonly number[], eager: boolean): readonly Drawn[] {
  const door = doorsOf(plan).indexOf(ROOT);
  return [
    ...considered.flatMap((guest): readonly Drawn[] =>
      wayOf(plan, guest) === 'invited'
        ? [
            [{ kind: 'invite', guest }, guest],
            [{ kind: 'again', guest }, guest],
            [{ kind: 'cancel', guest }, guest],
            [{ kind: 'drop', guest }, guest],
          ]
        : [[{ kind: 'drop', guest }, guest]],
    ),
    ...(door < 0 ? [] : atDoor(door, eager).map((move): Drawn => [move, undefined])),
    [{ kind: 'closeRoot' }, undefined],
    [{ kind: 'shutRoot' }, undefined],
    [{ kind: 'say', who: 0 }, undefined],
    [{ kind: 'hear', who: 0 }, undefined],
  ];
}

function movesOfLeaf(plan: Plan, guest: number, eager: boolean): readonly Drawn[] {
  const way = wayOf(plan, guest);
  const who = way === 'joining' ? guest : guest + 1;
  const own: readonly Move[] = [
    { kind: 'leave', guest },
    { kind: 'say', who },
    { kind: 'hear', who },
  ];
  if (way === 'invited') {
    const at = doorsOf(plan).indexOf(`leaf-${guest + 1}`);
    return [...atDoor(at, eager), { kind: 'deafen', at } as const, ...own].map((move) => [move, guest]);
  }
  const come: readonly Move[] = [
    way === 'asking' ? { kind: 'ask', guest } : { kind: 'join', guest },
    { kind: 'again', guest },
    { kind: 'astray', guest },
    { kind: 'cancel', guest },
  ];
  return [...come, ...own].map((move) => [move, guest]);
}

function atDoor(at: number, eager: boolean): readonly Move[] {
  return [
    { kind: 'accept', at, eager },
    { kind: 'reject', at, eager },
    { kind: 'defer', at, eager },
    { kind: 'peek', at },
    { kind: 'listen', at },
  ];
}
