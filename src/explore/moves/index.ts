import type { MoveKind, MoveRule } from '../move.js';
import { accept, defer, peek, reject } from './answering.js';
import { cancel, closeRoot, drop, leave, shutRoot } from './closing.js';
import { ask, invite, join } from './joining.js';
import { deafen, listen } from './listening.js';
import { again, astray } from './misjoining.js';
import { hear, say } from './talking.js';
import { deliver, quiet } from './waiting.js';

/** The rule of every kind of move. */
export const MOVES: { readonly [K in MoveKind]: MoveRule<K> } = {
  invite,
  ask,
  join,
  again,
  astray,
  cancel,
  accept,
  reject,
  defer,
  peek,
  listen,
  deafen,
  leave,
  drop,
  closeRoot,
  shutRoot,
  say,
  hear,
  deliver,
  quiet,
};
