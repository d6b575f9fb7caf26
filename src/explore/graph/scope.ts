import type { PlanScheme, Way } from '../plan.js';

/** What people in a scope may do besides joining and answering. Who does not do it, never does. */
export const BEHAVIOURS = [
  /** Whoever is asked may reject (ACCEPT-4). */
  'reject',
  /** Whoever is asked may defer (ACCEPT-5). */
  'defer',
  /** Whoever issued a join may close its descriptor while the join is pending (USING-6). */
  'cancel',
  /** A leaf may close the socket with which it takes part (USING-13). */
  'leave',
  /** The root may close its descriptor for a leaf (USING-14). */
  'drop',
  /** WSPJoinLeaf is tried once more where one is pending, or has succeeded (USING-7, USING-8). */
  'again',
  /** Who was refused, or was invited and is free again, has a second try (USING-9, USING-10). */
  'retry',
  /** WSPAccept may be called before FD_ACCEPT has been indicated (ACCEPT-2). */
  'eager',
  /** An invited leaf may close its listening socket (JOIN-2.3, ACCEPT-7). */
  'deafen',
  /** The root may close (USING-17). */
  'closeRoot',
] as const;

/** Something that people in a scope may do. */
export type Behaviour = (typeof BEHAVIOURS)[number];

/** A small world, all of whose orderings are enumerated. Plain data. */
export interface Scope {
  readonly scheme: PlanScheme;
  /** How each leaf comes in: its number is its place here. */
  readonly ways: readonly Way[];
  readonly may: readonly Behaviour[];
  /** What of a conformant provider's choices is enumerated: what providers usually do, or all that is permitted. */
  readonly answers: 'usual' | 'permitted';
}

/** No scope has more leaves: states are packed in 64 bits. */
export const MOST_LEAVES = 5;

/** How much of what people may do is in a scope. */
export type Depth = 'quick' | 'standard' | 'thorough';

const USUAL: Readonly<Record<Depth, readonly Behaviour[]>> = {
  quick: ['reject', 'cancel', 'leave', 'closeRoot'],
  standard: ['reject', 'cancel', 'leave', 'drop', 'again', 'closeRoot'],
  thorough: BEHAVIOURS,
};

/** The scope of a scheme with so many leaves; where there are both ways in, every second leaf asks. */
export function scopeOf(scheme: PlanScheme, leaves: number, depth: Depth = 'standard'): Scope {
  if (!Number.isInteger(leaves) || leaves < 1 || leaves > MOST_LEAVES)
    throw new RangeError(`a scope has 1 to ${MOST_LEAVES} leaves, not ${leaves}`);
  const ways = Array.from({ length: leaves }, (_none, leaf): Way => {
    if (scheme === 'nonrooted') return 'joining';
    return scheme === 'admit' || (scheme === 'invite+admit' && leaf % 2 === 1) ? 'asking' : 'invited';
  });
  return { scheme, ways, may: USUAL[depth], answers: 'usual' };
}

/** The name of a leaf of a scope, and of its node. */
export function leafName({ scheme }: Pick<Scope, 'scheme'>, leaf: number): string {
  return `${scheme === 'nonrooted' ? 'member' : 'leaf'}-${leaf + 1}`;
}

/** How often a leaf may be invited, or may ask. */
export function triesIn({ may }: Scope): number {
  return may.includes('retry') ? 2 : 1;
}
