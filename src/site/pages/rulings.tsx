import { RULING_IDS, RULINGS, isClauseId } from '../../clauses/index.js';
import { Layout, type Frame } from './layout.js';
import { ClauseLinks } from './parts.js';

/** What this project decided where the articles leave room. */
export function RulingsPage({ frame }: { readonly frame: Frame }) {
  return (
    <Layout
      frame={frame}
      file="rulings.html"
      title="Rulings"
      description="How joinleaf reads the articles where they leave room."
      sections={RULING_IDS.map((id) => ({ id, title: `${id} ${RULINGS[id].title}` }))}
    >
      <h1>Rulings</h1>
      <p class="lead">
        Where the articles leave room, we had to decide how to read them. A verdict that rests on such a decision names
        it.
      </p>
      {RULING_IDS.map((id) => (
        <section class="ruling" id={id} aria-labelledby={`${id}-title`}>
          <h2 id={`${id}-title`}>
            <a class="anchor" href={`#${id}`}>
              {id}
            </a>{' '}
            {RULINGS[id].title}
          </h2>
          <p>{RULINGS[id].text}</p>
          <p class="source">
            Bears on <ClauseLinks ids={RULINGS[id].clauses.filter(isClauseId)} />
          </p>
        </section>
      ))}
    </Layout>
  );
}
