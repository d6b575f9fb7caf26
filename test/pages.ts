import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the project. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The pages that people read. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'adapters/README.md',
  'adapters/winsock/README.md',
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.split(path.sep).join('/')}`),
];

/** A fenced block of a page. */
export interface Snippet {
  readonly page: string;
  /** Empty where none is said. */
  readonly language: string;
  readonly text: string;
}

/** All fenced blocks of all pages, in order. */
export const SNIPPETS: readonly Snippet[] = PAGES.flatMap((page) => {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```(?<language>\w*)[^\n]*\r?\n(?<text>[^]*?)^```/gmu)].map(({ groups }) => ({
    page,
    language: groups?.['language'] ?? '',
    text: groups?.['text'] ?? '',
  }));
});

/** The blocks of a page in one of these languages. */
export function snippetsOf(page: string, ...languages: readonly string[]): readonly string[] {
  return SNIPPETS.filter((it) => it.page === page && languages.includes(it.language)).map(({ text }) => text);
}

/** One of them, counted from 0. Throws where the page does not have so many. */
export function snippet(page: string, language: string, at = 0): string {
  const text = snippetsOf(page, language)[at];
  if (text === undefined) throw new Error(`${page} lacks a block of ${language}`);
  return text;
}
