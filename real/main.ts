// npm run certify:real [-- target...]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { format, resolveConfig } from 'prettier';
import { showFailures, type Shown } from './evidence.js';
import { wineFacts } from './facts.js';
import { printed } from './markdown.js';
import { overview } from './pages.js';
import { certifyTarget, command, lacking, lastOutcome, type Outcome } from './run.js';
import { NETNS, TARGETS, WINE, type Target } from './targets.js';
import { wineReport } from './wine-report.js';

const DOCS = path.join('docs', 'providers');
const OUT = path.join('reports', 'real');
const EXIT = { fine: 0, unexpected: 1, wrong: 2, notRun: 3 } as const;

const ids = TARGETS.map(({ id }) => id);
const program = new Command('npm run certify:real --')
  .description(`Certifies real providers, prints a table, and writes ${DOCS}, once there is a report on each.`)
  .argument('[target...]', `run only these, and take the latest reports on the others: ${ids.join(', ')}`)
  .addHelpText(
    'after',
    '\nExit codes: 0 all have run, and ours as they should; 1 not so; 2 the command line is wrong; 3 not all have run.',
  )
  .exitOverride()
  .action(async (names: readonly string[]) => {
    const unknown = names.filter((name) => !ids.includes(name));
    if (unknown.length > 0) program.error(`error: no such target: ${unknown.join(', ')}; there are ${ids.join(', ')}`);
    process.exitCode = await certifyAll(({ id }) => names.length === 0 || names.includes(id));
  });
try {
  await program.parseAsync();
} catch (reason) {
  if (!(reason instanceof CommanderError)) throw reason;
  process.exitCode = reason.exitCode === 0 ? EXIT.fine : EXIT.wrong;
}

async function certifyAll(chosen: (target: Target) => boolean): Promise<number> {
  const home = mkdtempSync(path.join(tmpdir(), 'joinleaf-real-'));
  process.env['JOINLEAF_WINEPREFIX'] = path.join(home, 'wine');
  const interrupted = (): void => {
    cleanUp(home);
    process.exit(EXIT.notRun);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupted);
  try {
    const outcomes: Outcome[] = [];
    let prepared = false;
    for (const target of TARGETS) {
      if (!chosen(target)) {
        outcomes.push(lastOutcome(target, OUT));
        continue;
      }
      // Not before it is needed: Wine ends by itself after a while.
      if (target.needs.includes('wine') && !prepared) await prepare(target);
      prepared ||= target.needs.includes('wine');
      console.error(`${target.id} …`);
      outcomes.push(await certifyTarget(target, OUT));
    }
    console.log(printed(outcomes));
    const complete = outcomes.every((one) => 'report' in one);
    if (complete) await writePages(outcomes, prepared);
    console.error(complete ? `written: ${DOCS}` : `${DOCS} is left as it is: there is not a report on each`);
    return exitFor(outcomes);
  } finally {
    cleanUp(home);
  }
}

/** Ends Wine, and takes its prefix away. Where there is no Wine, there is nothing to be ended. */
function cleanUp(home: string): void {
  const [file, ...words] = WINE;
  spawnSync(file, [...words, '--end'], { stdio: 'ignore' });
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}

/** Builds the bridge, and starts Wine in a network namespace of its own, if they can be had. */
async function prepare(target: Target): Promise<void> {
  if ((await lacking(target)) !== undefined) return;
  console.error('building the Winsock bridge, and starting Wine …');
  for (const words of [
    ['make', '-s', '-C', 'adapters/winsock'],
    [...NETNS, ...WINE, '--start'],
  ]) {
    const { code, err } = await command(words);
    if (code !== 0) throw new Error(`${words.join(' ')} ended with exit code ${code}: ${err.trim()}`);
  }
}

async function writePages(outcomes: readonly Outcome[], wineRuns: boolean): Promise<void> {
  const shown: Record<string, readonly Shown[]> = {};
  mkdirSync(DOCS, { recursive: true });
  for (const outcome of outcomes) {
    if (!('report' in outcome)) continue;
    const { id } = outcome.target;
    const its = showFailures(outcome.report, outcome.folder, DOCS, id);
    shown[id] = its;
    if (id === 'wine' && wineRuns) {
      await writePage('wine.md', wineReport(await wineFacts(), outcome.report, its, outcome.date));
    }
  }
  await writePage('README.md', overview(outcomes, shown));
}

async function writePage(name: string, text: string): Promise<void> {
  const file = path.join(DOCS, name);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
}

/** Zero only if everything has run, and whatever is ours has got the verdict that it must get. */
function exitFor(outcomes: readonly Outcome[]): number {
  const unexpected = outcomes.filter(
    (one) => 'report' in one && one.target.expected !== undefined && one.report.verdict !== one.target.expected,
  );
  for (const { target } of unexpected) console.error(`${target.id}: the verdict was to be ${target.expected ?? ''}`);
  if (unexpected.length > 0) return EXIT.unexpected;
  return outcomes.every((one) => 'report' in one) ? EXIT.fine : EXIT.notRun;
}
