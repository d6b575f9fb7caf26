import type { NodeName } from '../../trace/index.js';
import type { Move } from '../move.js';
import { guestName, people, rooted, type Plan } from '../plan.js';

/** A way through what can happen in one or several sessions at once. Plain data. */
export interface Walk {
  /** Who takes part in each session, and what becomes of its root; their moves are the steps below. */
  readonly sessions: readonly Plan[];
  /** Whatever is chosen by chance, by us and by the provider, is chosen from it. */
  readonly seed: number;
  /** What is done, in order; undefined where it is to be chosen as the walk goes. */
  readonly steps?: readonly Step[];
}

/** One step: somebody makes a move, a call that is in flight returns, or the oldest message of a line arrives. */
export type Step =
  /** `holds`: the call of the move is kept in flight, where the provider answers by promise, and others act. */
  | { readonly session: number; readonly move: Move; readonly holds?: true }
  /** Whose call returns: the root first where there is one, then the guests. */
  | { readonly session: number; readonly returns: number }
  | { readonly session: number; readonly line: Line; readonly guest: number };

/** Between a guest and the root, from a guest to itself where there is no root, or any line, as the seed has it. */
export type Line = 'to-root' | 'from-root' | 'at-home' | 'any';

/** The suffix of the names of nodes in a session: the first one has none. */
export function suffixOf(session: number): string {
  return session === 0 ? '' : `-s${session + 1}`;
}

/** All nodes of a walk. */
export function nodesOf({ sessions }: Pick<Walk, 'sessions'>): readonly NodeName[] {
  return sessions.flatMap((plan, session) => people(plan).map((name) => `${name}${suffixOf(session)}`));
}

/** From which node to which a line leads, in its session. */
export function endsOf(plan: Plan, line: Line, guest: number): readonly [NodeName, NodeName] {
  const name = guestName(plan, guest);
  if (!rooted(plan) || line === 'at-home') return [name, name];
  return line === 'to-root' ? [name, 'root'] : ['root', name];
}
