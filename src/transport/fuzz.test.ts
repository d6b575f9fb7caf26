import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkAnswer, checkIndication, type PortFault } from '../port/index.js';
import { peerOf } from './peer.js';
import { MESSAGES } from './testing/mutations.js';

// So many damaged messages; there are more that are not, or are strange from the start. `npm run fuzz` takes 100,000.
const WANTED = Number(process.env['JOINLEAF_FUZZ'] ?? 2500);
/** So many of them, at least, in each run on average. */
const PER_RUN = 2.2;
const LIMITS = { lineBytes: 400, depth: 16 };

/** What may be said of a fault: one short line. */
const ONE_LINE = /^[^\p{Cc}]{1,400}$/u;

it(`survives ${WANTED} damaged messages, and others`, async () => {
  let [messages, damaged] = [0, 0];
  const seen = { results: 0, refusals: 0, indications: 0, faults: 0 };
  await fc.assert(
    fc.asyncProperty(MESSAGES, fc.array(fc.nat({ max: 300 }), { maxLength: 4 }), async (sent, cuts) => {
      messages += sent.length;
      damaged += sent.filter((one) => one.damaged).length;
      const faults: PortFault[] = [];
      const heard: string[] = [];
      const peer = peerOf(
        {
          write: () => undefined,
          notified(_method, params) {
            expect(faults).toEqual([]);
            heard.push('notified');
            const checked = checkIndication(params);
            if ('wrong' in checked) expect(checked.wrong).toMatch(ONE_LINE);
            else seen.indications += 1;
          },
          failed: (fault) => faults.push(fault),
        },
        LIMITS,
      );
      // Five requests are open; each is answered once at most, and none is left open when the peer has ended.
      const open = [1, 2, 3, 4, 5].map((n) =>
        peer.request('socket', { n }).then(
          (result) => {
            seen.results += 1;
            const checked = checkAnswer('socket', result);
            if ('wrong' in checked) expect(checked.wrong.length).toBeLessThan(400);
          },
          (reason: unknown) => {
            if (!faults.includes(reason as PortFault)) seen.refusals += 1;
          },
        ),
      );
      const whole = Buffer.concat(sent.map(({ line }) => line));
      const edges = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
      for (const [at, edge] of edges.slice(1).entries()) peer.take(whole.subarray(edges[at], edge));
      peer.ended(
        () => Object.assign(new Error('over'), { name: 'PortFault', what: 'gone', detail: 'over' }) as PortFault,
      );
      await Promise.all(open);
      await new Promise((resolve) => setImmediate(resolve));
      expect(faults).toHaveLength(1);
      expect(faults[0]?.detail).toMatch(ONE_LINE);
      expect(Object.prototype).not.toHaveProperty('polluted');
      if (faults[0]?.what !== 'gone') seen.faults += 1;
    }),
    { numRuns: Math.ceil(WANTED / PER_RUN), seed: 20_261_123 },
  );
  if (process.env['JOINLEAF_FUZZ'] !== undefined) console.log(JSON.stringify({ messages, damaged, ...seen }));
  expect(damaged).toBeGreaterThanOrEqual(WANTED);
  // The stream is not so bad that nothing good is left to be heard.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(WANTED / 250);
});
