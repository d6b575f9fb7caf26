import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

// Whatever the tests start bears a mark in its environment, and so does what that starts in turn. When all tests are
// over, nothing that bears it may be left: no adapter's child, however it was begun. Where there is no /proc to look
// into, nothing is looked at.

const MARK = 'JOINLEAF_TESTS';
/** A process that has been told to end has so long, in milliseconds. */
const DYING_MS = 15_000;

/** Marks what is started from here on. What it gives looks for leftovers, and throws if there are some. */
export function setup(): () => Promise<void> {
  const mark = `${MARK}=${randomUUID()}`;
  process.env[MARK] = mark.slice(MARK.length + 1);
  return async () => {
    const late = Date.now() + DYING_MS;
    let left = bearing(mark);
    while (left.length > 0 && Date.now() < late) {
      await pause(100);
      left = bearing(mark);
    }
    if (left.length === 0) return;
    // Vitest tells of what is thrown here, and ends well nevertheless.
    process.exitCode = 1;
    throw new Error(`the tests have left processes behind:\n${left.join('\n')}`);
  };
}

/** The processes that bear a mark, with their command lines. */
function bearing(mark: string): readonly string[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/u.test(pid)) return [];
    try {
      const marked = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
      const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
      return marked && command !== '' ? [`${pid} ${command}`] : [];
    } catch {
      // It has ended meanwhile, or belongs to somebody else.
      return [];
    }
  });
}
