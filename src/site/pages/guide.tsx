import { guideFile, rendered, type Guide } from '../guides.js';
import { Layout, type Frame } from './layout.js';

const KINDS = {
  tutorial: ['Tutorial', 'to learn by doing'],
  'how-to': ['How to', 'to get one thing done'],
  reference: ['Reference', 'to look things up'],
  explanation: ['Explanation', 'to understand why'],
} as const;

/** One page of docs/. */
export function GuidePage({ guide, frame }: { readonly guide: Guide; readonly frame: Frame }) {
  const { html, sections } = rendered(guide, frame.guides);
  return (
    <Layout
      frame={frame}
      file={guideFile(guide)}
      title={guide.title}
      description={`${KINDS[guide.kind][0]}: ${guide.title}`}
      sections={sections.filter(({ level }) => level === 2)}
    >
      <p class="over">{KINDS[guide.kind][0]}</p>
      <h1>{guide.title}</h1>
      {/* Markup in the text was not let through when it was rendered. */}
      <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </Layout>
  );
}

/** The guides by their four kinds. */
export function GuidesPage({ frame }: { readonly frame: Frame }) {
  return (
    <Layout frame={frame} file="guides.html" title="Guides" description="Tutorial, how-to, reference, explanation.">
      <h1>Guides</h1>
      {Object.entries(KINDS).map(([kind, [label, purpose]]) => (
        <>
          <h2>
            {label} <span class="reason">{purpose}</span>
          </h2>
          <ul>
            {frame.guides
              .filter((guide) => guide.kind === kind)
              .map((guide) => (
                <li>
                  <a href={guideFile(guide)}>{guide.title}</a>
                </li>
              ))}
          </ul>
        </>
      ))}
    </Layout>
  );
}
