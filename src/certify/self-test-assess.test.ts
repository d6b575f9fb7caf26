import { describe, expect, it } from 'vitest';
import { provider } from '../../reference/memory/index.js';
import { assess } from './self-test-assess.js';
import type { Sighting } from './self-test-examine.js';
import type { FaultySpecimen, SoundSpecimen } from './self-test-specimens.js';

const mutant: FaultySpecimen = {
  kind: 'mutant',
  name: 'early',
  provider,
  breaks: 'JOIN-2.6',
  by: 'scenario',
  fault: 'The root is told too early.',
  alsoReported: { 'JOIN-2.5': 'The call returns too early as well.' },
};
const sound: SoundSpecimen = { kind: 'odd', name: 'slow', provider, oddity: 'It takes its time.' };

const seen: Sighting = {
  clause: 'JOIN-2.6',
  case: 'features/a.feature#A',
  means: 'scenario',
  meant: true,
  by: 'monitor',
  expected: 'no FD_CONNECT',
  saw: 'FD_CONNECT',
};

function fate(specimen: FaultySpecimen | SoundSpecimen, ...sightings: readonly Sighting[]) {
  return assess(specimen, { name: specimen.name, sightings, troubles: [], executions: 1, ms: 1 });
}

describe('a mutant', () => {
  it('is caught for its clause in a case that is about it', () => {
    const { fate: what, reported, defects } = fate(mutant, seen, { ...seen, case: 'features/b.feature#B' });
    expect({ what, reported, defects }).toEqual({
      what: 'caught',
      reported: [{ clause: 'JOIN-2.6', scenarios: 2, properties: 0, overlaps: 0 }],
      defects: [],
    });
  });

  it.each([
    ['nothing is reported', mutant, [], 'not caught'],
    ['another clause is', mutant, [{ ...seen, clause: 'JOIN-2.5' as const }], 'caught for another clause only'],
    ['it is by a scenario about something else', mutant, [{ ...seen, meant: false }], 'caught by the wrong means'],
    ['it is by a property', mutant, [{ ...seen, means: 'property' as const }], 'caught by the wrong means'],
    [
      'a scenario does what a property should',
      { ...mutant, by: 'property' as const },
      [seen],
      'caught by the wrong means',
    ],
    [
      'it shows where each call is waited for, too',
      { ...mutant, by: 'overlap' as const },
      [
        { ...seen, means: 'property' as const },
        { ...seen, means: 'overlap' as const },
      ],
      'caught by the wrong means',
    ],
    ['only the scenario says so', mutant, [{ ...seen, by: 'expectation' as const }], 'caught by no monitor'],
  ])('is a defect where %s', (_when, specimen, sightings, expected) => {
    const { fate: what, defects } = fate(specimen, ...sightings);
    expect(what).toBe(expected);
    expect(defects[0]).toContain(expected);
  });

  it('may be caught by a property alone, by either, or where calls overlap', () => {
    const found = { ...seen, means: 'property' as const };
    expect(fate({ ...mutant, by: 'property' }, found).fate).toBe('caught');
    expect(fate({ ...mutant, by: 'either' }, { ...seen, meant: false }, found).fate).toBe('caught');
    expect(fate({ ...mutant, by: 'either' }, seen).fate).toBe('caught');
    expect(fate({ ...mutant, by: 'overlap' }, { ...seen, means: 'overlap' }).fate).toBe('caught');
    const elsewhere = { ...found, case: 'orderings/x' };
    expect(fate({ ...mutant, by: 'property' }, seen, elsewhere).fate).toBe('caught by the wrong means');
  });

  it('explains what is reported besides', () => {
    const explained = fate(mutant, seen, { ...seen, clause: 'JOIN-2.5' });
    expect(explained.defects).toEqual([]);
    expect(explained.reported[0]).toMatchObject({ clause: 'JOIN-2.5', why: 'The call returns too early as well.' });
    const { defects } = fate(mutant, seen, { ...seen, clause: 'USING-5' });
    expect(defects).toEqual([
      'USING-5 is reported and not explained: USING-5 in features/a.feature#A: expected no FD_CONNECT, saw FD_CONNECT',
    ]);
  });
});

describe('a sound provider', () => {
  it('is conformant where nothing is reported', () => {
    expect(fate(sound)).toMatchObject({ fate: 'conformant', defects: [], about: 'It takes its time.' });
  });

  it('is blamed where anything is, and where the kit could not certify it', () => {
    expect(fate(sound, seen)).toMatchObject({
      fate: 'blamed',
      defects: ['JOIN-2.6 in features/a.feature#A: FD_CONNECT'],
    });
    const examination = { name: 'slow', sightings: [], troubles: ['no case shows it'], executions: 1, ms: 1 };
    expect(assess(sound, examination)).toMatchObject({ fate: 'blamed', defects: ['no case shows it'] });
  });
});
