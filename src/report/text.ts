import { laterThan, type Revision } from '../clauses/index.js';
import type { Report } from './schema.js';

type Story = Pick<Report['failures'][number], 'excerpt' | 'events' | 'replay' | 'scenario'>;

// Control characters, and the marks that turn the direction of text: in a provider's words they could move the cursor,
// forge lines or hide others. C1 included, which some terminals take for escapes.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text that comes from outside, made harmless for a terminal: one line, and nothing in it that is not seen. */
export function plain(text: string, most = 400): string {
  const shown = text.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown;
}

/** What a run that was judged by an older revision of the specification has left out, in one line; nothing of the newest. */
export function leftOut(spec: Revision): readonly string[] {
  const later = laterThan(spec);
  return later.length === 0
    ? []
    : [`older revision: what came with ${later.join(' and ')} is left out, and not judged`];
}

/** What comes next, and how many of its events are told. */
export function storyHeading({ excerpt, events, scenario }: Story): string {
  if (scenario === undefined) return `what led to it (${excerpt.length} of ${many(events, 'event')}):`;
  const whole = `${events} events, where the scenario has ${scenario.events}`;
  return `the shortest story that shows it (${excerpt.length} of ${whole}):`;
}

/** How the story is told again; and the scenario, where the story is not that of the scenario. */
export function replayLines({ replay, scenario }: Story, command: string): readonly string[] {
  return [
    `replay    ${command} ${replay}`,
    ...(scenario === undefined ? [] : [`scenario  ${command} ${scenario.replay}`]),
  ];
}

/** `1 case`, `2 cases`. */
export function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
