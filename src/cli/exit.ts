import type { Verdict } from '../certify/index.js';

/** What the process ends with. */
export const EXIT = {
  conformant: 0,
  nonconformant: 1,
  /** The command line or an input is wrong. */
  wrong: 2,
  inconclusive: 3,
} as const;

/** An exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code for a verdict. */
export function exitFor(verdict: Verdict): ExitCode {
  return EXIT[verdict];
}

/** Ends a command: the command line or an input is wrong, and this line says how. */
export class WrongInput extends Error {
  override readonly name = 'WrongInput';
}
