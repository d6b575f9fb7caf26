import { CLAUSE_IDS, type ClauseId } from '../clauses/index.js';
import type { Examination, Sighting } from './self-test-examine.js';
import type { FaultySpecimen, Specimen } from './self-test-specimens.js';

/** What has become of a specimen. Everything but `caught` and `conformant` is a defect of the kit, or of the mutant. */
export type Fate =
  /** For the clause that it breaks, by the right means, and by a monitor. */
  | 'caught'
  /** For its clause, but not by a case that is about it, or where less should not show it: without several joins, or in turn. */
  | 'caught by the wrong means'
  /** For its clause, but only because a scenario says what should be seen: a trace without that would pass. */
  | 'caught by no monitor'
  | 'caught for another clause only'
  | 'not caught'
  | 'conformant'
  /** Sound, and blamed or not certified all the same. */
  | 'blamed';

/** One row of the matrix. Plain data. */
export interface Assessment {
  readonly name: string;
  readonly kind: Specimen['kind'];
  /** Its fault, or its oddity. */
  readonly about: string;
  readonly breaks?: ClauseId;
  readonly by?: FaultySpecimen['by'];
  readonly fate: Fate;
  /** How many cases report which clause, in the order of the catalogue. */
  readonly reported: readonly Reported[];
  /** Everything that is wrong, a line each; nothing if all is well. */
  readonly defects: readonly string[];
  readonly executions: number;
  readonly ms: number;
}

/** One cell of the matrix: a clause that was reported for a specimen. */
export interface Reported {
  readonly clause: ClauseId;
  readonly scenarios: number;
  readonly properties: number;
  /** Walks on which calls were kept in flight. */
  readonly overlaps: number;
  /** Why it is rightly reported, though it is not the clause that the mutant breaks. */
  readonly why?: string;
}

/** Holds what the kit has said of a specimen against what it should have said. */
export function assess(specimen: Specimen, { sightings, troubles, executions, ms }: Examination): Assessment {
  const { name, kind } = specimen;
  const row = { name, kind, executions, ms };
  if (specimen.kind !== 'mutant') {
    const blamed = sightings.map(({ clause, case: id, saw }) => `${clause} in ${id}: ${saw}`);
    const defects = [...blamed.slice(0, 3), ...troubles];
    const fate = defects.length === 0 ? 'conformant' : 'blamed';
    return { ...row, about: specimen.oddity, fate, reported: cells(sightings, {}), defects };
  }
  const { breaks, by, fault, alsoReported } = specimen;
  const fate = fateOf(specimen, sightings);
  const reported = cells(sightings, alsoReported);
  const unexplained = reported.filter(({ clause, why }) => clause !== breaks && why === undefined);
  const defects = [
    ...(fate === 'caught' ? [] : [`${fate}: ${evidence(sightings, breaks)}`]),
    ...unexplained.map(({ clause }) => `${clause} is reported and not explained: ${evidence(sightings, clause)}`),
    ...troubles,
  ];
  return { ...row, about: fault, breaks, by, fate, reported, defects };
}

function fateOf({ breaks, by }: FaultySpecimen, sightings: readonly Sighting[]): Fate {
  if (sightings.length === 0) return 'not caught';
  const stated = sightings.filter(({ clause }) => clause === breaks);
  if (stated.length === 0) return 'caught for another clause only';
  const inScenario = stated.some(({ means, meant }) => means === 'scenario' && meant);
  const inProperty = stated.some(({ means }) => means === 'property');
  const right = {
    scenario: inScenario,
    property: inProperty && sightings.every(({ means }) => means === 'property'),
    either: inScenario || inProperty,
    overlap: sightings.every(({ means }) => means === 'overlap'),
  };
  if (!right[by]) return 'caught by the wrong means';
  return stated.some((sighting) => sighting.by === 'monitor') ? 'caught' : 'caught by no monitor';
}

function cells(sightings: readonly Sighting[], why: Readonly<Partial<Record<ClauseId, string>>>): readonly Reported[] {
  return CLAUSE_IDS.flatMap((clause) => {
    const those = sightings.filter((sighting) => sighting.clause === clause);
    if (those.length === 0) return [];
    const count = (means: Sighting['means']): number =>
      new Set(those.filter((one) => one.means === means).map((one) => one.case)).size;
    const reason = why[clause];
    return [
      {
        clause,
        scenarios: count('scenario'),
        properties: count('property'),
        overlaps: count('overlap'),
        ...(reason === undefined ? {} : { why: reason }),
      },
    ];
  });
}

function evidence(sightings: readonly Sighting[], wanted: ClauseId): string {
  const [first] = [...sightings.filter(({ clause }) => clause === wanted), ...sightings];
  if (first === undefined) return 'no case reports anything';
  return `${first.clause} in ${first.case}: expected ${first.expected}, saw ${first.saw}`;
}
