import type { Weights } from './draw-moves.js';
import { ROOMY, type Recipe } from './draw-plans.js';

/** A little of everything. What ends the session for good is rare, or little else would be seen. */
export const ANYTHING: Weights = {
  invite: 44,
  ask: 44,
  join: 44,
  accept: 56,
  reject: 8,
  defer: 6,
  cancel: 5,
  again: 8,
  astray: 4,
  peek: 4,
  listen: 6,
  deafen: 2,
  leave: 8,
  drop: 6,
  closeRoot: 1,
  shutRoot: 1,
  say: 16,
  hear: 8,
  deliver: 56,
  quiet: 16,
};

/** What recipes have in common where they say nothing else. */
export const BASE: Recipe = {
  schemes: ['invite', 'admit', 'invite+admit', 'nonrooted'],
  weights: ANYTHING,
  fewestGuests: 1,
  mostMoves: 40,
  oddGuests: true,
  endings: ['stays', 'stays', 'stays', 'closes', 'shuts down'],
  backlogs: [ROOMY],
};
