import fc from 'fast-check';
import type { Capabilities } from '../trace/index.js';
import type { Move, MoveKind, MoveOf } from './move.js';
import { MOST_GUESTS, rooted, type PlanScheme } from './plan.js';

/** How often each kind of move is drawn; a kind that is left out is not. */
export type Weights = Readonly<Partial<Record<MoveKind, number>>>;

const guestNumber = fc.nat(MOST_GUESTS - 1);
const personNumber = fc.nat(MOST_GUESTS);
const eager = fc.nat(3).map((it) => it === 2);

const ARBITRARIES: { readonly [K in MoveKind]: fc.Arbitrary<MoveOf<K>> } = {
  invite: fc.record({ kind: fc.constant('invite'), guest: guestNumber }),
  ask: fc.record({ kind: fc.constant('ask'), guest: guestNumber }),
  join: fc.record({ kind: fc.constant('join'), guest: guestNumber }),
  again: fc.record({ kind: fc.constant('again'), guest: guestNumber }),
  astray: fc.record({ kind: fc.constant('astray'), guest: guestNumber }),
  cancel: fc.record({ kind: fc.constant('cancel'), guest: guestNumber }),
  accept: fc.record({ kind: fc.constant('accept'), at: guestNumber, eager }),
  reject: fc.record({ kind: fc.constant('reject'), at: guestNumber, eager }),
  defer: fc.record({ kind: fc.constant('defer'), at: guestNumber, eager }),
  peek: fc.record({ kind: fc.constant('peek'), at: guestNumber }),
  listen: fc.record({ kind: fc.constant('listen'), at: guestNumber }),
  deafen: fc.record({ kind: fc.constant('deafen'), at: guestNumber }),
  leave: fc.record({ kind: fc.constant('leave'), guest: guestNumber }),
  drop: fc.record({ kind: fc.constant('drop'), guest: guestNumber }),
  closeRoot: fc.constant({ kind: 'closeRoot' }),
  shutRoot: fc.constant({ kind: 'shutRoot' }),
  say: fc.record({ kind: fc.constant('say'), who: personNumber }),
  hear: fc.record({ kind: fc.constant('hear'), who: personNumber }),
  deliver: fc.record({ kind: fc.constant('deliver'), messages: fc.integer({ min: 1, max: 3 }) }),
  quiet: fc.constant({ kind: 'quiet' }),
};

/** Lists of moves that are possible in a scheme, with what is claimed. */
export function movesOf(
  scheme: PlanScheme,
  weights: Weights,
  maxLength: number,
  capabilities: Capabilities,
): fc.Arbitrary<readonly Move[]> {
  const options = Object.entries(ARBITRARIES).flatMap(([kind, arbitrary]): fc.WeightedArbitrary<Move>[] => {
    const weight = weightOf(kind, weights);
    return weight > 0 && possible(kind, scheme, capabilities) ? [{ weight, arbitrary }] : [];
  });
  if (options.length === 0) return fc.constant([]);
  return fc.array(fc.oneof(...options), { maxLength, size: 'max' });
}

/** How often a kind of move is drawn. */
export function weightOf(kind: string, weights: Readonly<Record<string, number>>): number {
  return weights[kind] ?? 0;
}

/** Whether a move can ever make sense: in this scheme, and with what is claimed. */
export function possible(kind: string, scheme: PlanScheme, { features, schemes }: Capabilities): boolean {
  const isRooted = rooted({ scheme });
  switch (kind) {
    case 'invite':
    case 'deafen':
      return scheme === 'invite' || scheme === 'invite+admit';
    case 'ask':
      return scheme === 'admit' || scheme === 'invite+admit';
    case 'join':
      return !isRooted;
    case 'astray':
      return isRooted ? schemes.length > 0 && scheme !== 'invite' : features.includes('missing-session');
    case 'reject':
    case 'defer':
      return isRooted && features.includes('condition');
    case 'accept':
    case 'peek':
    case 'listen':
    case 'drop':
    case 'closeRoot':
      return isRooted;
    case 'shutRoot':
      return isRooted && features.includes('shutdown');
    default:
      return true;
  }
}
