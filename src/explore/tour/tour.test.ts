import { describe, expect, it } from 'vitest';
import { createProvider, provider as reference } from '../../../reference/memory/index.js';
import { MUTANTS } from '../../../reference/mutants/all.js';
import { coalescing } from '../../../reference/odd/coalescing.js';
import { immediate } from '../../../reference/odd/immediate.js';
import { slow } from '../../../reference/odd/slow.js';
import { DEFAULT_LIMITS } from '../../port/index.js';
import { scopeOf } from '../graph/index.js';
import { stringifyScript } from './script.js';
import { possibilities, type Possibility } from './sometimes.js';
import { replay, tour, type Tour, type TourOptions } from './tour.js';

const info = { id: 'tour', name: 'A tour', clauses: [] };
const options: TourOptions = { provider: reference, seed: 1, limits: DEFAULT_LIMITS, info };

function mutant(name: string): TourOptions {
  const found = MUTANTS.find((it) => it.name === name);
  if (found === undefined) throw new Error(`there is no mutant ${name}`);
  return { ...options, provider: found.provider };
}

/** Tells of requests only when everything comes to rest: nobody can choose the moment. */
const atRest = createProvider({
  rules: { indicatesLater: (_socket, event) => event === 'FD_ACCEPT' },
  around(open, setup) {
    const bed = open(setup);
    return { ...bed, deliver: (from, to) => from !== to && (bed.deliver?.(from, to) ?? false) };
  },
});

const neverSeen = (done: Tour): readonly Possibility[] => possibilities(done).filter(({ seen }) => !seen);

describe('a tour', () => {
  it('drives nearly all of a nonrooted session, in hardly more executions than are necessary', async () => {
    const done = await tour(scopeOf('nonrooted', 2, 'quick'), options);
    expect(done).toMatchObject({ ended: 'complete' });
    expect(done.progress.states).toBe(done.progress.of.states);
    expect(done.progress.transitions).toBeGreaterThan(done.progress.of.transitions * 0.9);
    expect(done.progress.executions).toBeLessThanOrEqual(done.bound * 2.5);
  });

  it.each([
    ['invite', 2600],
    ['admit', 1800],
    ['invite+admit', 2900],
  ] as const)('drives what the reference does of two leaves that come in by %s', async (scheme, transitions) => {
    const done = await tour(scopeOf(scheme, 2, 'quick'), options);
    expect(done.ended).toBe('complete');
    expect(done.progress.transitions).toBeGreaterThan(transitions);
    // What has to be possible is brought about.
    expect(possibilities(done).length).toBeGreaterThan(5);
    expect(neverSeen(done)).toEqual([]);
    expect(done.progress.executions).toBeLessThanOrEqual(done.bound * 1.8);
  });

  it.each([
    ['on a line of its own', coalescing.provider, 2900],
    ['only when everything comes to rest', atRest, 2300],
  ] as const)(
    'drives as much of a provider that tells of a request later, %s',
    async (_when, provider, transitions) => {
      const done = await tour(scopeOf('invite', 2, 'quick'), { ...options, provider });
      expect(done.ended).toBe('complete');
      expect(done.progress.transitions).toBeGreaterThan(transitions);
      // An edge that has come about by chance is not tried for ever.
      expect(done.progress.executions).toBeLessThanOrEqual(done.bound * 7);
    },
  );

  it('brings about with the reference what has to be possible, of one leaf and of one after the other', async () => {
    const maps = [scopeOf('invite', 1), scopeOf('admit', 1, 'thorough'), scopeOf('nonrooted', 2)];
    const shown = new Set<string>();
    for (const scope of maps) {
      const done = await tour(scope, options);
      expect(neverSeen(done)).toEqual([]);
      for (const { clause } of possibilities(done)) shown.add(clause);
    }
    expect([...shown].sort()).toEqual(
      [
        ...['JOIN-2.4', 'JOIN-2.6', 'JOIN-3.4', 'JOIN-3.6', 'JOIN-4.3', 'USING-7', 'USING-8', 'USING-9', 'USING-10'],
        ...['USING-13', 'USING-17', 'ACCEPT-5', 'ACCEPT-6', 'DIFF-2', 'TAXONOMY-1'],
      ].sort(),
    );
  });

  it('says what it has never seen of that, and does not blame the provider', async () => {
    const done = await tour(scopeOf('nonrooted', 2), { ...options, provider: immediate.provider });
    expect(done).toMatchObject({ ended: 'complete', found: [] });
    expect(neverSeen(done)).toEqual([{ clause: 'USING-7', what: 'WSPJoinLeaf answers WSAEALREADY', seen: false }]);
  });

  it('does the same each time', async () => {
    const some = { ...options, executions: 60 };
    const [a, b] = [await tour(scopeOf('admit', 2), some), await tour(scopeOf('admit', 2), some)];
    expect(a.progress).toEqual(b.progress);
    expect(JSON.stringify(a.trace)).toBe(JSON.stringify(b.trace));
  });

  it('stops at its budget, and goes on from there', async () => {
    const scope = scopeOf('nonrooted', 2, 'quick');
    const begun = await tour(scope, { ...options, executions: 3 });
    expect(begun).toMatchObject({ ended: 'budget', progress: { executions: 3 } });
    const ended = await tour(scope, { ...options, taken: begun.taken, executed: 3 });
    expect(ended.ended).toBe('complete');
    expect(ended.progress.transitions).toBeGreaterThan(begun.progress.transitions);
  });

  it.each([
    ['invite', 'quick', 2],
    ['admit', 'standard', 1],
  ] as const)('interrupted and gone on with is the same as in one piece: %s, %s', async (scheme, depth, leaves) => {
    const scope = scopeOf(scheme, leaves, depth);
    const asides = depth === 'standard';
    const whole = await tour(scope, { ...options, asides });
    let part = await tour(scope, { ...options, asides, executions: 37 });
    for (let parts = 1; part.ended === 'budget'; parts += 1) {
      const { taken, mind, progress } = part;
      const rest = { taken, mind, executed: progress.executions };
      part = await tour(scope, { ...options, asides, ...rest, executions: 100 * parts + 13 });
    }
    expect(part.progress).toEqual(whole.progress);
    expect(part.taken).toEqual(whole.taken);
    expect(part.mind).toEqual(whole.mind);
    // What can be had on the way is as good.
    const onTheWay: Pick<TourOptions, 'taken' | 'mind' | 'executed'>[] = [];
    await tour(scope, {
      ...{ ...options, asides, executions: 100 },
      onProgress({ executions }, kept) {
        const { taken, mind } = structuredClone(kept());
        onTheWay.push({ taken, mind, executed: executions });
      },
    });
    expect(onTheWay).toMatchObject([{ executed: 64 }]);
    const gone = await tour(scope, { ...options, asides, ...onTheWay[0] });
    expect(gone).toMatchObject({ progress: whole.progress, taken: whole.taken, mind: whole.mind });
    // And there is nothing left to do.
    const { taken, mind, progress } = part;
    const again = await tour(scope, { ...options, asides, taken, mind, executed: progress.executions });
    expect([again.ended, again.progress]).toEqual(['complete', whole.progress]);
  });

  it('tells again what it told earlier, and does not pass if it cannot', async () => {
    const scope = scopeOf('invite+admit', 2, 'quick');
    const faulty = mutant('rejected-not-told');
    let part = await tour(scope, faulty);
    expect(part).toMatchObject({ ended: 'violation', found: [{ clause: 'ACCEPT-4' }] });
    const goOn = (more: TourOptions): Promise<Tour> => {
      const { taken, mind, found, progress } = part;
      return tour(scope, { ...more, taken, mind, found, executed: progress.executions, clauses: 2 });
    };
    // It never comes to its end as if nothing had been.
    for (let before = 0; part.progress.executions > before;) {
      before = part.progress.executions;
      part = await goOn(faulty);
      expect(part).toMatchObject({ ended: 'violation', found: [{ clause: 'ACCEPT-4' }] });
    }
    const mended = await goOn({ ...faulty, provider: reference });
    expect([mended.ended, mended.obstacle]).toEqual([
      'obstacle',
      expect.stringContaining('ACCEPT-4 was broken earlier'),
    ]);
  });

  it('does not go on with what is of another map', async () => {
    const { mind } = await tour(scopeOf('nonrooted', 2), { ...options, executions: 2 });
    await expect(tour(scopeOf('admit', 1), { ...options, mind })).rejects.toThrow('of another map');
  });

  it('goes where it can with a provider that answers by promises', async () => {
    const done = await tour(scopeOf('nonrooted', 2, 'quick'), { ...options, provider: slow.provider });
    expect(done.ended).toBe('complete');
    expect(done.progress.transitions).toBeGreaterThan(done.progress.of.transitions * 0.9);
    const sample = await tour(scopeOf('nonrooted', 2, 'quick'), {
      ...options,
      provider: slow.provider,
      executionsOfSlow: 4,
    });
    expect(sample).toMatchObject({ ended: 'sample', progress: { executions: 4 } });
  });

  it('tells a violation as the shortest story that shows it, which replays', async () => {
    const faulty = mutant('three-at-once');
    const done = await tour(scopeOf('nonrooted', 3, 'quick'), faulty);
    expect(done).toMatchObject({ ended: 'violation', found: [{ clause: 'JOIN-4.3' }] });
    const { scope, script } = done.found[0]?.story ?? { scope: scopeOf('nonrooted', 3), script: [] };
    expect(stringifyScript(script)).toBe('j1j2j3');
    const again = await replay(scope, script, faulty);
    expect(again.judgement.violations.map(({ clause }) => clause)).toEqual(['JOIN-4.3']);
    // Nothing can be left out.
    for (const at of script.keys()) {
      const { judgement } = await replay(scope, script.toSpliced(at, 1), faulty);
      expect(judgement.violations).toEqual([]);
    }
    expect((await replay(scope, script, options)).judgement.violations).toEqual([]);
  });
});
