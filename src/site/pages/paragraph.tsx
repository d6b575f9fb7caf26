import {
  ARTICLES,
  CLAUSES,
  isClauseId,
  RULING_IDS,
  RULINGS,
  SENTENCES,
  type ClauseId,
  type RulingId,
} from '../../clauses/index.js';
import type { Exhibit } from '../../certify/index.js';
import { many, storyOf } from '../../report/index.js';
import { scenariosOf, slug, type Chapter, type SiteData } from '../data.js';
import { deviationOf } from '../deviation.js';
import type { Feature, Scenario } from '../features.js';
import { Layout, type Frame } from './layout.js';
import { Cells, ClauseLinks, Diagram, schemeOf, Steps, Verdict } from './parts.js';

/** A page of clauses: a paragraph of the source article, or a sibling. */
export function ParagraphPage({
  data,
  frame,
  chapter,
}: {
  readonly data: SiteData;
  readonly frame: Frame;
  readonly chapter: Chapter;
}) {
  const { article, paragraph, clauses, file } = chapter;
  const { title, url } = ARTICLES[article];
  const name = paragraph === undefined ? title : `Paragraph ${paragraph}`;
  const homes = homesOf(data.features, clauses);
  return (
    <Layout
      frame={frame}
      file={file}
      title={name}
      description={`What ${title} asks of a provider: ${many(clauses.length, 'clause')}, with scenarios and diagrams.`}
      sections={clauses.map((id) => ({ id, title: `${id} ${CLAUSES[id].title}` }))}
    >
      <p class="over">{paragraph === undefined ? 'A sibling article' : title}</p>
      <h1>{name}</h1>
      <Sentences paragraph={paragraph} />
      <p class="source">
        The original is{' '}
        <a href={url} rel="noreferrer">
          {title}
        </a>
        . All words here are ours.
      </p>
      {clauses.map((id) => (
        <ClauseSection data={data} id={id} homes={homes} />
      ))}
    </Layout>
  );
}

/** What the paragraph says, sentence by sentence, in a few words each. */
function Sentences({ paragraph }: { readonly paragraph: string | undefined }) {
  if (paragraph === undefined)
    return <p class="lead">What this article adds to the rules on joining, clause by clause.</p>;
  const its = Object.entries(SENTENCES).filter(([number]) => number.startsWith(`${paragraph}/`));
  return (
    <>
      <p class="lead">In {many(its.length, 'sentence')}, this paragraph says:</p>
      <ol class="sentences">
        {its.map(([, { about, clauses }]) => (
          <li>
            {about}{' '}
            <span class="source">
              (<ClauseLinks ids={clauses} />)
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

interface Home {
  readonly feature: Feature;
  readonly scenario: Scenario;
  /** The clause under which it is shown in full. */
  readonly home: ClauseId;
}

/**
 * Each scenario is shown once on a page, under the first of its clauses there that has none yet, so that each has one
 * of its own where that can be.
 */
function homesOf(features: readonly Feature[], clauses: readonly ClauseId[]): readonly Home[] {
  const taken = new Set<ClauseId>();
  return scenariosOf(features).flatMap(({ feature, scenario }) => {
    const its = clauses.filter((id) => scenario.clauses.includes(id));
    const home = its.find((id) => !taken.has(id)) ?? its[0];
    if (home === undefined) return [];
    taken.add(home);
    return [{ feature, scenario, home }];
  });
}

function ClauseSection({
  data,
  id,
  homes,
}: {
  readonly data: SiteData;
  readonly id: ClauseId;
  readonly homes: readonly Home[];
}) {
  const { title, summary, level, verified, evidence } = CLAUSES[id];
  const verdict = data.reference.report.clauses[id] ?? 'inconclusive';
  const showing = homes.filter(({ scenario }) => scenario.clauses.includes(id));
  // One that stands elsewhere on the page is only named there; a clause without one of its own shows it again.
  const own = showing.filter(({ home }) => home === id);
  const shown = own.length > 0 ? own : showing.slice(0, 1);
  const elsewhere = showing.filter((it) => !shown.includes(it));
  const mutants = data.exhibits.filter(({ breaks }) => breaks === id);
  const rulings = RULING_IDS.filter((ruling) => RULINGS[ruling].clauses.includes(id));
  return (
    <section class="clause" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <a class="anchor" href={`#${id}`}>
          {id}
        </a>{' '}
        {title}
      </h2>
      <p class="badges">
        <span class="badge">{level}</span>
        <span class="badge">{schemeOf(id)}</span>
        <span class="badge plain">
          reference provider: <Verdict verdict={verdict} />
        </span>
      </p>
      <p class="summary">{summary}</p>
      <p class="how">
        {verified.by === 'scenario' ? (
          <>
            <b>Verified:</b> {verified.how}. It shows in {evidence.join(', ')}.
          </>
        ) : (
          <>
            <b>Not tested:</b> {verified.why}.
          </>
        )}
      </p>
      <RulingNotes rulings={rulings} />
      {shown.map(({ feature, scenario }, at) => (
        <ScenarioBlock data={data} id={id} feature={feature} scenario={scenario} open={at === 0} />
      ))}
      {elsewhere.length === 0 ? null : (
        <p class="also">
          Shown by{' '}
          {elsewhere.map(({ scenario, home }, at) => (
            <>
              {at === 0 ? '' : '; '}
              <a href={`#${scenarioAnchor(home, scenario)}`}>{scenario.name}</a>
            </>
          ))}{' '}
          too.
        </p>
      )}
      {mutants.length === 0 ? null : <h3 class="faults">What breaks it</h3>}
      {mutants.map((exhibit, at) => (
        <MutantBlock exhibit={exhibit} open={at === 0} />
      ))}
    </section>
  );
}

function RulingNotes({ rulings }: { readonly rulings: readonly RulingId[] }) {
  if (rulings.length === 0) return null;
  return (
    <ul class="rulings">
      {rulings.map((id) => (
        <li>
          <a href={`rulings.html#${id}`}>Ruling {id}</a>: {RULINGS[id].title}
        </li>
      ))}
    </ul>
  );
}

function scenarioAnchor(id: ClauseId, { name, line }: Scenario): string {
  return `${id}-${slug(name)}-${line}`;
}

/** A scenario as it is written, beside the diagram of what the reference provider did in it. */
function ScenarioBlock({
  data,
  id,
  feature,
  scenario,
  open,
}: {
  readonly data: SiteData;
  readonly id: ClauseId;
  readonly feature: Feature;
  readonly scenario: Scenario;
  readonly open: boolean;
}) {
  const { name, line, clauses, steps, examples, cases } = scenario;
  const traces = cases.map((it) => data.reference.traceOf(it)).filter((trace) => trace !== undefined);
  const trace = traces.find(([first]) => first?.kind === 'header');
  const anchor = scenarioAnchor(id, scenario);
  const others = clauses.filter((it) => it !== id);
  return (
    <details class="scenario" id={anchor} open={open}>
      <summary>
        <span class="kind">Scenario</span> {name}
      </summary>
      <div class="beside">
        <div>
          <Steps steps={steps} />
          {examples.map((rows) => (
            <Cells rows={rows} head />
          ))}
          <p class="source">
            {feature.uri}:{line}
            {cases.length > 1 ? `, ${cases.length} cases` : ''}
            {others.length === 0 ? null : (
              <>
                {' '}
                · shows <ClauseLinks ids={others} /> too
              </>
            )}
          </p>
        </div>
        {trace === undefined ? (
          <p class="source">The reference provider does not claim what this needs.</p>
        ) : (
          <Diagram story={{ ...storyOf(trace, undefined, { thens: true }), title: name }} id={`d-${anchor}`} />
        )}
      </div>
    </details>
  );
}

/** A faulty provider beside the one that is right, up to where they part and to where that shows. */
function MutantBlock({ exhibit, open }: { readonly exhibit: Exhibit; readonly open: boolean }) {
  const { name, fault, breaks, wrong, violation, right } = exhibit;
  const { at, until } = deviationOf(right.trace, wrong.trace);
  const headed = violation.at === 0;
  const rightStory = storyOf(right.trace, undefined, { differs: headed ? 0 : at, until });
  // What the header claims is judged as soon as it is read: there is nothing to tell after it.
  const wrongStory = storyOf(wrong.trace, violation, { differs: headed ? undefined : at });
  const shown = wrong.clauses.filter(isClauseId).filter((it) => it !== breaks);
  return (
    <details class="mutant" id={`mutant-${name}`} open={open}>
      <summary>
        <span class="kind">Mutant</span> {name}: {fault}
      </summary>
      <div class="pair">
        <figure>
          <figcaption>
            <b>Right.</b> The reference provider{at === undefined ? '' : `: ≠ marks where the other one goes astray`}
          </figcaption>
          <Diagram story={{ ...rightStory, title: `The reference provider in: ${right.name}` }} id={`r-${name}`} />
        </figure>
        <figure>
          <figcaption>
            <b>Wrong.</b> {name}:{' '}
            {at === undefined || at === violation.at || headed
              ? '✗ is the first event that differs, and it breaks the clause'
              : '≠ is the first event that differs, ✗ where it shows that the clause is broken'}
          </figcaption>
          <Diagram story={wrongStory} id={`w-${name}`} />
        </figure>
      </div>
      <p class="source">
        Found by {wrong.kind === 'scenario' ? `the scenario “${wrong.name}”` : `orderings: “${wrong.name}”, made short`}
        {shown.length === 0 ? (
          ''
        ) : (
          <>, which is about {shown.length > 3 ? many(shown.length, 'more clause') : <ClauseLinks ids={shown} />} too</>
        )}
        .
      </p>
    </details>
  );
}
