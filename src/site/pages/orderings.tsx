import type { VNode } from 'preact';
import { many } from '../../report/index.js';
import type { SiteData } from '../data.js';
import { exploredIn, type Explored } from '../explored.js';
import { orderingOf, type OrderingStep } from '../steps.js';
import type { Trace } from '../../trace/index.js';
import { Layout, type Frame } from './layout.js';
import { ClauseLinks, Diagram, Verdict } from './parts.js';

const OUTCOMES = {
  passed: 'passed',
  violated: 'failed',
  inconclusive: 'inconclusive',
  unstable: 'inconclusive',
  'not-applicable': 'not-applicable',
} as const;

/** What was explored beyond the scenarios. */
export function OrderingsPage({ data, frame }: { readonly data: SiteData; readonly frame: Frame }) {
  const { report } = data.reference;
  const all = exploredIn(report);
  const drawn = all.filter(({ driven }) => driven === undefined);
  return (
    <Layout
      frame={frame}
      file="orderings.html"
      title="Orderings"
      description="Which orderings of joins were explored, and a stepper through one of each."
      sections={[
        { id: 'tours', title: 'Every ordering of two leaves' },
        { id: 'drawn', title: 'Orderings that are drawn' },
        { id: 'reduced', title: 'What was left out' },
      ]}
    >
      <h1>Orderings</h1>
      <p class="lead">
        A scenario shows one order of things. Faults like to hide in another: a leaf that closes while it is being
        admitted, two invitations that cross. So the kit goes through other orders too: of two leaves through <b>all</b>{' '}
        of them, of up to six through many that are <b>drawn</b>. The oracle judges what came of each, and what fails is
        made as short as possible.
      </p>
      <p>
        The reference provider went through {counted(sum(all))} orderings, from seed {report.seed}. Of each row below
        you can step through one.
      </p>
      <h2 id="tours">Every ordering of two leaves</h2>
      <p>
        The clauses and the calls of a provider make a map: states, and transitions between them. A <b>tour</b> drives
        the provider along every transition that it can be brought to take, in few executions; below a proven number it
        could not be done.
      </p>
      <Tours all={all} data={data} />
      <h2 id="drawn">Orderings that are drawn</h2>
      <Table
        label="What was drawn"
        heads={['property', 'orderings', 'clauses', 'outcome']}
        numbers={['orderings']}
        rows={drawn.map((one) => (
          <tr>
            <Name one={one} data={data} />
            <td class="number">{counted(one.executions)}</td>
            <Clauses one={one} />
            <Outcome one={one} />
          </tr>
        ))}
      />
      <h2 id="reduced">What was left out, and by what</h2>
      <dl class="terms">
        <dt>tours</dt>
        <dd>
          <p>
            Two leaves, and a root where there is one: they join, are accepted or rejected, cancel and leave, and the
            root closes. Of all orderings as many are executed as it takes to go along each transition once, since what
            happened before a state does not matter after it.{' '}
            {all.some(({ driven }) => driven?.alike) &&
              'Transitions that differ only in which leaf is which are driven once.'}
          </p>
        </dd>
        <dt>drawn orderings</dt>
        <dd>
          <p>
            {report.runs} plans for each property, drawn from seed {report.seed}: who takes part, what each does, and in
            which order. After every call the events under way arrive in an order that is drawn too. How many there are
            in all is beyond counting.
          </p>
        </dd>
        <dt>random walks</dt>
        <dd>
          <p>
            {report.runs} for each scheme: the next step is anybody's, and drawn when it is taken. Calls of a provider
            that answers by promise are kept in flight, so that those of others overlap them.
          </p>
        </dd>
      </dl>
    </Layout>
  );
}

interface Row {
  readonly one: Explored;
}

function Tours({ all, data }: { readonly all: readonly Explored[]; readonly data: SiteData }) {
  const tours = all.flatMap((one) => (one.driven === undefined ? [] : [{ one, driven: one.driven }]));
  return (
    <>
      <Table
        label="What was driven"
        heads={['tour', 'states', 'transitions', 'executions', 'clauses', 'outcome']}
        numbers={['states', 'transitions', 'executions']}
        rows={tours.map(({ one, driven: { states, transitions, permitted, necessary, complete } }) => (
          <tr>
            <Name one={one} data={data} />
            <td class="number">
              {counted(states)} <span class="reason">of {counted(permitted.states)} permitted</span>
            </td>
            <td class="number">
              {counted(transitions)} <span class="reason">of {counted(permitted.transitions)} permitted</span>
            </td>
            <td class="number">
              {counted(one.executions)} <span class="reason">{counted(necessary)} at least</span>
            </td>
            <Clauses one={one} />
            <td>
              <Verdict verdict={OUTCOMES[one.outcome]} />
              {complete ? null : <span class="reason">not all that the provider does</span>}
            </td>
          </tr>
        ))}
      />
      <p>
        <b>Permitted</b> is what a conformant provider may do. One provider does not do all of it, and need not: what
        the reference provider was never seen to do is this.
      </p>
      {tours.map(({ one, driven: { notObserved } }) => (
        <details class="unseen">
          <summary>
            {one.name}: {many(notObserved.length, 'kind')} of transitions not observed
          </summary>
          <ul>
            {notObserved.map(({ what, transitions }) => (
              <li>
                {what} <span class="reason">{many(transitions, 'transition')}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}

/** A table that scrolls by itself where the window is narrow. */
function Table({
  label,
  heads,
  numbers,
  rows,
}: {
  readonly label: string;
  readonly heads: readonly string[];
  /** The heads of the columns that hold numbers. */
  readonly numbers: readonly string[];
  readonly rows: readonly VNode[];
}) {
  return (
    <div class="wide" role="group" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" class={numbers.includes(head) ? 'number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
    </div>
  );
}

function Name({ one: { id, file, name }, data }: Row & { readonly data: SiteData }) {
  return (
    <th scope="row" class="name">
      {data.reference.traceOf(id) === undefined ? name : <a href={file}>{name}</a>}
    </th>
  );
}

function Clauses({ one: { clauses } }: Row) {
  return (
    <td>
      <details>
        <summary>{many(clauses.length, 'clause')}</summary>
        <ClauseLinks ids={clauses} />
      </details>
    </td>
  );
}

function Outcome({ one: { outcome } }: Row) {
  return (
    <td>
      <Verdict verdict={OUTCOMES[outcome]} />
    </td>
  );
}

function counted(number: number): string {
  return number.toLocaleString('en');
}

function sum(all: readonly Explored[]): number {
  return all.reduce((total, { executions }) => total + executions, 0);
}

/** One ordering, to step through. */
export function OrderingPage({
  explored,
  trace,
  frame,
}: {
  readonly explored: Explored;
  readonly trace: Trace;
  readonly frame: Frame;
}) {
  const { name, file, clauses, executions } = explored;
  const { story, steps } = orderingOf(trace);
  return (
    <Layout frame={frame} file={file} title={name} description={`Step through one ordering of: ${name}.`}>
      <p class="over">
        <a href="orderings.html">Orderings</a>
      </p>
      <h1>{name}</h1>
      <p class="lead">
        One of {counted(executions)} orderings that the reference provider went through, with{' '}
        {many(story.lifelines.length, 'node')} and {many(steps.length, 'event')}. It bears on{' '}
        {many(clauses.length, 'clause')}.
      </p>
      <section class="stepper" data-stepper aria-label="Stepper">
        <div class="stage">
          <Diagram story={{ ...story, title: name }} id="ordering" />
          <Panel steps={steps} />
        </div>
        <h2 id="events">Event by event</h2>
        <ol class="steps">
          {steps.map(({ event, text, changes }) => (
            <li data-event={event} data-step={text}>
              <span class="index">#{event}</span> {text}
              {changes.length === 0 ? null : (
                <ul>
                  {changes.map(({ socket, roles, state }) => (
                    <li data-socket={socket} data-roles={roles} data-state={state}>
                      <b>{socket}</b> ({roles}): {state === '' ? 'closed' : state}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      </section>
    </Layout>
  );
}

/** The controls, and the sockets as they are now: at first, after the first event. */
function Panel({ steps }: { readonly steps: readonly OrderingStep[] }) {
  const [first] = steps;
  return (
    <div class="panel needs-script">
      <div class="controls">
        {(['first', 'back', 'next', 'last'] as const).map((to) => (
          <button type="button" data-to={to}>
            {to.slice(0, 1).toUpperCase() + to.slice(1)}
          </button>
        ))}
        <label>
          Event <input type="range" min="1" max={String(steps.length)} value="1" />
        </label>
      </div>
      <p class="now" role="status" data-now>
        1 of {steps.length}, event #{first?.event}: {first?.text}
      </p>
      <div class="wide" role="group" aria-label="Sockets now" tabIndex={0}>
        <table>
          <caption>
            Sockets after this event; the arrow keys <kbd>←</kbd> and <kbd>→</kbd> step too
          </caption>
          <thead>
            <tr>
              <th scope="col">socket</th>
              <th scope="col">roles</th>
              <th scope="col">state</th>
            </tr>
          </thead>
          <tbody data-sockets>
            {(first?.changes ?? []).map(({ socket, roles, state }) => (
              <tr class="changed">
                <th scope="row">{socket}</th>
                <td>{roles}</td>
                <td>{state}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
