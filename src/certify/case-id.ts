import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import type { GherkinDocument, IdGenerator, Pickle } from '@cucumber/messages';
import type { FeatureSource } from './feature-files.js';

/** What a scenario is called, stable over runs; of an outline, with the row of its examples. */
export function scenarioName({ name, astNodeIds }: Pickle, document: GherkinDocument): string {
  const row = rowOf(document, astNodeIds.at(-1));
  return row === undefined ? name : `${name} (row ${row})`;
}

/** The id of the case that runs a scenario: its feature file, from `features/` on, and its name. */
export function scenarioId(pickle: Pickle, document: GherkinDocument): string {
  const feature = pickle.uri.replaceAll('\\', '/').replace(/^.*?(?=features\/)/u, '');
  return `${feature}#${scenarioName(pickle, document)}`;
}

/** Which row of its outline's examples a scenario comes from, counted from 1 over all of its tables. */
function rowOf(document: GherkinDocument, node: string | undefined): number | undefined {
  const children = document.feature?.children ?? [];
  const scenarios = [...children, ...children.flatMap(({ rule }) => rule?.children ?? [])].flatMap(
    ({ scenario }) => scenario ?? [],
  );
  for (const { examples } of scenarios) {
    const place = examples.flatMap(({ tableBody }) => tableBody).findIndex(({ id }) => id === node);
    if (place >= 0) return place + 1;
  }
  return undefined;
}

/** A feature as Gherkin has it, and the cases that come of it, in its order. */
export interface ParsedFeature {
  readonly document: GherkinDocument;
  readonly cases: readonly { readonly id: string; readonly pickle: Pickle }[];
}

/** Reads a feature file. Throws where it is no Gherkin. */
export function parseFeature({ uri, text }: FeatureSource, newId: IdGenerator.NewId): ParsedFeature {
  const document = { ...new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(text), uri };
  const cases = compile(document, uri, newId).map((pickle) => ({ id: scenarioId(pickle, document), pickle }));
  return { document, cases };
}
