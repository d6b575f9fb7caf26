import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { showsInTurn } from '../reference/mutants/all.js';
import { assess } from '../src/certify/self-test-assess.js';
import { examine } from '../src/certify/self-test-examine.js';
import { loadSpecimens, type FaultySpecimen } from '../src/certify/self-test-specimens.js';
import { loaded, MAIN, nodeLine } from '../src/transport/testing/children.js';

const MUTANT = fileURLToPath(new URL('../src/transport/testing/mutant-by-name.mjs', import.meta.url));
/** A few of them here; `npm run selftest:stdio` takes all, with all scenarios. */
const ALL = process.env['JOINLEAF_ALL_MUTANTS'] === '1';
const SAMPLE = 10;

describe('a mutant behind standard streams', async () => {
  const mutants = (await loadSpecimens())
    .filter((one): one is FaultySpecimen => one.kind === 'mutant')
    .filter(showsInTurn);
  const every = Math.max(1, Math.floor(mutants.length / SAMPLE));
  const chosen = mutants.filter((_, at) => ALL || at % every === 0).slice(0, ALL ? undefined : SAMPLE);

  it.each(chosen.map((one) => [one.name, one] as const))('%s is caught as in process', async (name, specimen) => {
    const serve = nodeLine(MAIN, 'serve', '--provider', `module:${MUTANT}`, '--interface', name);
    const { provider, dispose } = await loaded(`exec:${serve}`);
    const options = ALL ? {} : ({ scenarios: 'meant', runs: 60 } as const);
    const there = assess(specimen, await examine({ ...specimen, provider }, options));
    await dispose();
    expect({ fate: there.fate, defects: there.defects }).toEqual({ fate: 'caught', defects: [] });
  });
});
