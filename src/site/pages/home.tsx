import { ARTICLES, CLAUSE_IDS, CLAUSES, isTestable, type ClauseId } from '../../clauses/index.js';
import { many, storyOf } from '../../report/index.js';
import { runsOf, scenariosOf, type SiteData } from '../data.js';
import { Layout, type Frame } from './layout.js';
import { Diagram, Overall } from './parts.js';
import { fileOf } from './provider.js';

const WAYS: readonly {
  readonly title: string;
  readonly scheme: string;
  readonly shows: ClauseId;
  readonly file: string;
  readonly text: string;
}[] = [
  {
    title: 'The root invites',
    scheme: 'invite',
    shows: 'JOIN-5.1',
    file: 'join-2.html',
    text: 'The leaf listens. The root calls WSPJoinLeaf and names the leaf, which gets FD_ACCEPT and agrees by calling WSPAccept. Only then does the root get FD_CONNECT.',
  },
  {
    title: 'The leaf asks',
    scheme: 'admit',
    shows: 'JOIN-5.2',
    file: 'join-3.html',
    text: 'The same with the roles reversed: the root listens, the leaf calls WSPJoinLeaf, the root gets FD_ACCEPT and admits the leaf by WSPAccept. The leaf gets FD_CONNECT.',
  },
  {
    title: 'There is no root',
    scheme: 'nonrooted',
    shows: 'JOIN-4.3',
    file: 'join-4.html',
    text: 'As in IP multicast: the session is there already, all are equal. A node calls WSPJoinLeaf, nobody has to accept it, and FD_CONNECT says that its socket is ready.',
  },
];

/** The first page: what it is all about, in three pictures. */
export function HomePage({ data, frame }: { readonly data: SiteData; readonly frame: Frame }) {
  const tested = CLAUSE_IDS.filter(isTestable).length;
  return (
    <Layout
      frame={frame}
      file="index.html"
      title="joinleaf: the rules on joining multipoint leaves, shown"
      description="How a leaf joins a multipoint session in Windows Sockets 2, clause by clause, with scenarios and diagrams from real runs."
    >
      <h1>How a leaf joins a session</h1>
      <p class="lead">
        In Windows Sockets 2 a multipoint session is a conversation among many sockets. This site shows the rules on
        getting into one, as the article “{ARTICLES.JOIN.title}” lays them down for those who write service providers:
        every rule with a scenario, a picture of a real run, and a provider that breaks it.
      </p>
      <p>
        A session may have a <b>root</b>: one socket, called <i>c_root</i>, that is there from the beginning to the end
        and controls who takes part. All others are <b>leaves</b>, <i>c_leaf</i> sockets. There are three ways to join.
      </p>
      <div class="ways">
        {WAYS.map(({ title, scheme, shows, file, text }, at) => {
          const trace = traceFor(data, shows);
          return (
            <section class="way" aria-labelledby={`way-${scheme}`}>
              <h2 id={`way-${scheme}`}>
                <span class="number">{at + 1}</span> {title}
              </h2>
              <p>{text}</p>
              {trace === undefined ? null : (
                <Diagram
                  story={{ ...storyOf(trace), title: `A run in which ${title.toLowerCase()}` }}
                  id={`way-${at}`}
                />
              )}
              <p>
                <a href={file}>
                  All clauses on this way <span aria-hidden="true">→</span>
                </a>
              </p>
            </section>
          );
        })}
      </div>
      <p class="source">
        Each column is a node, time goes downwards. A dot is a call, a blue arrow a call that names another node, a
        green arrow an event that the provider indicates. <a href="guide-read-a-diagram.html">How to read a diagram</a>
      </p>

      <h2 id="levels">Levels and schemes</h2>
      <p>
        The kit holds a provider against {many(CLAUSE_IDS.length, 'clause')}, of which {tested} can be tested. What a
        provider does not claim is not applicable to it, and never failed.
      </p>
      <dl class="terms">
        <dt>core</dt>
        <dd>
          stated by the article itself, in <a href="join-1.html">five paragraphs</a>:{' '}
          {many(
            count((id) => CLAUSES[id].level === 'core'),
            'clause',
          )}
        </dd>
        <dt>extended</dt>
        <dd>
          stated by the sibling articles on which it leans:{' '}
          {many(
            count((id) => CLAUSES[id].level === 'extended'),
            'clause',
          )}
        </dd>
        <dt>definition</dt>
        <dd>says how others are to be read, and asks for nothing</dd>
        <dt>invite, admit</dt>
        <dd>the schemes with a rooted control plane: ways 1 and 2</dd>
        <dt>nonrooted</dt>
        <dd>the scheme without a root: way 3</dd>
        <dt>rooted-data, nonrooted-data</dt>
        <dd>whether session data goes through a root, or from everyone to everyone</dd>
      </dl>

      <h2 id="providers">Providers that were held against them</h2>
      <div class="wide" role="group" aria-label="Providers" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">provider</th>
              <th scope="col">claims</th>
              <th scope="col">core</th>
              <th scope="col">full</th>
              <th scope="col">cases</th>
            </tr>
          </thead>
          <tbody>
            {runsOf(data).map(({ report }, at) => (
              <tr>
                <th scope="row">
                  <a href={fileOf(report, at)}>{report.provider.name}</a> {report.provider.version}
                </th>
                <td>{report.capabilities.schemes.join(', ') || 'nothing'}</td>
                <td>
                  <Overall verdict={report.core.verdict} />
                </td>
                <td>{report.level === 'core' ? 'not asked' : <Overall verdict={report.full.verdict} />}</td>
                <td class="number">{report.cases.total}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <a href="providers.html">
          Clause by clause <span aria-hidden="true">→</span>
        </a>
      </p>
    </Layout>
  );
}

function count(test: (id: ClauseId) => boolean): number {
  return CLAUSE_IDS.filter(test).length;
}

/** The shortest run of a scenario on a clause. */
function traceFor({ features, reference }: SiteData, id: ClauseId) {
  return scenariosOf(features)
    .filter(({ scenario }) => scenario.clauses.includes(id))
    .flatMap(({ scenario }) => scenario.cases)
    .flatMap((it) => {
      const trace = reference.traceOf(it);
      return trace === undefined ? [] : [trace];
    })
    .toSorted((a, b) => a.length - b.length)[0];
}
