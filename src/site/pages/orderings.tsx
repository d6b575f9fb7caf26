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
  return (
    <Layout
      frame={frame}
      file="orderings.html"
      title="Orderings"
      description="Which orderings of joins were explored, and a stepper through one of each."
    >
      <h1>Orderings</h1>
      <p class="lead">
        A scenario shows one order of things. Faults like to hide in another: a leaf that closes while it is being
        admitted, two invitations that cross. So the kit also draws <b>plans</b>, runs each in an order of its own, and
        lets the oracle judge what came of it. What fails is made as short as possible.
      </p>
      <p>
        The reference provider went through {many(sum(all), 'ordering')}, from seed {report.seed}. Of each property you
        can step through one.
      </p>
      <div class="wide" role="group" aria-label="What was explored" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">property</th>
              <th scope="col">orderings</th>
              <th scope="col">clauses</th>
              <th scope="col">outcome</th>
            </tr>
          </thead>
          <tbody>
            {all.map((one) => (
              <tr>
                <th scope="row">
                  {data.reference.traceOf(one.id) === undefined ? one.name : <a href={one.file}>{one.name}</a>}
                </th>
                <td class="number">{one.executions}</td>
                <td>
                  <details>
                    <summary>{many(one.clauses.length, 'clause')}</summary>
                    <ClauseLinks ids={one.clauses} />
                  </details>
                </td>
                <td>
                  <Verdict verdict={OUTCOMES[one.outcome]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2 id="reduced">What was left out, and by what</h2>
      <dl class="terms">
        {[...new Set(all.map(({ scope }) => scope))].map((scope) => (
          <>
            <dt>scope</dt>
            <dd>{scope}</dd>
          </>
        ))}
        {[...new Set(all.map(({ reduced }) => reduced))].map((reduced) => (
          <>
            <dt>reduced by</dt>
            <dd>{reduced}</dd>
          </>
        ))}
      </dl>
    </Layout>
  );
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
        One of {many(executions, 'ordering')} that the reference provider went through, with{' '}
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
