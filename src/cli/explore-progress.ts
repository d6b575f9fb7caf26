import type { ExploreOptions } from '../certify/index.js';
import type { Io } from './io.js';

type Now = Parameters<NonNullable<ExploreOptions['onProgress']>>[0];

/** Shows how an exploration gets on. */
export interface ExploreProgress {
  /** The map of a scheme is drawn, and ways through it are planned: where there is much to drive, that takes a while. */
  began(scheme: string): void;
  told(scheme: string, now: Now): void;
  done(): void;
}

/** How often the line is written anew, in milliseconds: on a terminal, and elsewhere, where each is a line of its own. */
const LIVE_MS = 100;
const LOGGED_MS = 10_000;

/** Whether it is time: after `first` milliseconds, and then whenever so many have passed since the last time. */
export function nowAndThen(ms: number, first = ms): () => boolean {
  let next = performance.now() + first;
  return () => {
    const at = performance.now();
    if (at < next) return false;
    next = at + ms;
    return true;
  };
}

/** A line that lives on a terminal; elsewhere, a line from time to time. */
export interface LiveLine {
  /** Shows it at once, on a terminal. */
  begin(text: string): void;
  /** Shows it, if it is time. */
  show(text: () => string): void;
  done(): void;
}

/** Begins such a line. */
export function liveLine(io: Io): LiveLine {
  const isTime = nowAndThen(io.interactive ? LIVE_MS : LOGGED_MS);
  let live = false;
  const write = (text: string): void => {
    io.err(io.interactive ? `\r\u001B[2K${text}` : `${text}\n`);
    live = io.interactive;
  };
  return {
    begin(text) {
      if (io.interactive) write(text);
    },
    show(text) {
      if (isTime()) write(text());
    },
    done() {
      if (live) io.err('\r\u001B[2K');
      live = false;
    },
  };
}

/** Shows how many of all states and transitions have been driven. */
export function exploreProgress(io: Io): ExploreProgress {
  const line = liveLine(io);
  let last: { readonly at: number; readonly scheme: string; readonly now: Now } | undefined;
  return {
    began(scheme) {
      line.begin(`${scheme}: drawing the map, and planning`);
    },
    told(scheme, now) {
      line.show(() => {
        const at = performance.now();
        const text = lineOf(scheme, now, last?.scheme === scheme ? { ...last, span: at - last.at } : undefined);
        if (last?.scheme !== scheme || at - last.at > 2000) last = { at, scheme, now };
        return text;
      });
    },
    done() {
      line.done();
      last = undefined;
    },
  };
}

function lineOf(scheme: string, now: Now, earlier: { readonly now: Now; readonly span: number } | undefined): string {
  const { executions, states, transitions, of } = now;
  const many = (value: number): string => Math.round(value).toLocaleString('en');
  const base = `${scheme}: ${many(executions)} executions, ${many(states)} of ${many(of.states)} states, ${many(transitions)} of ${many(of.transitions)} transitions`;
  if (earlier === undefined || earlier.span <= 0) return base;
  const rate = ((executions - earlier.now.executions) / earlier.span) * 1000;
  const fresh = (transitions - earlier.now.transitions) / earlier.span;
  const left = fresh > 0 ? `, at most ${duration((of.transitions - transitions) / fresh)} left` : '';
  return `${base}, ${many(rate)}/s${left}`;
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
