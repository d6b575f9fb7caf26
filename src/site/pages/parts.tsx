import { CLAUSES, type ClauseId } from '../../clauses/index.js';
import { svgOf, type Report, type Story } from '../../report/index.js';
import { hrefOf } from '../data.js';
import type { Step } from '../features.js';

/** The verdict on a clause. */
export type ClauseVerdict = Report['clauses'][string];

/** The worst first; each has a sign of its own, as colour alone tells nothing to some. */
export const VERDICTS: Readonly<Record<ClauseVerdict, readonly [sign: string, words: string]>> = {
  failed: ['✗', 'failed'],
  inconclusive: ['?', 'inconclusive'],
  passed: ['✓', 'passed'],
  untested: ['–', 'untested'],
  'not-applicable': ['–', 'not applicable'],
  definition: ['–', 'definition'],
};

/** A verdict, by sign, word and colour. */
export function Verdict({ verdict }: { readonly verdict: ClauseVerdict }) {
  const [sign, words] = VERDICTS[verdict];
  return (
    <span class={`outcome ${verdict}`}>
      <span aria-hidden="true">{sign}</span> {words}
    </span>
  );
}

/** The verdict on a provider. */
export function Overall({ verdict }: { readonly verdict: Report['verdict'] }) {
  const [sign, kind] =
    verdict === 'conformant' ? ['✓', 'passed'] : verdict === 'nonconformant' ? ['✗', 'failed'] : ['?', 'inconclusive'];
  return (
    <span class={`outcome ${kind}`}>
      <span aria-hidden="true">{sign}</span> {verdict}
    </span>
  );
}

/** The id of a clause, leading to where it is explained. */
export function ClauseLink({ id }: { readonly id: ClauseId }) {
  return (
    <a class="id" href={hrefOf(id)} title={CLAUSES[id].title}>
      {id}
    </a>
  );
}

/** Several of them. */
export function ClauseLinks({ ids }: { readonly ids: readonly ClauseId[] }) {
  return (
    <>
      {ids.map((id, at) => (
        <>
          {at === 0 ? '' : ', '}
          <ClauseLink id={id} />
        </>
      ))}
    </>
  );
}

/** Whom a clause is about, in a word or two. */
export function schemeOf(id: ClauseId): string {
  const { schemes, allSchemes, dataPlane, features } = CLAUSES[id].applies;
  if (allSchemes !== undefined) return allSchemes.join(' + ');
  if (schemes !== undefined) return schemes.join(', ');
  if (dataPlane !== undefined) return dataPlane;
  return features === undefined ? 'all schemes' : features.join(', ');
}

/** A sequence diagram. It may be wider than the screen: then it scrolls by itself, by keyboard too. */
export function Diagram({ story, id }: { readonly story: Story; readonly id: string }) {
  return (
    <div
      class="figure"
      role="group"
      aria-label={`Diagram: ${story.title}`}
      tabIndex={0}
      // Every text in it has been escaped when it was written.
      dangerouslySetInnerHTML={{ __html: svgOf(story, { inside: id }) }}
    />
  );
}

/** Steps of a scenario, as they are written. */
export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol class="gherkin">
      {steps.map(({ keyword, text, table }) => (
        <li>
          <b class="keyword">{keyword}</b> <Sentence text={text} />
          {table === undefined ? null : <Cells rows={table} />}
        </li>
      ))}
    </ol>
  );
}

/** A sentence in which the words of the specification stand out. */
function Sentence({ text }: { readonly text: string }) {
  const parts = text.split(/(FD_[A-Z]+|WSA[A-Z]+|CF_[A-Z]+|JL_[A-Z_]+|"[^"]*"|<[a-z -]+>)/u);
  return <>{parts.map((part, at) => (at % 2 === 1 ? <span class="word">{part}</span> : part))}</>;
}

/** A table under a step, or of examples. */
export function Cells({
  rows,
  head = false,
}: {
  readonly rows: readonly (readonly string[])[];
  readonly head?: boolean;
}) {
  const [first = [], ...rest] = rows;
  return (
    <div class="wide" role="group" aria-label="Examples" tabIndex={0}>
      <table class="cells">
        {head ? (
          <thead>
            <tr>
              {first.map((cell) => (
                <th scope="col">{cell}</th>
              ))}
            </tr>
          </thead>
        ) : null}
        <tbody>
          {(head ? rest : rows).map((row) => (
            <tr>
              {row.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
