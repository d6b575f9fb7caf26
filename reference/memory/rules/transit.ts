import type { Join } from '../model.js';
import type { MessageKind } from '../wire.js';

/** How messages travel. */
export const transitRules = {
  /**
   * How a message of a join, or a message of session data (without a join), gets to its far end: in order on its
   * line; at once, within the call that sends it; twice; or never.
   */
  passage: (_kind: MessageKind, _join: Join | undefined): 'in-order' | 'at-once' | 'twice' | 'lost' => 'in-order',
};
