import { run } from '../../port/index.js';
import type { Violation } from '../../oracle/index.js';
import { counting } from '../in-case.js';
import { shrunk, type Story } from './shrink.js';
import { playScript, type Voyage, type VoyageOptions } from './voyage.js';

/** The shortest story that shows a violation of a clause. */
export interface Found {
  readonly clause: string;
  /** With which it was played: chance decides in which order all arrives that is let through together. */
  readonly seed: number;
  readonly story: Story;
  readonly voyage: Voyage;
  readonly violations: readonly Violation[];
}

/** The clauses that the first event to break any has broken. */
export function clausesAtFirst(done: Pick<Voyage, 'judgement'>): readonly string[] {
  const violations = counting(done);
  return [...new Set(violations.filter(({ at }) => at === violations[0]?.at).map(({ clause }) => clause))];
}

/** Plays a story that broke a clause; undefined if it does not do so this time. */
export async function toldAgain(
  { clause, seed, story }: Pick<Found, 'clause' | 'seed' | 'story'>,
  options: VoyageOptions,
): Promise<Found | undefined> {
  const sailed = await run(playScript(story.scope, story.script, { ...options, seed }));
  if (!clausesAtFirst(sailed).includes(clause)) return undefined;
  return { clause, seed, story, voyage: sailed, violations: counting(sailed) };
}

/** Makes a story short while it breaks the same clause. */
export async function shortest(clause: string, story: Story, first: Voyage, options: VoyageOptions): Promise<Found> {
  const { seed } = options;
  let best: Found = { clause, seed, story, voyage: first, violations: counting(first) };
  await shrunk(story, async (candidate) => {
    const again = await toldAgain({ clause, seed, story: candidate }, options);
    best = again ?? best;
    return again !== undefined;
  });
  return best;
}
