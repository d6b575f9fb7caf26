import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAUSE_IDS } from '../src/index.js';
import { node } from './command.js';

// The site in a real browser, opened from disk. It is made of fresh runs, and of two reports on a provider whose name and
// version are markup: one of a faulty provider, one of the same after it has been mended.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = path.join(ROOT, 'dist', 'src', 'cli', 'main.js');
const PICTURES = path.join(ROOT, 'reports', 'site');
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((it) =>
  existsSync(it),
);
const MOST_BYTES = 5_000_000;
const EVIL = '<script>alert(1)</script>';
const WIDTHS = [360, 768, 1280] as const;
/** A page of each kind. */
const KINDS = [
  ...['index.html', 'join-2.html', 'events.html', 'orderings.html', 'ordering-admit.html', 'providers.html'],
  ...[
    'provider-1-memory.html',
    'compare-2-3.html',
    'coverage.html',
    'rulings.html',
    'guide-tutorial.html',
    'search.html',
  ],
];
/** Where what somebody else has written is shown. */
const EVIL_PAGES = /^(?:index|providers|provider-2-.*|compare-.*|search)\.html$/u;

let home = '';
let pages: readonly string[] = [];
const visits: Visit[] = [];
let browser: Browser | undefined;

function moduleOf(name: string): string {
  return pathToFileURL(path.join(ROOT, 'dist', 'reference', name)).href;
}

async function joinleaf(...args: readonly string[]): Promise<string> {
  return (await node(home, MAIN, ...args)).stdout;
}

const GONE_WRONG: string[] = [];

/** A page of which everything is noted that must not happen: errors, dialogs, and requests that leave the folder. */
async function opened(file: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  if (browser === undefined) throw new Error('the browser has not started');
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = (what: string): void => void GONE_WRONG.push(`${path.basename(page.url())}: ${what}`);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong(message.text());
  });
  page.on('pageerror', (error) => {
    wrong(error.message);
  });
  page.on('dialog', (dialog) => {
    wrong(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(pathToFileURL(home).href)) wrong(`a request to ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    // The icon may still be on its way when the next page is opened.
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') wrong(`${request.url()}: ${why}`);
  });
  await page.goto(urlOf(file));
  return page;
}

function urlOf(file: string): string {
  const [name = '', hash] = file.split('#');
  return pathToFileURL(path.join(home, 'site', name)).href + (hash === undefined ? '' : `#${hash}`);
}

/** What was seen on a page. */
interface Visit {
  readonly file: string;
  /** How far what is there moved while the page was loaded, and how much it is too wide at one of the widths. */
  readonly shift: number;
  readonly excess: number;
  readonly ids: readonly string[];
  readonly links: readonly string[];
  /** How many clauses are explained there, and which of them lack a scenario, a diagram or a mutant that deviates. */
  readonly clauses: number;
  readonly lacking: readonly string[];
}

/** Looks at a page, once for everything that can be seen without touching it. */
async function visited(page: Page, file: string): Promise<Visit> {
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
  await page.goto(urlOf(file));
  const seen = await page.evaluate(async () => {
    const shift = await new Promise<number>((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, 'value'));
      }).observe({ type: 'layout-shift', buffered: true });
      requestAnimationFrame(() => {
        requestAnimationFrame(() => {
          resolve(sum);
        });
      });
    });
    const clauses = [...document.querySelectorAll('section.clause')];
    const shown = ['.scenario .gherkin li', '.scenario svg.diagram', '.mutant svg .here'];
    const lacking = clauses
      .filter((clause) => clause.querySelector('.how')?.textContent.startsWith('Not tested') !== true)
      .filter((clause) => shown.some((it) => clause.querySelector(it) === null));
    return {
      shift,
      ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
      links: [...document.querySelectorAll('a[href], link[href]')].map((it) => it.getAttribute('href') ?? ''),
      clauses: clauses.length,
      lacking: lacking.map(({ id }) => id),
    };
  });
  let excess = 0;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    excess += await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
  }
  return { file, excess, ...seen };
}

async function closed(page: Page): Promise<void> {
  await page.context().close();
}

describe.skipIf(CHROMIUM === undefined)('the site (skipped: there is no Chromium)', () => {
  beforeAll(async () => {
    home = realpathSync(mkdtempSync(path.join(tmpdir(), 'joinleaf-site-')));
    const text = `{ ...it, name: ${JSON.stringify(EVIL)}, version: `;
    writeFileSync(
      path.join(home, 'faulty.mjs'),
      `import { MUTANTS } from '${moduleOf('mutants/all.js')}';
       const it = MUTANTS.find(({ name }) => name === 'invitation-completes-as-tcp').provider;
       export const provider = ${text} '"><img src=x onerror=alert(2)>' };`,
    );
    writeFileSync(
      path.join(home, 'mended.mjs'),
      `import { provider as it } from '${moduleOf('memory/index.js')}';
       export const provider = ${text} '2' };`,
    );
    const quick = ['--clause', 'JOIN-2.6', '--runs', '2'];
    await joinleaf('certify', '--provider', 'module:./faulty.mjs', ...quick, '--out', 'faulty');
    await joinleaf('certify', '--provider', 'module:./mended.mjs', ...quick, '--out', 'mended');
    const said = await joinleaf('docs', '--out', 'site', '--report', 'faulty', 'mended');
    expect(said).toMatch(/index\.html: \d+ files, [\d.]+ MB, in [\d.]+ s$/mu);
    pages = readdirSync(path.join(home, 'site')).filter((file) => file.endsWith('.html'));
    mkdirSync(PICTURES, { recursive: true });
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    const page = await opened('index.html');
    for (const file of pages) visits.push(await visited(page, file));
    await closed(page);
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  it('has a page a paragraph, and is small', () => {
    expect(pages).toEqual(expect.arrayContaining(['join-1.html', 'join-5.html', 'using.html', ...KINDS]));
    const sizes = readdirSync(path.join(home, 'site')).map(
      (file) => readFileSync(path.join(home, 'site', file)).length,
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
  });

  it('loads every page quietly: no error, no request, no shift, nothing that is too wide', () => {
    const strange = visits.flatMap(({ file, shift, excess }) =>
      shift + excess === 0 ? [] : [{ file, shift, excess }],
    );
    expect(strange).toEqual([]);
    expect(GONE_WRONG).toEqual([]);
  });

  it('shows of every clause that can be tested a scenario, a diagram, and a mutant that deviates', () => {
    expect(visits.reduce((sum, { clauses }) => sum + clauses, 0)).toBe(CLAUSE_IDS.length);
    expect(visits.flatMap(({ lacking }) => lacking)).toEqual([]);
  });

  it('shows what tours have driven, and what they have not seen', async () => {
    const page = await opened('orderings.html');
    const tours = page.locator('table').first().locator('tbody tr');
    const rows = await tours.allTextContents();
    expect(rows.map((row) => /2 leaves, ([a-z+]+),/u.exec(row)?.[1])).toEqual([
      ...['invite', 'admit', 'invite+admit', 'nonrooted'],
    ]);
    for (const row of rows) expect(row).toMatch(/[\d,]+ of [\d,]+ permitted.*[\d,]+ at least.*passed$/u);
    expect(await page.locator('details.unseen li').count()).toBeGreaterThan(rows.length);
    await tours.first().locator('th a').click();
    expect(await page.locator('.steps > li').count()).toBeGreaterThan(5);
    await closed(page);
  });

  it('keeps every promise of a link', () => {
    const ids = new Map(visits.map((visit) => [visit.file, visit.ids]));
    const twice = visits.flatMap((visit) => visit.ids.filter((id, at) => visit.ids.indexOf(id) !== at));
    expect(twice).toEqual([]);
    const broken = visits.flatMap(({ file: from, links }) =>
      links.filter((to) => {
        if (/^https:/u.test(to)) return false;
        const [name = '', id = ''] = to.split('#');
        const file = name === '' ? from : name;
        if (!file.endsWith('.html')) return !existsSync(path.join(home, 'site', file));
        return ids.get(file) === undefined || (id !== '' && ids.get(file)?.includes(decodeURIComponent(id)) !== true);
      }),
    );
    expect(broken).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('can be used by everybody (axe-core), %s', async (colorScheme) => {
    // axe-core puts styles of its own into a page, which the page's policy would not let through.
    const page = await opened('index.html', { colorScheme, bypassCSP: true });
    // By night only the colours are others, and they are the same on all pages of a kind.
    for (const file of colorScheme === 'light' ? pages : KINDS) {
      await page.goto(urlOf(file));
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async (scheme) => {
        // A diagram is one image with a name. What is drawn in it is not asked about, and there is very much of it.
        for (const drawn of document.querySelectorAll('svg.diagram > :not(title, desc)')) drawn.remove();
        const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
        const found = await run(document, {
          preload: false,
          resultTypes: ['violations'],
          ...(scheme === 'dark' ? { runOnly: ['color-contrast'] } : {}),
        });
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
      }, colorScheme);
      expect(violations, file).toEqual([]);
    }
    await closed(page);
  });

  it('filters the matrix by keyboard', async () => {
    const page = await opened('providers.html');
    const rows = page.locator('table.matrix tbody tr:visible');
    const all = await rows.count();
    await page.getByLabel('Text').focus();
    await page.keyboard.type('join-2');
    expect(await rows.count()).toBeLessThan(all);
    expect(await page.locator('[data-count]').textContent()).toBe(`${await rows.count()} of ${all} clauses`);
    await page.keyboard.press('Tab');
    await page.keyboard.type('failed');
    expect(await rows.locator('th a').allTextContents()).toEqual(['JOIN-2.6']);
    await closed(page);
  });

  it('steps through an ordering by keyboard, and shows the state of each socket', async () => {
    const page = await opened('ordering-admit.html');
    const now = page.locator('[data-now]');
    expect(await now.textContent()).toMatch(/^1 of \d+, event #/u);
    await page.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    expect(await now.textContent()).toMatch(/^2 of /u);
    await page.keyboard.press('ArrowRight');
    expect(await now.textContent()).toMatch(/^3 of /u);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await now.textContent()).toMatch(/^1 of /u);
    await page.getByRole('button', { name: 'Last' }).press('Enter');
    expect(await now.textContent()).toMatch(/^(?<n>\d+) of \k<n>,/u);
    expect(await page.locator('[data-sockets] tr').count()).toBeGreaterThan(0);
    expect(await page.locator('svg .later').count()).toBe(0);
    await closed(page);
  });

  it('finds by keyboard, from every page', async () => {
    const page = await opened('coverage.html');
    await page.keyboard.press('/');
    await page.keyboard.type('JOIN-3.6');
    expect(await page.locator('dialog [role=status]').textContent()).toMatch(/^\d+ found$/u);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/join-3\.html#JOIN-3\.6$/u);
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog').evaluate((it) => it.hasAttribute('open'))).toBe(false);
    await closed(page);
  });

  it('says all of it without JavaScript', async () => {
    const page = await opened('ordering-admit.html', { javaScriptEnabled: false });
    expect(await page.locator('.steps > li').first().isVisible()).toBe(true);
    expect(await page.locator('.controls').isVisible()).toBe(false);
    await page.goto(urlOf('search.html'));
    expect(await page.getByRole('link', { name: /^JOIN-2\.6 / }).isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Paragraph 2' }).click();
    expect(await page.locator('h1').textContent()).toBe('Paragraph 2');
    expect(await page.locator('.mutant svg').first().isVisible()).toBe(true);
    await closed(page);
  });

  it('is not harmed by what a provider says of itself', async () => {
    const page = await opened('index.html');
    for (const file of pages.filter((it) => EVIL_PAGES.test(it))) {
      await page.goto(urlOf(file));
      expect(await page.getByText(EVIL, { exact: false }).count(), file).toBeGreaterThan(0);
      expect(await page.locator('main script, main img, [onerror]').count(), file).toBe(0);
      expect(await page.locator('script').count(), file).toBe(3);
    }
    for (const file of pages) {
      const policy = /<meta http-equiv="Content-Security-Policy" content="(?<policy>[^"]*)"/u.exec(
        readFileSync(path.join(home, 'site', file), 'utf8'),
      );
      expect(policy?.groups?.['policy'], file).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self';/u);
    }
    expect(GONE_WRONG).toEqual([]);
    await closed(page);
  });

  it('tells what was mended', async () => {
    const page = await opened('compare-2-3.html');
    expect(await page.locator('main').textContent()).toContain('Nothing broke.');
    expect(await page.locator('main table a').allTextContents()).toContain('JOIN-2.6');
    await closed(page);
  });

  it.each([360, 768, 1280])('has its picture taken at a width of %d', async (width) => {
    const page = await opened('index.html', { viewport: { width, height: 1000 } });
    for (const file of [
      'index.html',
      'join-2.html#JOIN-2.6',
      'providers.html',
      'ordering-admit.html',
      'coverage.html',
    ]) {
      await page.goto(urlOf(file));
      const picture = await page.screenshot({
        path: path.join(PICTURES, `${file.replace(/\.html.*$/u, '')}-${width}.png`),
      });
      expect(picture.length).toBeGreaterThan(10_000);
    }
    await closed(page);
  });
});
