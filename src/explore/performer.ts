import type { Move } from './move.js';
import { among, doorsOf, guestName, people, ROOT, wayOf, type Plan } from './plan.js';

/** Who issues the calls of a move; undefined where nobody does. */
export function performerOf(plan: Plan, move: Move): string | undefined {
  switch (move.kind) {
    case 'ask':
    case 'join':
    case 'astray':
    case 'leave':
      return guestName(plan, move.guest);
    case 'again':
    case 'cancel':
      return wayOf(plan, move.guest) === 'invited' ? ROOT : guestName(plan, move.guest);
    case 'invite':
    case 'drop':
    case 'closeRoot':
    case 'shutRoot':
      return ROOT;
    case 'accept':
    case 'reject':
    case 'defer':
    case 'peek':
    case 'listen':
    case 'deafen':
      return among(doorsOf(plan), move.at);
    case 'say':
    case 'hear':
      return among(people(plan), move.who);
    case 'deliver':
    case 'quiet':
      return undefined;
  }
}
