import { ARTICLES, CLAUSE_IDS, CLAUSES, isClauseId, isRulingId, RULINGS, type ClauseId } from '../../clauses/index.js';
import { many, storyOf, type Report } from '../../report/index.js';
import { slug, type Run } from '../data.js';
import { Layout, type Frame } from './layout.js';
import { ClauseLink, Diagram, Overall, Verdict } from './parts.js';

type Failure = Report['failures'][number];

/** Where the report on a provider stands; `place` is its place among all. */
export function fileOf(report: Report, place: number): string {
  return `provider-${place + 1}-${slug(report.provider.name)}.html`;
}

/** Where the trace of a clause's failure stands, as newline-delimited JSON. */
export function traceFileOf(report: Report, place: number, id: ClauseId): string {
  return `${fileOf(report, place).replace(/\.html$/u, '')}-${id}.ndjson`;
}

/** The failure that shows soonest of a clause, which is the one to read. */
export function shortestFailure({ failures }: Report, id: ClauseId): Failure | undefined {
  return failures.filter(({ clause }) => clause === id).toSorted((a, b) => a.at - b.at)[0];
}

/** All about one provider: every clause, and of those that failed what was expected, seen, and how. */
export function ProviderPage({
  run,
  place,
  frame,
}: {
  readonly run: Run;
  readonly place: number;
  readonly frame: Frame;
}) {
  const { report } = run;
  const { provider, capabilities, core, full, level, cases, seed, limits } = report;
  const failed = CLAUSE_IDS.filter((id) => report.clauses[id] === 'failed');
  const articles = Object.entries(ARTICLES);
  return (
    <Layout
      frame={frame}
      file={fileOf(report, place)}
      title={provider.name}
      description={`What joinleaf found out about ${provider.name}.`}
      sections={[
        ...(failed.length === 0 ? [] : [{ id: 'failed', title: 'What failed' }]),
        ...articles.map(([id, { title }]) => ({ id, title })),
      ]}
    >
      <p class="over">Provider</p>
      <h1>
        {provider.name} {provider.version}
      </h1>
      <dl class="terms">
        <dt>core</dt>
        <dd>
          <Overall verdict={core.verdict} /> {core.reason}
        </dd>
        <dt>full</dt>
        <dd>
          {level === 'core' ? (
            'not asked'
          ) : (
            <>
              <Overall verdict={full.verdict} /> {full.reason}
            </>
          )}
        </dd>
        <dt>claims</dt>
        <dd>
          {[capabilities.schemes, capabilities.dataPlanes, capabilities.features]
            .map((some) => some.join(', '))
            .filter(Boolean)
            .join('; ') || 'nothing'}
        </dd>
        <dt>cases</dt>
        <dd>
          {many(cases.total, 'case')}: {cases.passed} passed, {cases.violated} failed, {cases.inconclusive}{' '}
          inconclusive, {cases['not-applicable']} not applicable
        </dd>
        <dt>run</dt>
        <dd>
          joinleaf {report.kit}, specification {report.spec}, seed {seed}; {limits.mustMs} ms for what must happen,{' '}
          {limits.mustNotMs} ms for what must not
        </dd>
        {report.stopped === undefined ? null : (
          <>
            <dt>stopped</dt>
            <dd>{report.stopped}</dd>
          </>
        )}
      </dl>
      {failed.length === 0 ? null : <h2 id="failed">What failed</h2>}
      {failed.map((id) => (
        <FailureSection run={run} place={place} id={id} />
      ))}
      {articles.map(([article, { title }]) => (
        <>
          <h2 id={article}>{title}</h2>
          <div class="wide" role="group" aria-label={title} tabIndex={0}>
            <table>
              <tbody>
                {CLAUSE_IDS.filter((id) => CLAUSES[id].article === article).map((id) => (
                  <ClauseRow report={report} id={id} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      ))}
    </Layout>
  );
}

function ClauseRow({ report, id }: { readonly report: Report; readonly id: ClauseId }) {
  const detail = report.details[id];
  const verdict = report.clauses[id] ?? 'inconclusive';
  return (
    <tr id={verdict === 'failed' ? undefined : id}>
      <th scope="row">
        <ClauseLink id={id} />
      </th>
      <td>
        {CLAUSES[id].title}
        {detail?.reason === undefined ? null : <span class="reason">{detail.reason}</span>}
      </td>
      <td>
        {verdict === 'failed' ? (
          <a href={`#${id}`}>
            <Verdict verdict={verdict} />
          </a>
        ) : (
          <Verdict verdict={verdict} />
        )}
      </td>
      <td class="number">
        {detail === undefined || detail.cases.length === 0 ? '' : many(detail.cases.length, 'case')}
      </td>
    </tr>
  );
}

function FailureSection({ run, place, id }: { readonly run: Run; readonly place: number; readonly id: ClauseId }) {
  const { report } = run;
  const failure = shortestFailure(report, id);
  if (failure === undefined) return null;
  const { expected, saw, name, step, ruling, at, against, replay, excerpt, scenario, case: caseId } = failure;
  const trace = run.traceOf(caseId, id);
  const more = report.failures.filter(({ clause }) => clause === id).length - 1;
  return (
    <section class="failure" id={id} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        <ClauseLink id={id} /> {CLAUSES[id].title}
      </h3>
      <dl class="terms">
        <dt>expected</dt>
        <dd>{expected}</dd>
        <dt>saw</dt>
        <dd>{saw}</dd>
        {ruling === undefined || !isRulingId(ruling) ? null : (
          <>
            <dt>ruling</dt>
            <dd>
              <a href={`rulings.html#${ruling}`}>{ruling}</a>: {RULINGS[ruling].title}
            </dd>
          </>
        )}
        <dt>case</dt>
        <dd>
          {name}
          {more === 0 ? '' : `, and ${many(more, 'more case')}`}
        </dd>
        {step === undefined ? null : (
          <>
            <dt>failed at</dt>
            <dd>{step}</dd>
          </>
        )}
        <dt>replay</dt>
        <dd>
          <Replay token={replay} />
        </dd>
        {scenario === undefined ? null : (
          <>
            <dt>scenario</dt>
            <dd>
              Below is the shortest story that shows it. The scenario has {many(scenario.events, 'event')}:{' '}
              <Replay token={scenario.replay} />
            </dd>
          </>
        )}
      </dl>
      {trace === undefined || !isClauseId(id) ? (
        <ol class="excerpt">
          {excerpt.map(({ index, node, text, here }) => (
            <li class={here ? 'here' : undefined}>
              <span class="index">#{index}</span> <b>{node}</b> {text} {here ? '✗' : ''}
            </li>
          ))}
        </ol>
      ) : (
        <>
          <Diagram story={storyOf(trace, { clause: id, expected, saw, at, against })} id={`f-${id}`} />
          <p class="source">
            <a href={traceFileOf(report, place, id)}>The whole trace</a> ({many(trace.length, 'event')}), for{' '}
            <code>joinleaf show</code> and <code>joinleaf check</code>
          </p>
        </>
      )}
    </section>
  );
}

function Replay({ token }: { readonly token: string }) {
  return <code class="token">joinleaf replay --provider &lt;specifier&gt; {token}</code>;
}
