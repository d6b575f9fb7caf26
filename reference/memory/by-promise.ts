import type { Provider, Testbed } from '../../src/provider.js';

/** So many turns a call takes on its way to the provider, and so many its answer takes on the way back. */
export interface Turns {
  readonly there: number;
  readonly back: number;
}

type Verb = (...given: unknown[]) => unknown;

/** How long each call of a case takes, by its number. */
export type Pace = (nth: number) => Turns;

const AT_ONCE: Pace = () => ({ there: 0, back: 0 });

/** A provider that does what another one does, and answers by promise whatever it is asked. */
export function byPromise(provider: Provider, pace = AT_ONCE): Provider {
  return {
    ...provider,
    async open(setup) {
      return answeringLater(await provider.open(setup), pace);
    },
  };
}

/** A testbed that answers by promise whatever it is asked. Without turns a call takes effect at once. */
export function answeringLater(bed: Testbed, pace = AT_ONCE): Testbed {
  let calls = 0;
  const later = (verb: Verb): Verb => {
    const ask: Verb = (...given) => Reflect.apply(verb, bed, given);
    return (...given) => {
      const { there, back } = pace((calls += 1));
      if (there + back === 0) return Promise.resolve(ask(...given));
      return (async () => {
        // Without a turn, what it does is done before anybody else can do anything.
        if (there > 0) await after(there);
        const answer = await ask(...given);
        await after(back);
        return answer;
      })();
    };
  };
  const verbs = Object.entries(bed).map(([name, value]: [string, unknown]) => [
    name,
    isVerb(value) ? later(value) : value,
  ]);
  // All that a testbed can be asked it may answer by promise.
  return Object.fromEntries(verbs) as Testbed;
}

function isVerb(value: unknown): value is Verb {
  return typeof value === 'function';
}

/** Comes to its end after so many turns: others, who take fewer, do something meanwhile. */
export async function after(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}
