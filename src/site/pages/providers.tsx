import { ARTICLES, CLAUSE_IDS, CLAUSES, type ClauseId } from '../../clauses/index.js';
import { compared, pairsOf, type Change, type Pair } from '../compare.js';
import { runsOf, type SiteData } from '../data.js';
import { Layout, type Frame } from './layout.js';
import { ClauseLink, schemeOf, Verdict, VERDICTS } from './parts.js';
import { fileOf } from './provider.js';

/** Where two reports are compared. */
export function compareFile({ places: [before, after] }: Pair): string {
  return `compare-${before + 1}-${after + 1}.html`;
}

/** The matrix: a row a clause, a column a provider. */
export function ProvidersPage({ data, frame }: { readonly data: SiteData; readonly frame: Frame }) {
  const runs = runsOf(data);
  const pairs = pairsOf(runs);
  return (
    <Layout
      frame={frame}
      file="providers.html"
      title="Providers"
      description="Every clause against every provider that was certified."
    >
      <h1>Providers</h1>
      <p class="lead">
        Every clause against every provider of which there is a report. A cell leads to what was expected and seen
        there, with the diagram, the trace and the command that replays it.
      </p>
      {pairs.map((pair) => (
        <p>
          <a href={compareFile(pair)}>
            {pair.after.report.provider.name}: {pair.before.report.provider.version} against{' '}
            {pair.after.report.provider.version}
          </a>
          : what was fixed, what broke
        </p>
      ))}
      <form class="filters needs-script" data-filters aria-label="Filter">
        <label>
          Text <input type="search" name="text" autocomplete="off" />
        </label>
        <Choice name="verdict" label="Verdict" values={Object.keys(VERDICTS)} />
        <Choice name="level" label="Level" values={['core', 'extended', 'definition']} />
        <Choice name="article" label="Article" values={Object.keys(ARTICLES)} />
        <p class="count" role="status" data-count>
          {CLAUSE_IDS.length} of {CLAUSE_IDS.length} clauses
        </p>
      </form>
      <div class="wide tall" role="group" aria-label="Clauses and providers" tabIndex={0}>
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col">clause</th>
              {runs.map(({ report }, place) => (
                <th scope="col">
                  <a href={fileOf(report, place)}>{report.provider.name}</a>{' '}
                  <span class="reason">{report.provider.version}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {CLAUSE_IDS.map((id) => (
              <Row data={data} id={id} />
            ))}
          </tbody>
        </table>
      </div>
    </Layout>
  );
}

function Choice({
  name,
  label,
  values,
}: {
  readonly name: string;
  readonly label: string;
  readonly values: readonly string[];
}) {
  return (
    <label>
      {label}{' '}
      <select name={name}>
        <option value="">all</option>
        {values.map((value) => (
          <option value={value}>{value}</option>
        ))}
      </select>
    </label>
  );
}

function Row({ data, id }: { readonly data: SiteData; readonly id: ClauseId }) {
  const { title, level, article } = CLAUSES[id];
  const runs = runsOf(data);
  const verdicts = runs.map(({ report }) => report.clauses[id] ?? 'inconclusive');
  const text = `${id} ${title} ${schemeOf(id)}`.toLowerCase();
  return (
    <tr data-text={text} data-verdict={verdicts.join(' ')} data-level={level} data-article={article}>
      <th scope="row">
        <ClauseLink id={id} /> <span class="reason">{title}</span>
      </th>
      {runs.map(({ report }, place) => (
        <td>
          <a href={`${fileOf(report, place)}#${id}`}>
            <Verdict verdict={report.clauses[id] ?? 'inconclusive'} />
          </a>
        </td>
      ))}
    </tr>
  );
}

/** Two reports on one provider. */
export function ComparePage({ pair, frame }: { readonly pair: Pair; readonly frame: Frame }) {
  const { before, after, places } = pair;
  const { fixed, broke, other, same } = compared(before.report, after.report);
  const { name } = after.report.provider;
  const link = (place: number, { report }: Pair['before']) => (
    <a href={fileOf(report, place)}>
      {report.provider.version}, seed {report.seed}
    </a>
  );
  return (
    <Layout
      frame={frame}
      file={compareFile(pair)}
      title={`${name}: two reports`}
      description={`What was fixed and what broke between two reports on ${name}.`}
    >
      <p class="over">Two reports</p>
      <h1>{name}</h1>
      <p class="lead">
        Earlier: {link(places[0], before)}. Later: {link(places[1], after)}. The same in both: {same} clauses.
      </p>
      <Changes title="What broke" changes={broke} none="Nothing broke." />
      <Changes title="What was fixed" changes={fixed} none="Nothing was fixed." />
      <Changes title="What changed otherwise" changes={other} none="Nothing else changed." />
    </Layout>
  );
}

function Changes({
  title,
  changes,
  none,
}: {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly none: string;
}) {
  return (
    <>
      <h2>{title}</h2>
      {changes.length === 0 ? (
        <p>{none}</p>
      ) : (
        <div class="wide" role="group" aria-label={title} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">clause</th>
                <th scope="col">earlier</th>
                <th scope="col">later</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ id, before, after }) => (
                <tr>
                  <th scope="row">
                    <ClauseLink id={id} /> <span class="reason">{CLAUSES[id].title}</span>
                  </th>
                  <td>
                    <Verdict verdict={before} />
                  </td>
                  <td>
                    <Verdict verdict={after} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
