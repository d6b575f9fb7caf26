import { arrivalNote } from '../../trace/index.js';
import type { MoveRule } from '../move.js';

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
  describe: (_plan, { messages }) => arrivalNote({ messages }),
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
