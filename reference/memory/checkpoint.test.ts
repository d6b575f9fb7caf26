import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, run, wait } from '../../src/port/index.js';
import { act, scopeOf, voyage, type Act, type TourStage } from '../../src/explore/index.js';
import type { Trace } from '../../src/trace/index.js';
import { provider } from './index.js';

const SCOPE = scopeOf('invite+admit', 3, 'thorough');
const OPTIONS = { provider, limits: DEFAULT_LIMITS, info: { id: 'checkpoint', name: 'A checkpoint', clauses: [] } };

const anything: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act>({ do: 'step' }, { do: 'accept' }, { do: 'reject' }, { do: 'say' }, { do: 'hear' }),
  fc.record({
    do: fc.constantFrom('invite', 'ask', 'again', 'accept', 'defer', 'leave', 'drop', 'to-root', 'from-root', 'say'),
    leaf: fc.nat(2),
  }),
  fc.constant<Act>({ do: 'closeRoot' }),
);
const script = fc.array(anything, { maxLength: 25 });

function played(seed: number, conduct: (stage: TourStage) => ReturnType<typeof plays>): Trace {
  const done = run(voyage(SCOPE, { ...OPTIONS, seed }, conduct));
  if (done instanceof Promise) throw new Error('the reference answers at once');
  expect([done.obstacle, done.judgement.violations]).toEqual([undefined, []]);
  return done.trace;
}

function* plays(stage: TourStage, acts: readonly Act[]): Generator<Promise<void>, void, void> {
  for (const it of acts) yield* wait(act(stage, it));
}

describe('a checkpoint of the reference', () => {
  it('brings everything back: what is done after it goes as if nothing else had been done', () => {
    fc.assert(
      fc.property(fc.nat(), script, fc.array(script, { maxLength: 3 }), script, (seed, before, aside, after) => {
        const straight = played(seed, function* (stage) {
          yield* plays(stage, [...before, ...after]);
          yield* stage.live.quiet();
        });
        const astray = played(seed, function* (stage) {
          yield* plays(stage, before);
          const back = yield* wait(stage.live.checkpoint());
          const { link, member } = stage;
          const then = [[...link], [...member]];
          for (const other of aside) {
            yield* plays(stage, other);
            yield* stage.live.quiet();
            yield* wait(back?.());
            link.splice(0, link.length, ...(then[0] ?? []));
            member.splice(0, member.length, ...(then[1] ?? []));
          }
          yield* plays(stage, after);
          yield* stage.live.quiet();
        });
        expect(astray).toEqual(straight);
      }),
      { numRuns: 150 },
    );
  });
});
