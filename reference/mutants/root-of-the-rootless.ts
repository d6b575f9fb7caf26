import { controlPlane } from '../../src/provider.js';
import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** JOIN-4.1: A c_root can be made on an entry with a nonrooted control plane. */
export const rootOfTheRootless = mutant(
  {
    name: 'root-of-the-rootless',
    breaks: 'JOIN-4.1',
    by: 'scenario',
    fault: 'A c_root can be made on an entry with a nonrooted control plane.',
    alsoReported: {
      'FLAGS-1': 'It says of all entries what JOIN-4.1 says of the nonrooted ones.',
    },
  },
  {
    rules: {
      socketChecks: {
        ...RULES.socketChecks,
        rootedControl: (ask) =>
          controlPlane(ask.entry) === 'nonrooted' ? undefined : RULES.socketChecks.rootedControl(ask),
      },
    },
  },
);
