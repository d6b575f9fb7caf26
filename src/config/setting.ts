import { z } from 'zod';

/** One thing that can be set, on the command line and in a configuration file alike. */
export interface Setting<T = unknown> {
  /** The option as the command line has it: `--seed <number>`. Its long name, in camel case, is the key of the file. */
  readonly flags: string;
  /** What it does, in one line without a full stop. */
  readonly says: string;
  /** What the value may be; the messages are said to whoever wrote another one. */
  readonly shape: z.ZodType<T>;
  /** What the command line's text stands for, before the shape looks at it. */
  readonly read: (text: string) => unknown;
  /** What holds where nothing is said. */
  readonly fallback?: T;
  /** Whether there has to be a value. */
  readonly required?: true;
  /** For a text that names a file: the same with the file's name resolved, as a file may lie elsewhere. */
  readonly moved?: (text: string, resolved: (file: string) => string) => string;
}

const asItIs = (text: string): unknown => text;

/** A text. */
export function text(flags: string, says: string): Setting<string> {
  return { flags, says, shape: z.string().min(1, 'It must not be empty.').describe(says), read: asItIs };
}

/** The name of a file or folder. */
export function file(flags: string, says: string): Setting<string> {
  return { ...text(flags, says), moved: (name, resolved) => resolved(name) };
}

/** `format=file`. */
export const inFile: NonNullable<Setting['moved']> = (text, resolved) =>
  text.replace(/(?<==).+$/su, (name) => resolved(name));

/** `module:file`. */
export const inProvider: NonNullable<Setting['moved']> = (text, resolved) =>
  text.replace(/(?<=^module:)(?!file:).+$/su, (name) => resolved(name));

/** A text of a certain form; `complaint` says which. */
export function textLike(flags: string, says: string, form: RegExp, complaint: string): Setting<string> {
  return { flags, says, shape: z.string().regex(form, complaint).describe(says), read: asItIs };
}

/** Several texts. */
export function texts(flags: string, says: string): Setting<readonly string[]> {
  const shape = z.array(z.string().min(1, 'It must not be empty.')).readonly().describe(says);
  return { flags, says, shape, read: asItIs };
}

/** One of a few words. */
export function choice<const C extends string>(flags: string, says: string, choices: readonly C[]): Setting<C> {
  const shape = z.enum(choices, { error: `Allowed choices are ${choices.join(', ')}.` }).describe(says);
  return { flags, says, shape, read: asItIs };
}

/** A whole number from `least` to `most`. */
export function whole(flags: string, says: string, least: number, most: number): Setting<number> {
  const error = `It has to be a whole number from ${least} to ${most}.`;
  const shape = z.int({ error }).min(least, error).max(most, error).describe(says);
  return { flags, says, shape, read: (said) => (/^\d+$/u.test(said) ? Number(said) : said) };
}

/** A number from `least` to `most`. */
export function number(flags: string, says: string, least: number, most: number): Setting<number> {
  const error = `It has to be a number from ${least} to ${most}.`;
  const shape = z.number(error).min(least, error).max(most, error).describe(says);
  return { flags, says, shape, read: (said) => (/^\d+(?:\.\d+)?$/u.test(said) ? Number(said) : said) };
}

/** Something that is done or not. */
export function flag(flags: string, says: string): Setting<boolean> {
  return { flags, says, shape: z.boolean('It is true or false.').describe(says), read: () => true };
}
