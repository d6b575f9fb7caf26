import type { Entry } from '../search.js';
import { Layout, type Frame } from './layout.js';

/** Everything that can be found, as a list; with JavaScript it narrows as one types. */
export function SearchPage({ entries, frame }: { readonly entries: readonly Entry[]; readonly frame: Frame }) {
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  return (
    <Layout frame={frame} file="search.html" title="Search" description="Everything on this site.">
      <h1>Search</h1>
      <form class="filters needs-script" data-search-page role="search">
        <label>
          Look for <input type="search" name="text" autocomplete="off" />
        </label>
        <p class="count" role="status" data-count>
          {entries.length} found
        </p>
      </form>
      {kinds.map((kind) => (
        <section class="entries">
          <h2>{HEADINGS[kind]}</h2>
          <ul>
            {entries
              .filter((entry) => entry.kind === kind)
              .map(({ title, text, href }) => (
                <li data-text={`${title} ${text}`.toLowerCase()}>
                  <a href={href}>{title}</a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Layout>
  );
}

const HEADINGS: Readonly<Record<Entry['kind'], string>> = {
  page: 'Pages',
  clause: 'Clauses',
  ruling: 'Rulings',
  term: 'Terms',
  guide: 'Guides',
  ordering: 'Orderings',
  provider: 'Providers',
  mutant: 'Mutants',
  scenario: 'Scenarios',
};
