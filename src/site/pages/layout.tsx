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

interface LayoutProps {
  readonly frame: Frame;
  readonly file: string;
  readonly title: string;
  readonly description: string;
  /** The sections of the page, for the reader who looks for one. */
  readonly sections?: readonly { readonly id: string; readonly title: string }[] | undefined;
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
          <a class="search-link" href="search.html" aria-current={file === 'search.html' ? 'page' : undefined}>
            Search <kbd>/</kbd>
          </a>
        </header>
        <div class="page">
          <Sidebar frame={frame} file={file} />
          <main id="content" tabIndex={-1}>
            {children}
          </main>
          {sections.length < 3 ? null : (
            <nav class="sections" aria-label="On this page">
              <p>On this page</p>
              <ul>
                {sections.map(({ id, title: name }) => (
                  <li>
                    <a href={`#${id}`}>{name}</a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
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

/** All pages; folded away where there is no room, and open without JavaScript too. */
function Sidebar({ frame, file }: { readonly frame: Frame; readonly file: string }) {
  const chapters = CHAPTERS.map(({ file: to, label, article, paragraph }) => ({
    to,
    label: paragraph === undefined ? ARTICLES[article].title : label,
    own: paragraph !== undefined,
  }));
  const link = (to: string, label: string) => (
    <li>
      <a href={to} aria-current={to === file ? 'page' : undefined}>
        {label}
      </a>
    </li>
  );
  return (
    <nav class="sidebar" aria-label="Pages">
      <details class="menu">
        <summary>Pages</summary>
        <div class="lists">
          <p>Joining Multipoint Leaves</p>
          <ul>{chapters.filter(({ own }) => own).map(({ to, label }) => link(to, label))}</ul>
          <p>Its siblings</p>
          <ul>{chapters.filter(({ own }) => !own).map(({ to, label }) => link(to, label))}</ul>
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
                {frame.guides
                  .filter((guide) => guide.kind === kind)
                  .map((guide) => link(guideFile(guide), guide.title))}
              </ul>
            </>
          ))}
        </div>
      </details>
    </nav>
  );
}
