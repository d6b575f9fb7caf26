import type { Behaviour, Scope } from './graph/index.js';
import type { PlanScheme, Way } from './plan.js';

/**
 * Small worlds beside the map of a depth: more people than there, who do less. Each is for what shows only there, and is
 * driven whole in the time in which the large map is begun.
 */
export interface Theme {
  readonly name: string;
  /** In a few words, for people. */
  readonly about: string;
  readonly scheme: PlanScheme;
  readonly ways: readonly Way[];
  readonly may: readonly Behaviour[];
  /** Who is who is left out: one of all edges that are alike but for that is driven. */
  readonly anonymous: boolean;
}

const asking = (many: number): readonly Way[] => Array.from({ length: many }, () => 'asking');
const joining = (many: number): readonly Way[] => Array.from({ length: many }, () => 'joining');

/** The themes, in the order of their schemes. */
export const THEMES: readonly Theme[] = [
  {
    ...{ name: 'invited-twice', about: 'each is invited once more', scheme: 'invite' },
    ...{ ways: ['invited', 'invited'], may: ['cancel', 'retry'], anonymous: false },
  },
  {
    ...{ name: 'crowd', about: 'all are admitted', scheme: 'admit' },
    ...{ ways: asking(4), may: [], anonymous: true },
  },
  {
    ...{ name: 'rejections', about: 'some are rejected', scheme: 'admit' },
    ...{ ways: asking(3), may: ['reject'], anonymous: false },
  },
  {
    ...{ name: 'withdrawals', about: 'some withdraw', scheme: 'admit' },
    ...{ ways: asking(3), may: ['cancel'], anonymous: true },
  },
  {
    ...{ name: 'deferrals', about: 'some are deferred', scheme: 'admit' },
    ...{ ways: asking(3), may: ['defer', 'closeRoot'], anonymous: true },
  },
  {
    ...{ name: 'second-tries', about: 'some are rejected, and ask again', scheme: 'admit' },
    ...{ ways: asking(2), may: ['reject', 'retry'], anonymous: false },
  },
  {
    ...{ name: 'busy-root', about: 'one is invited while others wait', scheme: 'invite+admit' },
    ...{ ways: ['invited', ...asking(2)], may: [], anonymous: false },
  },
  {
    ...{ name: 'at-once', about: 'more join at once', scheme: 'nonrooted' },
    ...{ ways: joining(3), may: ['cancel', 'leave'], anonymous: false },
  },
];

/** The scope of a theme. */
export function scopeOfTheme({ scheme, ways, may }: Theme): Scope {
  return { scheme, ways, may, answers: 'usual' };
}
