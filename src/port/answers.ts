import { z } from 'zod';
import { issuesOf, printable, type Gives, type Result, type Verb } from '../trace/index.js';
import { descriptor, errorName, failed, fdName, GIVES, nodeName } from '../trace/shapes.js';
import { plainAnswer, plainIndication } from './plain-answers.js';
import type { Indication } from './provider.js';

// What a provider hands us comes from outside, whatever its types promise: each value is checked before it is traced.

/** What an indication consists of. */
export const indicationShape = z.object({ node: nodeName, socket: descriptor, event: fdName, error: errorName });

/** A checked value, or one line that says what is wrong with it. */
export type Checked<T> = { readonly value: T } | { readonly wrong: string };

/** Checks what a verb has returned. */
export function checkAnswer<V extends Verb>(verb: V, answer: unknown): Checked<Result<Gives<V>>> {
  return readable(() => inShape(verb, answer));
}

function inShape<V extends Verb>(verb: V, answer: unknown): Checked<Result<Gives<V>>> {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer || 'error' in answer)) {
    return { wrong: `expected { ok: … } or { error: … }, got ${shown(answer)}` };
  }
  const plain = plainAnswer(verb, answer);
  if (plain !== undefined) return { value: plain };
  if ('ok' in answer) {
    const gives: z.ZodType<Gives<V>> = GIVES[verb];
    const parsed = gives.safeParse(answer.ok);
    return parsed.success
      ? { value: { ok: parsed.data } }
      : { wrong: `in ok: ${issuesOf(parsed.error)}, got ${shown(answer.ok)}` };
  }
  const parsed = failed.safeParse(answer);
  return parsed.success ? { value: parsed.data } : { wrong: `${issuesOf(parsed.error)}, got ${shown(answer)}` };
}

/** Checks an indication. */
export function checkIndication(given: unknown): Checked<Indication> {
  return readable(() => {
    const plain = plainIndication(given);
    if (plain !== undefined) return { value: plain };
    const parsed = indicationShape.safeParse(given);
    return parsed.success ? { value: parsed.data } : { wrong: `${issuesOf(parsed.error)}, got ${shown(given)}` };
  });
}

/** A check of something that may have getters, or be a proxy: reading it runs foreign code, which may throw. */
function readable<T>(check: () => Checked<T>): Checked<T> {
  try {
    return check();
  } catch {
    return { wrong: 'it cannot be read' };
  }
}

/** A value in at most 80 characters, whatever it is: a hostile one must not break the line that tells of it. */
export function shown(value: unknown): string {
  let whole: string;
  try {
    whole = JSON.stringify(value) ?? String(value);
  } catch {
    whole = Object.prototype.toString.call(value);
  }
  return printable(whole);
}
