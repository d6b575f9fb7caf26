import { IdGenerator, type Background, type Scenario as Written } from '@cucumber/messages';
import { featureFiles, parseFeature, type FeatureSource, type ParsedFeature } from '../certify/index.js';
import { isClauseId, type ClauseId } from '../clauses/index.js';

/** A step: its keyword, the sentence, and what hangs below it. */
export interface Step {
  readonly keyword: string;
  readonly text: string;
  readonly table?: readonly (readonly string[])[];
}

/** A scenario as it is written, outlines not filled in. */
export interface Scenario {
  readonly name: string;
  readonly line: number;
  readonly clauses: readonly ClauseId[];
  readonly steps: readonly Step[];
  readonly examples: readonly (readonly (readonly string[])[])[];
  /** The ids of the cases that come of it: one, or one for each row of its examples. */
  readonly cases: readonly string[];
}

/** Scenarios under the rule that they show. */
export interface Rule {
  readonly name: string;
  readonly scenarios: readonly Scenario[];
}

/** A feature file. */
export interface Feature {
  /** From the package's root, with forward slashes. */
  readonly uri: string;
  readonly title: string;
  readonly description: string;
  readonly rules: readonly Rule[];
}

/** The features of the kit. Throws if one cannot be parsed. */
export function readFeatures(): readonly Feature[] {
  return featureFiles().map(featureOf);
}

/** One feature of its text. */
export function featureOf(source: FeatureSource): Feature {
  const parsed = parseFeature(source, IdGenerator.incrementing());
  const feature = parsed.document.feature;
  const cases = byScenario(parsed.cases);
  const rules = (feature?.children ?? []).flatMap(({ rule, scenario }): readonly Rule[] => {
    if (scenario !== undefined) return [{ name: '', scenarios: [scenarioOf(scenario, cases)] }];
    if (rule === undefined) return [];
    const background = rule.children.flatMap((child) => child.background ?? []);
    const scenarios = rule.children.flatMap((child) => child.scenario ?? []);
    return [{ name: rule.name, scenarios: scenarios.map((it) => scenarioOf(it, cases, background)) }];
  });
  return {
    uri: source.uri,
    title: feature?.name ?? source.uri,
    description: flowing(feature?.description ?? ''),
    rules,
  };
}

function scenarioOf(
  scenario: Written,
  cases: ReadonlyMap<string, readonly string[]>,
  background: readonly Background[] = [],
): Scenario {
  const cells = (row: { readonly cells: readonly { readonly value: string }[] }): readonly string[] =>
    row.cells.map(({ value }) => value);
  return {
    name: scenario.name,
    line: scenario.location.line,
    clauses: scenario.tags.map(({ name }) => name.slice(1)).filter(isClauseId),
    steps: [...background.flatMap(({ steps }) => steps), ...scenario.steps].map(({ keyword, text, dataTable }) => ({
      keyword: keyword.trim(),
      text,
      ...(dataTable === undefined ? {} : { table: dataTable.rows.map(cells) }),
    })),
    examples: scenario.examples.map(({ tableHeader, tableBody }) => [
      ...(tableHeader === undefined ? [] : [cells(tableHeader)]),
      ...tableBody.map(cells),
    ]),
    cases: cases.get(scenario.id) ?? [],
  };
}

/** The ids of the cases, by the scenario that they come of. */
function byScenario(all: ParsedFeature['cases']): ReadonlyMap<string, readonly string[]> {
  const cases = new Map<string, readonly string[]>();
  for (const { id, pickle } of all) {
    const [scenario = ''] = pickle.astNodeIds;
    cases.set(scenario, [...(cases.get(scenario) ?? []), id]);
  }
  return cases;
}

function flowing(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
