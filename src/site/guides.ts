import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt, { type Token } from 'markdown-it';

/** The four kinds of documentation. */
export type Kind = 'tutorial' | 'how-to' | 'reference' | 'explanation';

/** A page of docs/. */
export interface Guide {
  /** In docs/, with forward slashes. */
  readonly source: string;
  readonly kind: Kind;
  readonly title: string;
  readonly text: string;
}

/** Reads the pages that the table of contents in docs/README.md names, in its order. */
export function readGuides(root: string): readonly Guide[] {
  const contents = readFileSync(path.join(root, 'docs', 'README.md'), 'utf8');
  let kind: Kind | undefined;
  const guides: Guide[] = [];
  for (const line of contents.split(/\r?\n/u)) {
    const heading = /^## (?<word>\S+)/u.exec(line)?.groups?.['word']?.toLowerCase();
    if (heading !== undefined) kind = KINDS[heading];
    const source = /^- \[[^\]]+\]\((?<file>[\w./-]+\.md)\)/u.exec(line)?.groups?.['file'];
    if (kind === undefined || source === undefined) continue;
    const file = path.join(root, 'docs', source);
    if (!existsSync(file)) throw new Error(`docs/README.md names ${source}, which does not exist`);
    const text = readFileSync(file, 'utf8');
    guides.push({ source, kind, text, title: /^# (?<title>.+)$/mu.exec(text)?.groups?.['title'] ?? source });
  }
  return guides;
}

const KINDS: Readonly<Record<string, Kind>> = {
  tutorial: 'tutorial',
  'how-to': 'how-to',
  reference: 'reference',
  explanation: 'explanation',
};

/** Where a guide stands on the site. */
export function guideFile({ source }: Pick<Guide, 'source'>): string {
  return `guide-${source.replace(/\.md$/u, '').replace(/[^a-z0-9]+/giu, '-')}.html`;
}

/** A section of a guide. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly level: number;
}

/** A guide as HTML, without its title, and its sections. Markup in the text is text. */
export function rendered(
  guide: Guide,
  guides: readonly Guide[],
): { readonly html: string; readonly sections: readonly Section[] } {
  const markdown = new MarkdownIt({ html: false, linkify: false });
  const sections: Section[] = [];
  const tokens = markdown.parse(guide.text.replace(/^# .+$/mu, ''), {});
  for (const [at, token] of tokens.entries()) {
    if (token.type !== 'heading_open') continue;
    const title = tokens[at + 1]?.content.replace(/[`*]/gu, '') ?? '';
    const id = anchor(title);
    token.attrSet('id', id);
    sections.push({ id, title, level: Number(token.tag.slice(1)) });
  }
  for (const { children } of tokens) relinked(children ?? [], guide, guides);
  const html = markdown.renderer.render(tokens, markdown.options, {});
  // Code and tables may be wider than a small screen: they scroll by themselves, by keyboard too.
  return {
    html: html
      // A style of its own would not be let through.
      .replace(/ style="text-align:(?<side>\w+)"/gu, ' class="$<side>"')
      .replaceAll('<pre>', '<pre tabindex="0">')
      .replaceAll('<table>', '<div class="wide" role="group" aria-label="Table" tabindex="0"><table>')
      .replaceAll('</table>', '</table></div>'),
    sections,
  };
}

/** Lets links lead where they lead on the site; one to a file that is not on it becomes mere text. */
function relinked(tokens: readonly Token[], guide: Guide, guides: readonly Guide[]): void {
  let dropped = 0;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = target(String(token.attrGet('href') ?? ''), guide, guides);
      if (href !== undefined) token.attrSet('href', href);
      else {
        dropped += 1;
        token.tag = 'span';
        token.attrs = [];
      }
    }
    if (token.type === 'link_close' && dropped > 0) {
      dropped -= 1;
      token.tag = 'span';
    }
  }
}

function target(href: string, { source }: Guide, guides: readonly Guide[]): string | undefined {
  if (/^(?:https:|#)/u.test(href)) return href;
  const [file = '', fragment] = href.split('#');
  const named = path.posix.normalize(path.posix.join('docs', path.posix.dirname(source), file));
  const guide = guides.find((it) => `docs/${it.source}` === named);
  return guide === undefined ? undefined : `${guideFile(guide)}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** The name of a heading in an address, as code forges make it. */
export function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
