import { ARTICLES, CLAUSES } from '../../clauses/index.js';
import { coverageOf, type Cover } from '../coverage.js';
import type { SiteData } from '../data.js';
import { Layout, type Frame } from './layout.js';
import { ClauseLink, ClauseLinks } from './parts.js';

/** Sentence by sentence: what is tested, and why the rest is not. */
export function CoveragePage({ data, frame }: { readonly data: SiteData; readonly frame: Frame }) {
  const { sentences, clauses } = coverageOf(data.features, data.exhibits);
  const siblings = Object.entries(ARTICLES).filter(([article]) => article !== 'JOIN');
  return (
    <Layout
      frame={frame}
      file="coverage.html"
      title="Coverage"
      description="Every sentence of the article: covered, a definition, or untestable and why."
      sections={[
        { id: 'sentences', title: 'Sentences' },
        { id: 'core', title: 'Clauses of the article' },
        ...siblings.map(([id, { title }]) => ({ id: `article-${id}`, title })),
      ]}
    >
      <h1>Coverage</h1>
      <p class="lead">
        A clause is covered if a scenario shows it and a mutant that breaks it is caught for it. A sentence is covered
        if all of its clauses are.
      </p>
      <h2 id="sentences">The article, sentence by sentence</h2>
      <p>
        <Tally covers={sentences.map(({ cover }) => cover)} of="sentences" />
      </p>
      <div class="wide" role="group" aria-label="Sentences" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">sentence</th>
              <th scope="col">about</th>
              <th scope="col">clauses</th>
              <th scope="col">is</th>
            </tr>
          </thead>
          <tbody>
            {sentences.map(({ number, about, clauses: ids, cover }) => (
              <tr>
                <th scope="row">{number}</th>
                <td>{about}</td>
                <td>
                  <ClauseLinks ids={ids} />
                </td>
                <td>
                  <Covered cover={cover} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {[['JOIN', ARTICLES.JOIN] as const, ...siblings].map(([article, { title }]) => {
        const its = clauses.filter(({ id }) => CLAUSES[id].article === article);
        return (
          <>
            <h2 id={article === 'JOIN' ? 'core' : `article-${article}`}>{title}</h2>
            <p>
              <Tally covers={its.map(({ cover }) => cover)} of="clauses" />
            </p>
            <div class="wide" role="group" aria-label={title} tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">clause</th>
                    <th scope="col">is</th>
                    <th scope="col">scenarios</th>
                    <th scope="col">mutants</th>
                  </tr>
                </thead>
                <tbody>
                  {its.map(({ id, cover, reason, scenarios, mutants }) => (
                    <tr>
                      <th scope="row">
                        <ClauseLink id={id} /> <span class="reason">{CLAUSES[id].title}</span>
                      </th>
                      <td>
                        <Covered cover={cover} />
                        {reason === undefined ? null : <span class="reason">{reason}</span>}
                      </td>
                      <td class="number">{scenarios}</td>
                      <td>{mutants.join(', ')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        );
      })}
    </Layout>
  );
}

const SIGNS: Readonly<Record<Cover, readonly [sign: string, kind: string]>> = {
  covered: ['✓', 'passed'],
  definition: ['–', 'definition'],
  untestable: ['–', 'untested'],
  missing: ['✗', 'failed'],
};

function Covered({ cover }: { readonly cover: Cover }) {
  const [sign, kind] = SIGNS[cover];
  return (
    <span class={`outcome ${kind}`}>
      <span aria-hidden="true">{sign}</span> {cover}
    </span>
  );
}

function Tally({ covers, of }: { readonly covers: readonly Cover[]; readonly of: string }) {
  const counts = (Object.keys(SIGNS) as Cover[]).map((cover) => [cover, covers.filter((it) => it === cover).length]);
  const told = counts.filter(([, count]) => count !== 0).map(([cover, count]) => `${count} ${cover}`);
  return (
    <>
      {covers.length} {of}: {told.join(', ')}.
    </>
  );
}
