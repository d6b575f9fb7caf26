import { admitOnly } from './admit-only.js';
import { coalescing } from './coalescing.js';
import { failsAtOnce } from './fails-at-once.js';
import { immediate } from './immediate.js';
import { inviteOnly } from './invite-only.js';
import { keepsWithdrawn } from './keeps-withdrawn.js';
import { onItsOwn } from './on-its-own.js';
import { reusesDescriptors } from './reuses-descriptors.js';
import { senderLoopback } from './sender-loopback.js';
import { slow } from './slow.js';
import type { Odd } from './odd.js';

export type { Odd } from './odd.js';

/** All providers that are odd, and conform. */
export const ODD: readonly Odd[] = [
  coalescing,
  immediate,
  slow,
  failsAtOnce,
  inviteOnly,
  admitOnly,
  onItsOwn,
  reusesDescriptors,
  keepsWithdrawn,
  senderLoopback,
];
