import { describe, expect, it } from 'vitest';
import { judge } from './oracle.js';
import { randomRun } from './testing/random-runs.js';

/** More of them where somebody takes the time: JOINLEAF_RUNS=50000. */
const RUNS = Number(process.env['JOINLEAF_RUNS'] ?? 2000);
const BATCH = 500;

describe('the oracle', () => {
  it.each(Array.from({ length: Math.ceil(RUNS / BATCH) }, (_none, batch) => batch * BATCH))(
    'finds nothing wrong with what the reference does, whatever is called: seeds from %i',
    async (from) => {
      for (let seed = from; seed < Math.min(RUNS, from + BATCH); seed += 1) {
        const trace = await randomRun(seed);
        const judgement = judge(trace);
        expect({ seed, ...judgement }).toEqual({ seed, violations: [] });
      }
    },
    60_000,
  );

  it('is put to the test: the runs go through every kind of call and event', async () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 100; seed += 1) {
      for (const event of await randomRun(seed)) {
        if (event.kind === 'return') seen.add(`${event.verb} ${'ok' in event.result ? 'succeeds' : 'fails'}`);
        if (event.kind === 'indication')
          seen.add(`${event.event} ${event.error === 'NO_ERROR' ? 'success' : 'failure'}`);
      }
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...['joinLeaf', 'accept', 'send', 'recv', 'listen', 'enumNetworkEvents', 'memberships', 'addMembership'].map(
          (verb) => `${verb} succeeds`,
        ),
        ...['joinLeaf', 'accept', 'send', 'recv', 'closeSocket'].map((verb) => `${verb} fails`),
        ...['FD_ACCEPT success', 'FD_CONNECT success', 'FD_CONNECT failure', 'FD_CLOSE success', 'FD_READ success'],
      ]),
    );
  });
});
