import { CLAUSE_IDS, CLAUSES, RULING_IDS, RULINGS } from '../clauses/index.js';
import { CHAPTERS, hrefOf, runsOf, scenariosOf, type SiteData } from './data.js';
import { exploredIn } from './explored.js';
import { guideFile, rendered } from './guides.js';
import { fileOf } from './pages/provider.js';

/** Something that can be found. */
export interface Entry {
  readonly kind: 'clause' | 'ruling' | 'scenario' | 'mutant' | 'ordering' | 'provider' | 'term' | 'guide' | 'page';
  readonly title: string;
  readonly text: string;
  readonly href: string;
}

const PAGES: readonly Entry[] = [
  { kind: 'page', title: 'Home', text: 'three ways to join', href: 'index.html' },
  { kind: 'page', title: 'Orderings', text: 'what was explored', href: 'orderings.html' },
  { kind: 'page', title: 'Providers', text: 'matrix of clauses and providers', href: 'providers.html' },
  { kind: 'page', title: 'Coverage', text: 'every sentence of the article', href: 'coverage.html' },
  { kind: 'page', title: 'Rulings', text: 'where the articles leave room', href: 'rulings.html' },
  { kind: 'page', title: 'Guides', text: 'tutorial, how-to, reference, explanation', href: 'guides.html' },
];

/** Everything on the site that has a place of its own. */
export function entriesOf(data: SiteData): readonly Entry[] {
  const { features, exhibits, guides, reference } = data;
  return [
    ...PAGES,
    ...CLAUSE_IDS.map((id): Entry => {
      const { title, summary } = CLAUSES[id];
      return { kind: 'clause', title: `${id} ${title}`, text: summary, href: hrefOf(id) };
    }),
    ...RULING_IDS.map((id): Entry => {
      const { title, text } = RULINGS[id];
      return { kind: 'ruling', title: `Ruling ${id}: ${title}`, text, href: `rulings.html#${id}` };
    }),
    ...guides.flatMap((guide): readonly Entry[] => {
      const href = guideFile(guide);
      // The sections of the glossary are its terms.
      const kind = guide.source === 'glossary.md' ? 'term' : 'guide';
      // Rulings have a page of their own.
      const found = guide.source === 'rulings.md' ? [] : rendered(guide, guides).sections;
      const sections = found.map(({ id, title }): Entry => ({
        kind,
        title,
        text: guide.title,
        href: `${href}#${id}`,
      }));
      return [{ kind: 'guide', title: guide.title, text: guide.kind, href }, ...sections];
    }),
    ...exploredIn(reference.report).map(({ name, file }): Entry => ({
      kind: 'ordering',
      title: name,
      text: '',
      href: file,
    })),
    ...runsOf(data).map(({ report }, place): Entry => ({
      kind: 'provider',
      title: report.provider.name,
      text: report.verdict,
      href: fileOf(report, place),
    })),
    ...exhibits.map(({ name, fault, breaks }): Entry => {
      const page = CHAPTERS.find(({ clauses }) => clauses.includes(breaks))?.file ?? 'index.html';
      return { kind: 'mutant', title: name, text: `${breaks}: ${fault}`, href: `${page}#mutant-${name}` };
    }),
    ...scenariosOf(features).flatMap(({ scenario, feature }): readonly Entry[] => {
      const [id] = scenario.clauses;
      if (id === undefined) return [];
      return [
        {
          kind: 'scenario',
          title: scenario.name,
          text: `${scenario.clauses.join(' ')} ${feature.title}`,
          href: hrefOf(id),
        },
      ];
    }),
  ];
}

/** The entries as a script: a page that was opened from disk may not fetch anything. */
export function searchScript(entries: readonly Entry[]): string {
  const rows = entries.map(({ kind, title, text, href }) => [kind, title, text, href]);
  // A script of its own cannot be ended by what stands in it, but a line may be ended by these.
  const json = JSON.stringify(rows).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `globalThis.joinleafSearch = ${json.replaceAll('<', '\\u003c')};\n`;
}
