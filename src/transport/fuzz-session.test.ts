import fc from 'fast-check';
import { expect, it } from 'vitest';
import { provider } from '../../reference/memory/index.js';
import { plansOf, runPlan, type Execution } from '../explore/index.js';
import { BASE } from '../explore/recipes.js';
import { judge } from '../oracle/index.js';
import { DEFAULT_LIMITS, run } from '../port/index.js';
import { parseTrace, stringifyTrace } from '../trace/index.js';
import { DAMAGE, DISTORTION, type Change } from './testing/mutations.js';
import { wired } from './testing/wire.js';

// Whole sessions over the wire, in which a few lines of the adapter's are other than they were. `npm run fuzz` plays
// more of them.
const WANTED = Number(process.env['JOINLEAF_FUZZ_SESSIONS'] ?? 100);

/** A line that has been swallowed leaves a call without an answer for so long, in milliseconds. */
const SHORT = 25;
/** Where nothing is swallowed, no call takes as long on any machine. */
const LONG = 60_000;
const ONE_LINE = /^[^\p{Cc}]{1,400}$/u;

/** What becomes of one line of the adapter's: so many lines come before it. */
interface Accident {
  readonly after: number;
  readonly kind: 'damaged' | 'distorted' | 'lost' | 'twice' | 'late';
  readonly change: Change;
}

const accident: fc.Arbitrary<Accident> = fc.oneof(
  fc.record({ after: fc.nat(60), kind: fc.constant('damaged' as const), change: DAMAGE }),
  {
    weight: 4,
    arbitrary: fc.record({ after: fc.nat(60), kind: fc.constant('distorted' as const), change: DISTORTION }),
  },
  fc.record({
    after: fc.nat(60),
    kind: fc.constantFrom('lost' as const, 'twice' as const, 'late' as const),
    change: fc.constant<Change>((line) => line),
  }),
);

it(`keeps its head in ${WANTED} sessions with accidents`, { timeout: 1_800_000 }, async () => {
  let accidents: readonly Accident[] = [];
  let lines = 0;
  let happened = 0;
  const { provider: remote, dispose } = await wired(provider, {
    limits: { restarts: Infinity, startMs: 1000, resetMs: 1000 },
    told: () => {
      let kept: readonly Buffer[] = [];
      return (text) => {
        const line = Buffer.from(text);
        // An introduction that is swallowed would be waited for too long.
        const swallowed = ({ kind }: Accident): boolean => kind === 'lost' || kind === 'late';
        const introduces = text.includes('"capabilities"');
        const here = accidents.find((one) => one.after === lines && !(introduces && swallowed(one)));
        lines += 1;
        const late = kept;
        kept = [];
        if (here === undefined) return [line, ...late];
        const changed = here.change(line);
        happened += here.kind === 'damaged' || here.kind === 'distorted' ? Number(!changed.equals(line)) : 1;
        if (here.kind === 'twice') return [line, line, ...late];
        if (here.kind === 'late') kept = [line];
        return here.kind === 'lost' || here.kind === 'late' ? late : [changed, ...late];
      };
    },
  });
  const play = async (plan: Parameters<typeof runPlan>[0], seed: number, callMs: number): Promise<Execution> => {
    lines = 0;
    const limits = { ...DEFAULT_LIMITS, callMs };
    return run(runPlan(plan, { provider: remote, seed, limits, info: { id: 'x', name: 'X', clauses: [] } }));
  };
  const seen = { faulty: 0, violated: 0, unharmed: 0 };
  await fc.assert(
    fc.asyncProperty(
      plansOf({ ...BASE, mostMoves: 8 }, provider.capabilities),
      fc.array(accident, { minLength: 1, maxLength: 3 }),
      fc.nat(),
      async (plan, these, seed) => {
        accidents = these;
        const { trace, judgement } = await play(plan, seed, SHORT);
        const { fault, violations } = judgement;
        if (fault !== undefined) expect(fault.detail).toMatch(ONE_LINE);
        seen[fault !== undefined ? 'faulty' : violations.length > 0 ? 'violated' : 'unharmed'] += 1;
        // What was recorded can be kept, read again, and is judged as it was.
        if (trace[0]?.kind === 'header') {
          const parsed = parseTrace(stringifyTrace(trace));
          if ('wrong' in parsed) throw new Error(`line ${parsed.wrong.line}: ${parsed.wrong.reason}`);
          expect(judge(parsed.trace).violations.length).toBe(violations.length);
        }
        expect(Object.prototype).not.toHaveProperty('polluted');
        // Nothing of it shows in the next session.
        accidents = [];
        const next = await play(plan, seed, LONG);
        expect([next.obstacle, next.judgement.violations]).toEqual([undefined, []]);
      },
    ),
    { numRuns: WANTED, seed: 20_261_123 },
  );
  await dispose();
  if (process.env['JOINLEAF_FUZZ_SESSIONS'] !== undefined) console.log(JSON.stringify({ happened, ...seen }));
  expect(happened).toBeGreaterThan(WANTED / 2);
  expect(Math.min(seen.faulty, seen.unharmed)).toBeGreaterThan(WANTED / 10);
});
