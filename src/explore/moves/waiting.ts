import type { MoveRule } from '../move.js';

/** What a trace notes where the players let one message arrive. */
export const ONE_ARRIVES = 'one message arrives';

/** Lets some of what is in transit arrive: which, the provider chooses by its seed. */
export const deliver: MoveRule<'deliver'> = {
  kind: 'deliver',
  when: () => true,
  *apply({ live, facts }, { messages }) {
    for (let left = messages; left > 0; left -= 1) {
      if (!(yield* live.step())) break;
    }
    return facts;
  },
  describe: (_plan, { messages }) => `${messages === 1 ? ONE_ARRIVES : `${messages} messages arrive`}`,
};

/** Lets everything arrive. */
export const quiet: MoveRule<'quiet'> = {
  kind: 'quiet',
  when: () => true,
  *apply({ live, facts }) {
    yield* live.quiet();
    return facts;
  },
  describe: () => 'all is quiet',
};
