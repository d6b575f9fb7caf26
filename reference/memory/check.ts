import type { ErrorName, Failed } from '../../src/provider.js';

/** One precondition of a call: the error with which the call fails, or undefined if it holds. */
export type Check<Ask> = (ask: Ask) => ErrorName | undefined;

/** Named preconditions, in the order in which they are looked at. */
export type Checks<Ask, Name extends string = string> = Readonly<Record<Name, Check<Ask>>>;

/** A table of preconditions of one kind of call; the names are its own. */
export function checksOf<Ask>() {
  return <Name extends string>(table: Checks<Ask, Name>): Checks<Ask, Name> => table;
}

/** The first precondition that does not hold. */
export function firstRefusal<Ask, Name extends string>(checks: Checks<Ask, Name>, ask: Ask): ErrorName | undefined {
  for (const name in checks) {
    const error = checks[name](ask);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** The result of a call that only has to say that it worked. */
export const DONE = { ok: {} } as const;

/** The result of a call that failed. */
export function failed(error: ErrorName): Failed {
  return { error };
}
