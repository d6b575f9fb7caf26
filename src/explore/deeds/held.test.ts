import { describe, expect, it } from 'vitest';
import { answeringLater, byPromise, createProvider } from '../../../reference/memory/index.js';
import { DEFAULT_LIMITS } from '../../port/index.js';
import { heldCalls } from '../../trace/index.js';
import { walks } from '../walk/index.js';
import { breaks, DOINGS, minimised, playDoings } from './index.js';

/** What WSPJoinLeaf gives lies in one place for all, where the next one's may lie before it is told. */
const crossed = createProvider({
  name: 'crossed',
  rules: {
    nextDescriptor: ({ address, latestDescriptor }) =>
      Math.max(latestDescriptor, 1000 * Number(address.host.split('.').at(-1))) + 4,
  },
  around(open, setup) {
    const bed = open(setup);
    let latest: Awaited<ReturnType<typeof bed.joinLeaf>> | undefined;
    return answeringLater({
      ...bed,
      async joinLeaf(node, args) {
        const answer = await bed.joinLeaf(node, args);
        if ('error' in answer) return answer;
        latest = answer;
        for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
        return latest;
      },
    });
  },
});

const options = { limits: DEFAULT_LIMITS, info: { id: 'x', name: 'x', clauses: [] } };

describe('a case in which calls overlap', () => {
  it('is made small as it was: with what is kept in flight, and no more of that than it takes', async () => {
    const property = walks({ ...options.info, scheme: 'admit', leaves: 4, sessions: 1 });
    const record = await property.check({ provider: crossed, seed: 1, runs: 200, limits: DEFAULT_LIMITS });
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
    expect(doings.nodes).toEqual(['root', 'leaf-1', 'leaf-2']);
    for (const provider of [byPromise(createProvider()), createProvider()]) {
      const sound = await playDoings(doings, { provider, ...options });
      expect(sound.judgement.violations).toEqual([]);
    }
  });
});
