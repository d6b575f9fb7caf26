import { spawn, spawnSync } from 'node:child_process';

// The one door from here to the process that we are and to the operating system's processes: whole families of them
// have to be ended, and none may be left when we end ourselves.

const WINDOWS = process.platform === 'win32';
const living = new Set<number>();

/** How a child is to be spawned so that `signalFamily` reaches all of its family. */
export const FAMILY = { detached: !WINDOWS, windowsHide: true } as const;

/** Watches over a family, by the process that began it: it is ended at the latest when our own process ends. */
export function watchFamily(pid: number): void {
  if (living.size === 0) process.on('exit', endAll);
  living.add(pid);
}

/** Ends a family, by force, and watches no longer. To be called as soon as its first process has ended. */
export function endFamily(pid: number): void {
  if (!living.delete(pid)) return;
  if (living.size === 0) process.off('exit', endAll);
  signalFamily(pid, 'SIGKILL');
}

/** Sends a signal to a family. Windows has none: there SIGTERM does nothing, and SIGKILL ends the tree of processes. */
export function signalFamily(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (WINDOWS) {
    if (signal === 'SIGKILL') spawn('taskkill', taskkill(pid), { stdio: 'ignore', windowsHide: true }).unref();
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left.
  }
}

function endAll(): void {
  for (const pid of living) {
    if (WINDOWS) spawnSync('taskkill', taskkill(pid), { stdio: 'ignore', windowsHide: true });
    else signalFamily(pid, 'SIGKILL');
  }
}

function taskkill(pid: number): string[] {
  return ['/PID', String(pid), '/T', '/F'];
}
