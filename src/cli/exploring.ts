import pc from 'picocolors';
import type { Provider } from '../port/index.js';
import { plain } from '../report/index.js';
import type { CaseRecord } from '../run/index.js';
import { EXIT, WrongInput } from './exit.js';
import type { Budget } from './explore-command.js';
import { guardProcess } from './guard.js';
import type { Io } from './io.js';
import { recall, type Logbook } from './logbook.js';

// What all ways of exploring have in common: tours, orders and walks.

/** What ends an exploration before its end: the provider has broken the process, or the time is over. */
export interface Watch {
  readonly isAborted: () => boolean;
  readonly isOver: () => boolean;
  readonly release: () => void;
}

/** Watches over an exploration that begins now. */
export function watchOver(io: Io, budget: Budget | undefined): Watch {
  const guard = guardProcess((reason) => {
    process.exitCode = EXIT.inconclusive;
    io.err(`joinleaf: inconclusive: ${reason}\n`);
  });
  const until = budget?.ms === undefined ? undefined : performance.now() + budget.ms;
  return {
    isAborted: () => guard.signal.aborted,
    isOver: () => guard.signal.aborted || (until !== undefined && performance.now() >= until),
    release: () => {
      guard.release();
    },
  };
}

/** What is kept in a folder of earlier times, if there is one. Throws where it cannot be used. */
export function logbookIn(folder: string | undefined, provider: Provider): Logbook | undefined {
  const logbook = folder === undefined ? undefined : recall(folder, provider);
  if (logbook !== undefined && 'wrong' in logbook) throw new WrongInput(plain(logbook.wrong, 500));
  return logbook;
}

/** One character that tells how a case has ended. */
export function markOf(io: Io, { outcome }: CaseRecord): string {
  const colours = pc.createColors(io.colour);
  return outcome === 'passed' ? colours.green('✓') : outcome === 'violated' ? colours.red('✗') : colours.yellow('?');
}

/** Why nothing was shown, if nothing was. */
export function whyOf({ outcome, reason }: CaseRecord): string {
  return reason === undefined || outcome === 'passed' ? '' : ` ${plain(reason, 500)};`;
}

/** How a case has ended, as plain data. */
export function plainOutcome({ outcome, reason }: CaseRecord): object {
  return { outcome, ...(reason === undefined ? {} : { reason }) };
}

/** What it has shown, as plain data. */
export function plainViolations({ outcome, violations, replay }: CaseRecord): object {
  return { violations, ...(outcome === 'violated' ? { replay } : {}) };
}

/** A number as people read it. */
export function many(value: number): string {
  return value.toLocaleString('en');
}
