import { MUTANTS, showsInTurn, type Mutant } from '../reference/mutants/all.js';
import { WORLDS } from '../reference/mutants/worlds.js';
import {
  certify,
  DEFAULT_LIMITS,
  explore,
  EXPLORED_SCHEMES,
  isClauseId,
  mermaidOf,
  scenarioOf,
  shortening,
  storyOf,
  stringifyTrace,
  svgOf,
  textOf,
  voyagesIn,
  walks,
  type Finding,
  type Trace,
} from '../src/index.js';

const GOAL_MS = 2000;
const STAGE = { seed: 1, limits: DEFAULT_LIMITS };

interface Told {
  readonly mutant: string;
  readonly ms: number;
}

/** How long it takes from a violation that is found to its shortest story, printed in every form. */
export async function benchStories(): Promise<void> {
  console.log('\nexplore: from a violation to its shortest story in every form, in process');
  say('found by exploring, of what only an ordering reveals', await byTours());
  say('found by walks of eight leaves, of what only an ordering or overlapping calls reveal', await byWalks());
  say('found by scenarios, of what they reveal', await byScenarios());
}

async function byTours(): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const { name, provider } of MUTANTS.filter(({ by }) => by === 'property')) {
    const voyages = EXPLORED_SCHEMES.flatMap((scheme) =>
      voyagesIn({ scheme, leaves: 2, depth: 'standard' }, provider.capabilities),
    );
    const what = voyages.find(({ scheme, theme = scheme }) => theme === WORLDS[name]);
    if (what === undefined) continue;
    let began = Number.NaN;
    const onFound = (): void => {
      began = performance.now();
    };
    const { record } = await explore({ ...STAGE, ...what, provider, onFound });
    print(record.trace, record.violations);
    told.push({ mutant: name, ms: performance.now() - began });
  }
  return told;
}

async function byWalks(): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const { name, provider } of MUTANTS.filter(({ by }) => by === 'property' || by === 'overlap')) {
    for (const scheme of EXPLORED_SCHEMES) {
      const property = walks({ id: 'walks', name: 'walks', clauses: [], scheme, leaves: 8, sessions: 1 });
      let began = Number.NaN;
      // The last one that is told of is the one in which it was found.
      const onRun = (): void => {
        began = performance.now();
      };
      const record = await property.check({ ...STAGE, provider, runs: 60, onRun });
      if (record.outcome !== 'violated') continue;
      print(record.trace, record.violations);
      told.push({ mutant: `${name}, ${scheme}`, ms: performance.now() - began });
    }
  }
  return told;
}

async function byScenarios(): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const mutant of MUTANTS.filter((it) => showsInTurn(it) && it.by !== 'property'))
    told.push(...(await inScenarios(mutant)));
  return told;
}

async function inScenarios({ name, provider, breaks }: Mutant): Promise<readonly Told[]> {
  if (!isClauseId(breaks)) return [];
  const { cases } = await certify({ provider, clauses: [breaks], runs: 1 });
  const told: Told[] = [];
  for (const record of cases.filter(({ kind, outcome }) => kind === 'scenario' && outcome === 'violated')) {
    const began = performance.now();
    const { shortest } = await shortening({ ...STAGE, provider })(record);
    if (shortest === undefined) print(record.trace, record.violations);
    else for (const { trace, violation } of shortest) print(trace, [violation]);
    told.push({ mutant: name, ms: performance.now() - began });
  }
  return told;
}

function print(trace: Trace, [violation]: readonly Finding[]): number {
  if (violation === undefined) return 0;
  const story = storyOf(trace, violation);
  const forms = [
    textOf(story),
    mermaidOf(story),
    svgOf(story),
    scenarioOf(trace, violation).text,
    stringifyTrace(trace),
  ];
  return forms.join('').length;
}

function say(what: string, told: readonly Told[]): void {
  const all = told.toSorted((a, b) => a.ms - b.ms);
  const worst = all.at(-1);
  const median = all[all.length >> 1];
  // What was not found takes no time that could be told.
  const met = worst !== undefined && all.every(({ ms }) => ms < GOAL_MS);
  if (!met) process.exitCode = 1;
  console.log(
    `  ${all.length} ${what}: median ${median?.ms.toFixed(0)} ms, ` +
      `worst ${worst?.ms.toFixed(0)} ms (${worst?.mutant}; goal: under ${GOAL_MS}): ${met ? 'met' : 'MISSED'}`,
  );
}
