import type { Move } from './move.js';
import { doorsOf, guestName, ROOT, wayOf, type Plan } from './plan.js';

/** What is to become of a guest, in whatever order things happen. */
export type Intent = 'stays' | 'leaves' | 'withdraws' | 'is turned away' | 'is dropped' | 'goes astray';

/** A move that waits until it makes sense, and until the earlier moves of its strand have been made. */
export interface Step {
  readonly strand: number;
  readonly move: Move;
}

/** The moves that carry out each guest's intent, a strand for each. */
export function strandsOf(plan: Plan, intents: readonly Intent[]): readonly (readonly Move[])[] {
  return plan.guests.map((_guest, guest) => {
    const intent = intents[guest] ?? 'stays';
    switch (wayOf(plan, guest)) {
      case 'joining':
        return joiningStrand(guest, intent);
      case 'invited':
        return invitedStrand(guest, intent, doorsOf(plan).indexOf(guestName(plan, guest)));
      case 'asking':
        return askingStrand(guest, intent, doorsOf(plan).indexOf(ROOT));
    }
  });
}

/**
 * Interleaves strands: a number of `order` chooses whose turn it is, and one that chooses nobody lets a message
 * arrive. What the order leaves over comes at the end, strand by strand.
 */
export function weave(strands: readonly (readonly Move[])[], order: readonly number[]): readonly Step[] {
  const taken = strands.map(() => 0);
  const steps: Step[] = [];
  const take = (strand: number): void => {
    const move = strands[strand]?.[taken[strand] ?? 0];
    if (move === undefined) return;
    taken[strand] = (taken[strand] ?? 0) + 1;
    steps.push({ strand, move });
  };
  for (const choice of order) {
    const strand = (choice % (strands.length + 1)) - 1;
    if (strand < 0) steps.push({ strand: -1, move: { kind: 'deliver', messages: 1 } });
    else take(strand);
  }
  for (const [strand, moves] of strands.entries()) moves.forEach(() => take(strand));
  return steps;
}

function joiningStrand(guest: number, intent: Intent): readonly Move[] {
  if (intent === 'goes astray') return [{ kind: 'astray', guest }];
  return intent === 'stays'
    ? [{ kind: 'join', guest }]
    : [
        { kind: 'join', guest },
        { kind: 'leave', guest },
      ];
}

function invitedStrand(guest: number, intent: Intent, at: number): readonly Move[] {
  const invite: Move = { kind: 'invite', guest };
  const accept: Move = { kind: 'accept', at, eager: false };
  switch (intent) {
    case 'stays':
      return [invite, accept];
    case 'leaves':
      return [invite, accept, { kind: 'leave', guest }];
    case 'withdraws':
      return [invite, { kind: 'cancel', guest }];
    case 'is turned away':
      return [invite, { kind: 'reject', at, eager: false }];
    case 'is dropped':
      return [invite, accept, { kind: 'drop', guest }];
    case 'goes astray':
      // The guest does not listen: see `deaf`.
      return [invite];
  }
}

function askingStrand(guest: number, intent: Intent, at: number): readonly Move[] {
  const ask: Move = { kind: 'ask', guest };
  const accept: Move = { kind: 'accept', at, eager: false };
  switch (intent) {
    case 'stays':
      return [ask, accept];
    case 'leaves':
      return [ask, accept, { kind: 'leave', guest }];
    case 'withdraws':
      return [ask, { kind: 'leave', guest }, accept];
    case 'is turned away':
      // WSPAccept takes the head of the queue, so it is somebody who is turned away; and who is refused asks again.
      return [{ kind: 'reject', at, eager: false }];
    case 'is dropped':
      return [ask, accept, { kind: 'drop', guest }];
    case 'goes astray':
      return [{ kind: 'astray', guest }];
  }
}
