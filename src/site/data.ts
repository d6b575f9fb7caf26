import type { Exhibit } from '../certify/index.js';
import { CLAUSE_IDS, CLAUSES, type ArticleId, type ClauseId } from '../clauses/index.js';
import type { Report } from '../report/index.js';
import type { Trace } from '../trace/index.js';
import type { Feature, Scenario } from './features.js';
import type { Guide } from './guides.js';

/** A certification, with the traces that it rests on. */
export interface Run {
  readonly report: Report;
  /** The trace of a case, if it was kept; or of the story that its failure of a clause is told by. */
  readonly traceOf: (id: string, clause?: string) => Trace | undefined;
}

/** Everything that the site is made of. */
export interface SiteData {
  /** A fresh run of the reference provider: its traces are the diagrams. */
  readonly reference: Run;
  /** Reports on other providers, in the order in which they were named. */
  readonly others: readonly Run[];
  /** The mutants, each caught in the act. */
  readonly exhibits: readonly Exhibit[];
  readonly features: readonly Feature[];
  readonly guides: readonly Guide[];
}

/** A page of clauses: a paragraph of the source article, or a sibling article as a whole. */
export interface Chapter {
  readonly file: string;
  readonly article: ArticleId;
  /** The paragraph of the source article. */
  readonly paragraph?: string;
  /** In the navigation. */
  readonly label: string;
  readonly clauses: readonly ClauseId[];
}

/** The pages of clauses, in the order of the catalogue. */
export const CHAPTERS: readonly Chapter[] = chapters();

function chapters(): readonly Chapter[] {
  const files = new Map<string, Chapter>();
  for (const id of CLAUSE_IDS) {
    const { article, paragraph } = CLAUSES[id];
    const own = article === 'JOIN';
    const file = own ? `join-${paragraph}.html` : `${article.toLowerCase()}.html`;
    const chapter = files.get(file) ?? {
      file,
      article,
      ...(own ? { paragraph } : {}),
      label: own ? `Paragraph ${paragraph}` : article,
      clauses: [],
    };
    files.set(file, { ...chapter, clauses: [...chapter.clauses, id] });
  }
  return [...files.values()];
}

/** Where a clause is explained. */
export function hrefOf(id: ClauseId): string {
  const chapter = CHAPTERS.find(({ clauses }) => clauses.includes(id));
  return `${chapter?.file ?? 'index.html'}#${id}`;
}

/** All scenarios, each with the feature that it stands in. */
export function scenariosOf(
  features: readonly Feature[],
): readonly { readonly feature: Feature; readonly rule: string; readonly scenario: Scenario }[] {
  return features.flatMap((feature) =>
    feature.rules.flatMap(({ name, scenarios }) => scenarios.map((scenario) => ({ feature, rule: name, scenario }))),
  );
}

/** A part of an address that is good everywhere. */
export function slug(text: string): string {
  const made = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60);
  return made === '' ? 'unnamed' : made;
}

/** All runs, the reference provider's first. */
export function runsOf({ reference, others }: Pick<SiteData, 'reference' | 'others'>): readonly Run[] {
  return [reference, ...others];
}
