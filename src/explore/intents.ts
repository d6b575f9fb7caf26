import type { Move } from './move.js';
import { doorsOf, guestName, ROOT, wayOf, type Plan } from './plan.js';

/** What is to become of a guest, in whatever order things happen. */
export type Intent = 'stays' | 'leaves' | 'withdraws' | 'is turned away' | 'is dropped' | 'goes astray' | 'stays away';

/** A move that waits until it makes sense, and until the earlier moves of its strand have been made. */
export interface Step {
  readonly strand: number;
  readonly move: Move;
}

/**
 * The moves that carry out the intents: a strand for each guest, and one for each answer of the root. WSPAccept takes
 * the head of the queue, so it is not known beforehand whom an answer of the root will meet.
 */
export function strandsOf(plan: Plan, intents: readonly Intent[]): readonly (readonly Move[])[] {
  const root = doorsOf(plan).indexOf(ROOT);
  const guests = plan.guests.map((_guest, guest) => {
    const intent = intents[guest] ?? 'stays';
    const way = wayOf(plan, guest);
    if (way !== 'invited') return strandOfItsOwn(guest, way === 'asking' ? 'ask' : 'join', intent);
    return invitedStrand(guest, intent, doorsOf(plan).indexOf(guestName(plan, guest)));
  });
  const answers = plan.guests.flatMap((_guest, guest) =>
    wayOf(plan, guest) === 'asking' ? [answersFor(intents[guest] ?? 'stays', root)] : [],
  );
  return [...guests, ...answers];
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
    case 'stays away':
      return [];
  }
}

function strandOfItsOwn(guest: number, kind: 'ask' | 'join', intent: Intent): readonly Move[] {
  const come: Move = { kind, guest };
  switch (intent) {
    case 'stays':
      return [come];
    case 'leaves':
    case 'withdraws':
      // Which of the two it is depends on whether the answer is faster.
      return [come, { kind: 'leave', guest }];
    case 'is dropped':
      return [come, { kind: kind === 'ask' ? 'drop' : 'leave', guest }];
    case 'is turned away':
      // It does not ask itself: the answers below turn somebody away, who then asks again.
      return [];
    case 'stays away':
      return [];
    case 'goes astray':
      return [{ kind: 'astray', guest }];
  }
}

function answersFor(intent: Intent, at: number): readonly Move[] {
  const accept: Move = { kind: 'accept', at, eager: false };
  switch (intent) {
    case 'goes astray':
    case 'stays away':
      return [];
    case 'is turned away':
      return [{ kind: 'reject', at, eager: false }, accept];
    case 'stays':
    case 'leaves':
    case 'withdraws':
    case 'is dropped':
      return [accept];
  }
}
