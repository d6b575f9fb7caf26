import type { Awaitable } from '../../port/index.js';
import type { Played } from '../in-case.js';

/** How much may be spent on making one story short. */
export interface Effort {
  readonly executions: number;
  /** In milliseconds, where it is not to take longer. */
  readonly ms?: number;
}

/** What has been spent so far. */
export interface Spent {
  /** Takes in an execution, and gives how it went. */
  on(playing: Awaitable<Played<void>>): Promise<Played<void>>;
  executions(): number;
  isOver(): boolean;
}

/** Counts what is spent, and asks each time how much may be; it is over, too, when the provider answers no more. */
export function effort(most: () => Effort): Spent {
  const began = performance.now();
  let executions = 0;
  let isSilent = false;
  return {
    async on(playing) {
      executions += 1;
      const played = await playing;
      // Nothing more is to be learnt from somebody who has fallen silent, and each try would wait as long.
      isSilent ||= played.judgement.fault?.what === 'no-answer';
      return played;
    },
    executions: () => executions,
    isOver() {
      const { executions: enough, ms = Number.POSITIVE_INFINITY } = most();
      return isSilent || executions >= enough || performance.now() - began >= ms;
    },
  };
}
