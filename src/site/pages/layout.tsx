import type { ComponentChildren } from 'preact';
import { ARTICLES } from '../../clauses/index.js';
import { CHAPTERS } from '../data.js';
import { guideFile, type Guide } from '../guides.js';

/** What every page has around it. */
export interface Frame {
  readonly kit: string;
  readonly spec: string;
  readonly guides: readonly Guide[];
}

interface Section {
  readonly id: string;
  readonly title: string;
}

interface LayoutProps {
  readonly frame: Frame;
  readonly file: string;
  readonly title: string;
  readonly description: string;
  /** The sections of the page, for the reader who looks for one. */
  readonly sections?: readonly Section[] | undefined;
  readonly children: ComponentChildren;
}

/**
 * Nothing from elsewhere, nothing inline: a text that came through as markup by our mistake could still do nothing.
 */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** A page of the site. */
export function Layout({ frame, file, title, description, sections = [], children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <title>{file === 'index.html' ? title : `${title} · joinleaf`}</title>
        <link rel="stylesheet" href="style.css" />
        <link rel="icon" href="icon.svg" type="image/svg+xml" />
        <script src="early.js" />
        <script src="search-index.js" defer />
        <script src="site.js" defer />
      </head>
      <body>
        <a class="skip" href="#content">
          To the content
        </a>
        <header class="top">
          <a class="brand" href="index.html">
            joinleaf
          </a>
          <nav aria-label="Main">
            <ul>
              {TOP.map(([to, label]) => (
                <li>
                  <a href={to} aria-current={to === file ? 'page' : undefined}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <a class="to-pages" href="#pages">
            All pages
          </a>
          <a class="search-link" href="search.html" aria-current={file === 'search.html' ? 'page' : undefined}>
            Search <kbd>/</kbd>
          </a>
        </header>
        <div class="page">
          <main id="content" tabIndex={-1}>
            {children}
          </main>
          <Sidebar frame={frame} file={file} sections={sections.length < 3 ? [] : sections} />
        </div>
        <footer>
          <p>
            Made by joinleaf {frame.kit} from the catalogue of clauses (specification {frame.spec}), the features, and
            the traces of real runs.
          </p>
        </footer>
      </body>
    </html>
  );
}

const TOP = [
  ['join-1.html', 'The rules'],
  ['orderings.html', 'Orderings'],
  ['providers.html', 'Providers'],
  ['coverage.html', 'Coverage'],
  ['guides.html', 'Guides'],
] as const;

const KINDS = [
  ['tutorial', 'Tutorial'],
  ['how-to', 'How to'],
  ['reference', 'Reference'],
  ['explanation', 'Explanation'],
] as const;

/** All pages, and the sections of this one. It comes last, so that nothing moves while a page is still being read. */
function Sidebar({
  frame,
  file,
  sections,
}: {
  readonly frame: Frame;
  readonly file: string;
  readonly sections: readonly Section[];
}) {
  const link = (to: string, label: string) => (
    <li>
      <a href={to} aria-current={to === file ? 'page' : undefined}>
        {label}
      </a>
      {to === file && sections.length > 0 ? (
        <ul class="sections">
          {sections.map(({ id, title }) => (
            <li>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
  const chapters = (own: boolean) =>
    CHAPTERS.filter(({ paragraph }) => (paragraph !== undefined) === own).map((chapter) =>
      link(chapter.file, own ? chapter.label : ARTICLES[chapter.article].title),
    );
  return (
    <nav class="sidebar" id="pages" aria-label="Pages">
      <p>Joining Multipoint Leaves</p>
      <ul>{chapters(true)}</ul>
      <p>Its siblings</p>
      <ul>{chapters(false)}</ul>
      <p>What was seen</p>
      <ul>
        {link('orderings.html', 'Orderings')}
        {link('providers.html', 'Providers')}
        {link('coverage.html', 'Coverage')}
        {link('rulings.html', 'Rulings')}
      </ul>
      {KINDS.map(([kind, label]) => (
        <>
          <p>{label}</p>
          <ul>
            {frame.guides.filter((guide) => guide.kind === kind).map((guide) => link(guideFile(guide), guide.title))}
          </ul>
        </>
      ))}
    </nav>
  );
}
