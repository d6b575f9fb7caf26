import { describe, expect, it } from 'vitest';
import { byPromise, createProvider } from '../../../reference/memory/index.js';
import { crossedAnswers } from '../../../reference/mutants/crossed-answers.js';
import { DEFAULT_LIMITS } from '../../port/index.js';
import { heldCalls } from '../../trace/index.js';
import { walks } from '../walk/index.js';
import { breaks, DOINGS, minimised, playDoings } from './index.js';

const { provider: crossed } = crossedAnswers;
const options = { limits: DEFAULT_LIMITS, info: { id: 'x', name: 'x', clauses: [] } };

describe('a case in which calls overlap', () => {
  it('is made small as it was: with what is kept in flight, and no more of that than it takes', async () => {
    const property = walks({ ...options.info, scheme: 'admit', leaves: 4, sessions: 1 });
    const record = await property.check({
      provider: crossed,
      seed: 1,
      runs: 200,
      limits: DEFAULT_LIMITS,
      shrink: false,
    });
    const violation = record.violations.find(({ clause }) => clause === 'USING-3');
    if (violation === undefined) throw new Error('it was not found');
    const story = await minimised(record.trace, violation, { provider: crossed, ...options });
    if (story === undefined) throw new Error('it does not show again');
    const { doings, trace } = story;
    expect(breaks(story, 'USING-3')).toBe(true);
    for (const it of DOINGS.simpler(doings)) {
      expect(breaks(await playDoings(it, { provider: crossed, ...options }), 'USING-3')).toBe(false);
    }
    expect(heldCalls(trace).size).toBe(1);
    const acts = doings.deeds.filter((deed) => deed.do !== 'call' || !deed.setsUp);
    expect(acts).toMatchObject([
      { event: { verb: 'joinLeaf' }, held: true },
      { event: { verb: 'joinLeaf' }, held: false },
    ]);
    for (const provider of [byPromise(createProvider()), createProvider()]) {
      const sound = await playDoings(doings, { provider, ...options });
      expect(sound.judgement.violations).toEqual([]);
    }
  });
});
