import { describe, expect, it } from 'vitest';
import { provider as reference } from '../../../reference/memory/index.js';
import { MUTANTS, showsInTurn } from '../../../reference/mutants/all.js';
import { DEFAULT_LIMITS } from '../../port/index.js';
import { PROPERTIES } from '../properties.js';
import { breaks, DOINGS, doingsIn, minimised, playDoings } from './index.js';

const ALL = process.env['JOINLEAF_ALL_MUTANTS'] === '1';
/** A few, each of another kind of ordering; all with `npm run selftest:explore`. */
const FEW = ['three-at-once', 'crossing-closes', 'already-kills-late', 'receiver-speaks'];

const ORDERINGS = MUTANTS.filter(showsInTurn).filter(
  ({ by, name }) => by !== 'scenario' && (ALL || FEW.includes(name)),
);

function checkOf({ provider, breaks: clause }: (typeof MUTANTS)[number]) {
  const property = PROPERTIES.find(
    (it) =>
      !['orderings/bystanders', 'orderings/confluence'].includes(it.id) &&
      it.clauses.some((one) => one === clause) &&
      it.applies(provider.capabilities),
  );
  return property?.check({ provider, seed: 1, runs: 150, limits: DEFAULT_LIMITS });
}

describe("a property's counterexample", () => {
  it.each(ORDERINGS.map((mutant) => [mutant.name, mutant] as const))(
    'of %s is such that nothing simpler shows the same',
    async (_name, mutant) => {
      const record = await checkOf(mutant);
      // Whether every mutant is caught by a property is for the self-test to say.
      if (record?.outcome !== 'violated') return void expect(ALL).toBe(true);
      const { trace, violations, id, name, clauses, replay } = record;
      const [violation] = violations;
      const doings = doingsIn(trace);
      if (violation === undefined || doings === undefined) throw new Error('there is nothing to be shown');
      const options = { provider: mutant.provider, limits: DEFAULT_LIMITS, info: { id, name, clauses } };
      expect(breaks(await playDoings(doings, options), violation.clause)).toBe(true);
      for (const it of DOINGS.simpler(doings)) {
        expect(breaks(await playDoings(it, options), violation.clause), JSON.stringify(it.deeds)).toBe(false);
      }
      const sound = await playDoings(doings, { ...options, provider: reference });
      expect(sound.judgement.violations.filter(({ at }) => at > 0)).toEqual([]);
      // Whoever checks again comes to the same.
      const again = await checkOf(mutant);
      expect([again?.replay, again?.trace]).toEqual([replay, trace]);
    },
  );
});

describe('making a case small', () => {
  it('leaves alone what only an expectation shows: it expects that after all that was done', async () => {
    const [property] = PROPERTIES;
    const record = await property?.check({ provider: reference, seed: 1, runs: 1, limits: DEFAULT_LIMITS });
    const expectation = { see: 'members', sockets: [] } as const;
    const trace = [...(record?.trace ?? []), { kind: 'expect', clauses: [], says: 'nobody', expectation } as const];
    const violation = {
      clause: 'JOIN-5.1',
      at: trace.length - 1,
      against: [],
      expected: 'nobody',
      saw: 'one',
    } as const;
    const info = { id: 'x', name: 'x', clauses: [] };
    expect(await minimised(trace, violation, { provider: reference, limits: DEFAULT_LIMITS, info })).toBeUndefined();
  });
});
