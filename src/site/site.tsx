import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { CLAUSE_IDS, SPEC_REVISION } from '../clauses/index.js';
import { DIAGRAM_STYLE } from '../report/index.js';
import { stringifyTrace } from '../trace/index.js';
import { pairsOf } from './compare.js';
import { CHAPTERS, runsOf, type Run, type SiteData } from './data.js';
import { exploredIn } from './explored.js';
import { guideFile } from './guides.js';
import { CoveragePage } from './pages/coverage.js';
import { GuidePage, GuidesPage } from './pages/guide.js';
import { HomePage } from './pages/home.js';
import type { Frame } from './pages/layout.js';
import { OrderingPage, OrderingsPage } from './pages/orderings.js';
import { ParagraphPage } from './pages/paragraph.js';
import { fileOf, ProviderPage, shortestFailure, traceFileOf } from './pages/provider.js';
import { compareFile, ComparePage, ProvidersPage } from './pages/providers.js';
import { RulingsPage } from './pages/rulings.js';
import { SearchPage } from './pages/search.js';
import { entriesOf, searchScript } from './search.js';

/** What is not made of data: read from the package, written as it is. */
export interface Assets {
  readonly css: string;
  readonly script: string;
}

/** A file of the site, by its name; all lie in one folder. */
export type Files = ReadonlyMap<string, string>;

/** The whole site: a function of the data alone. */
export function siteOf(data: SiteData, { css, script }: Assets): Files {
  const frame: Frame = { kit: data.reference.report.kit, spec: SPEC_REVISION, guides: data.guides };
  const runs = runsOf(data);
  const entries = entriesOf(data);
  return new Map([
    ['style.css', `${css}\nsvg.diagram {${DIAGRAM_STYLE}}\n`],
    ['site.js', script],
    ['early.js', EARLY],
    ['icon.svg', ICON],
    ['search-index.js', searchScript(entries)],
    ['index.html', page(<HomePage data={data} frame={frame} />)],
    ...CHAPTERS.map((chapter): File => [
      chapter.file,
      page(<ParagraphPage data={data} frame={frame} chapter={chapter} />),
    ]),
    ['orderings.html', page(<OrderingsPage data={data} frame={frame} />)],
    ...exploredIn(data.reference.report).flatMap((explored): readonly File[] => {
      const trace = data.reference.traceOf(explored.id);
      return trace === undefined
        ? []
        : [[explored.file, page(<OrderingPage explored={explored} trace={trace} frame={frame} />)]];
    }),
    ['providers.html', page(<ProvidersPage data={data} frame={frame} />)],
    ...runs.flatMap((run, place): readonly File[] => [
      [fileOf(run.report, place), page(<ProviderPage run={run} place={place} frame={frame} />)],
      ...failingTraces(run, place),
    ]),
    ...pairsOf(runs).map((pair): File => [compareFile(pair), page(<ComparePage pair={pair} frame={frame} />)]),
    ['coverage.html', page(<CoveragePage data={data} frame={frame} />)],
    ['rulings.html', page(<RulingsPage frame={frame} />)],
    ['guides.html', page(<GuidesPage frame={frame} />)],
    ...data.guides.map((guide): File => [guideFile(guide), page(<GuidePage guide={guide} frame={frame} />)]),
    ['search.html', page(<SearchPage entries={entries} frame={frame} />)],
  ]);
}

type File = readonly [name: string, content: string];

function page(node: VNode): string {
  return `<!doctype html>\n${render(node)}\n`;
}

function failingTraces({ report, traceOf }: Run, place: number): readonly File[] {
  return CLAUSE_IDS.flatMap((id): readonly File[] => {
    const failure = shortestFailure(report, id);
    const trace = failure === undefined ? undefined : traceOf(failure.case, id);
    return trace === undefined ? [] : [[traceFileOf(report, place, id), stringifyTrace(trace)]];
  });
}

// What needs the script is laid out from the first: shown later it would push aside what is being read.
const EARLY = `document.documentElement.classList.add('js');\n`;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1d6b4f"/><path d="M4 3v10M12 3v10M4 8h6.5" stroke="#fff" stroke-width="1.6" fill="none"/><path d="m12 8-4-2.6v5.2z" fill="#fff"/></svg>
`;
