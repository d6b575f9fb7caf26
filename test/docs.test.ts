import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shell } from './command.js';
import { PAGES, ROOT, snippet, SNIPPETS } from './pages.js';

// Whatever README.md and docs/ tell a reader to type is typed here, page by page, in a folder such as a reader would have.

const WINDOWS = process.platform === 'win32';

/** What is not run here, and why. */
const ELSEWHERE: readonly (readonly [command: RegExp, why: string])[] = [
  [/^npm (?:ci|start|test|run)\b/u, 'this is what CI consists of'],
  [
    /^npm init|^npm install joinleaf$|^mkdir first/u,
    'test/package.test.ts installs the package; the folder here has it',
  ],
  [/netns/u, 'test of reference/multicast: it needs namespaces'],
  [/\.exe|-C adapters\/winsock|build\.cmd|wine\.sh/u, 'it needs Windows, or Wine: test/winsock.test.ts'],
  [/^openssl|--certificate|joinleaf verify/u, 'test/certificate.test.ts: a certificate is for a whole run'],
  [/my-adapter --fast|ip netns exec|exec:\.\/my-adapter/u, 'my-adapter is the reader’s'],
  [/adapters\/c\b|adapter init|adapter check|my_provider\.py|tiny_provider\.py/u, 'test/adapters.test.ts runs these'],
  [/joinleaf serve/u, 'test/stdio.test.ts: it waits for requests'],
  [/--shard|joinleaf merge/u, 'test/shards.test.ts: the parts come from several machines'],
  [/…/u, 'the command is not written out'],
  [/main\/report\.json/u, 'the earlier report is the reader’s; test/known-failures.test.ts'],
  [/cucumber-js -p counterexample/u, 'test/replay-formats.test.ts runs it'],
  [/joinleaf docs/u, 'test/site.test.ts: it takes a while'],
];

/** The commands of a page, each with what it ends with. */
function commandsOf(page: string): readonly { readonly line: string; readonly code: number }[] {
  return SNIPPETS.filter((it) => it.page === page && it.language === 'sh').flatMap(({ text }) =>
    text
      .replace(/\\\r?\n\s*/gu, '')
      .split(/\r?\n/u)
      .filter(Boolean)
      .map((whole) => {
        const code = /# exits with (?<code>\d)/u.exec(whole)?.groups?.['code'] ?? '0';
        return { line: whole.replace(/\s+#\s.*$/u, ''), code: Number(code) };
      }),
  );
}

const elsewhere = (line: string): boolean => ELSEWHERE.some(([command]) => command.test(line));

let home = '';
beforeAll(() => {
  home = realpathSync(mkdtempSync(path.join(tmpdir(), 'joinleaf-docs-')));
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** A folder in which the package is found, with the providers and traces that the pages speak of. */
function folderFor(page: string): string {
  const folder = path.join(home, page.replace(/\W+/gu, '-'));
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  symlinkSync(ROOT, path.join(folder, 'node_modules', 'joinleaf'), 'junction');
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  // As little as can be: what is tried here is the commands. Some pages show the output of a whole run, or need one.
  const whole = ['README.md', 'docs/tutorial.md', 'docs/known-failures.md'].includes(page);
  const settings = { runs: 2, specRevision: '2018-05-31/1', ...(whole ? {} : { clause: ['JOIN-3.6'] }) };
  writeFileSync(path.join(folder, 'joinleaf.config.json'), JSON.stringify(settings));
  for (const name of ['my-provider.js', 'minimal-provider.js', 'mine.js']) {
    copyFileSync(path.join(ROOT, 'docs', 'examples', 'minimal-provider.js'), path.join(folder, name));
  }
  writeFileSync(path.join(folder, 'trace.ndjson'), snippet('docs/trace-format.md', 'json'));
  return folder;
}

/** Runs one command as a shell would, with `joinleaf`, by way of npx or not, being the one that was compiled here. */
async function typed(folder: string, line: string): Promise<{ readonly code: number; readonly said: string }> {
  const main = path.join(ROOT, 'dist', 'src', 'cli', 'main.js');
  const { code, stdout, stderr } = await shell(
    folder,
    line.replace(/(?:npx )?\bjoinleaf (?=[a-z])/gu, `"${process.execPath}" "${main}" `),
  );
  return { code, said: stdout + stderr };
}

describe.skipIf(WINDOWS)('the commands', () => {
  it('are run here, or somewhere else, and nothing stands in the list in vain', () => {
    const all = PAGES.flatMap(commandsOf);
    expect(all.length).toBeGreaterThan(20);
    const vain = ELSEWHERE.filter(([command]) => !all.some(({ line }) => command.test(line)));
    expect(vain.map(([command]) => command.source)).toEqual([]);
  });

  it.each(PAGES.filter((page) => commandsOf(page).some(({ line }) => !elsewhere(line))))('of %s', async (page) => {
    const folder = folderFor(page);
    let token = '';
    for (const { line, code } of commandsOf(page).filter((it) => !elsewhere(it.line))) {
      if (line.includes('<token>') && token === '') token = await aToken(folder);
      // What a page lets its reader change between two commands is changed when it is needed.
      if (page === 'docs/tutorial.md' && line.includes('--out broken')) breakIt(folder);
      if (page === 'docs/tutorial.md' && line.includes('--level core')) mendIt(folder);
      const ended = await typed(folder, line.replace('<token>', token));
      expect(ended.code, `${line}\n${ended.said}`).toBe(code);
      for (const shown of outputAfter(page, line)) {
        for (const wanted of shown) expect(worded(ended.said)).toContain(worded(wanted));
      }
    }
  });

  async function aToken(folder: string): Promise<string> {
    await typed(folder, 'joinleaf certify --provider module:./mine.js --clause JOIN-3.6 --out for-a-token');
    const report = readFileSync(path.join(folder, 'for-a-token', 'report.json'), 'utf8');
    return /"replay": "(?<token>jl2\.[\w-]+)"/u.exec(report)?.groups?.['token'] ?? 'none';
  }
});

/** The two snippets of the tutorial: the line to look for, and what to make of it. */
function tutorialSnippets(): readonly [string, string] {
  return [snippet('docs/tutorial.md', 'js', 0).trim(), snippet('docs/tutorial.md', 'js', 1).trim()];
}

function breakIt(folder: string): void {
  const [before, after] = tutorialSnippets();
  const file = path.join(folder, 'my-provider.js');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(before);
  writeFileSync(file, text.replace(before, after));
}

function mendIt(folder: string): void {
  const [before, after] = tutorialSnippets();
  const file = path.join(folder, 'my-provider.js');
  writeFileSync(file, readFileSync(file, 'utf8').replace(after, before));
}

const SHOWS_OUTPUT = ['README.md', 'docs/tutorial.md', 'docs/explore.md'];

/** The lines of the output that a page shows after a command. */
function outputAfter(page: string, line: string): readonly (readonly string[])[] {
  if (!SHOWS_OUTPUT.includes(page)) return [];
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  const [, rest = ''] = text.split(`${line}`);
  const shown = /^[^]*?```\r?\n(?<between>[^]*?)```text\r?\n(?<shown>[^]*?)```/u.exec(rest)?.groups;
  if (shown === undefined || /```sh/u.test(shown['between'] ?? '')) return [];
  return [(shown['shown'] ?? '').split(/\r?\n/u).filter((it) => !/^\s*…?\s*$/u.test(it))];
}

/** What a line says, whatever the numbers in it are: those change with every scenario that is added. */
function worded(text: string): string {
  return text
    .replace(/\d[\d,]*/gu, 'N')
    .replace(/[ ]+/gu, ' ')
    .trim();
}

it('has every page of docs/ in its table of contents, from which the site is made', () => {
  const contents = readFileSync(path.join(ROOT, 'docs', 'README.md'), 'utf8');
  const pages = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
  const missing = pages.filter((page) => !contents.includes(`](${page.slice('docs/'.length)})`));
  expect(missing, 'name them in docs/README.md, under one of its four kinds').toEqual([]);
});

describe('the links', () => {
  it.each(PAGES)('of %s lead somewhere', (page) => {
    const text = readFileSync(path.join(ROOT, page), 'utf8');
    const links = [...text.matchAll(/\]\((?<to>[^)\s]+)\)/gu)].map(({ groups }) => groups?.['to'] ?? '');
    const broken = links
      .filter((to) => !/^(?:https?:|#)/u.test(to))
      .filter((to) => !existsSync(path.join(ROOT, path.dirname(page), to.split('#')[0] ?? '')));
    expect(broken).toEqual([]);
  });
});
