import { describe, expect, it } from 'vitest';
import { byPromise, provider as reference } from '../../reference/memory/index.js';
import { parseWalk, stringifyWalk } from '../explore/walk/token.js';
import type { Step } from '../explore/walk/walk.js';
import { DEFAULT_LIMITS } from '../port/index.js';
import { parseReplay, type CaseRecord } from '../run/index.js';
import { heldCalls } from '../trace/index.js';
import { inOverlaps } from './self-test-examine.js';
import { loadSpecimens, type FaultySpecimen } from './self-test-specimens.js';
import { replayWalk } from './walking.js';

const specimens = await loadSpecimens();
const overlapping = specimens.filter((it): it is FaultySpecimen => it.kind === 'mutant' && it.by === 'overlap');

function pathOf({ replay }: CaseRecord): string {
  const parsed = parseReplay(replay);
  return 'replay' in parsed ? (parsed.replay.path ?? '') : '';
}

/** The same steps, each call waited for. */
function inTurn(path: string): string {
  const made = parseWalk(path);
  if (made === undefined) throw new Error('the token holds no walk');
  const steps = made.steps.flatMap((step): readonly Step[] => {
    if ('returns' in step) return [];
    return 'move' in step ? [{ session: step.session, move: step.move }] : [step];
  });
  return stringifyWalk({ ...made, steps });
}

describe('what only overlapping calls reveal', () => {
  it('is said of a few', () => {
    expect(overlapping.length).toBeGreaterThanOrEqual(3);
  });

  it.each(overlapping.map((mutant) => [mutant.name, mutant] as const))(
    '%s shows on a walk that keeps calls in flight, and not where the same is done and each is waited for',
    async (_name, mutant) => {
      const record = (await inOverlaps(mutant, { shrink: true })).at(-1);
      if (record === undefined) throw new Error('there are no walks');
      expect(record.violations.map(({ clause }) => clause)).toEqual([mutant.breaks]);
      expect(heldCalls(record.trace).size).toBeGreaterThan(0);

      const path = pathOf(record);
      const again = async (provider: FaultySpecimen['provider'], along: string): Promise<string | undefined> =>
        (await replayWalk(record.id, along, { provider, seed: 1, limits: DEFAULT_LIMITS, runs: 1 }))?.outcome;
      expect(await again(mutant.provider, path)).toBe('violated');
      expect(await again(mutant.provider, inTurn(path))).toBe('passed');
      expect(await again(byPromise(reference), path)).toBe('passed');
    },
  );
});
