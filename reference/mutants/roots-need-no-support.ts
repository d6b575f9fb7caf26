import { controlPlane } from '../../src/provider.js';
import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** FLAGS-1: On an entry without multipoint support the flags for roots are let through. */
export const rootsNeedNoSupport = mutant(
  {
    name: 'roots-need-no-support',
    breaks: 'FLAGS-1',
    by: 'scenario',
    fault: 'On an entry without multipoint support the flags for roots are let through.',
    alsoReported: {
      'FLAGS-3': 'A c_root/d_root has a flag too that asks for a rooted data plane.',
    },
  },
  {
    rules: {
      socketChecks: {
        ...RULES.socketChecks,
        rootedControl: (ask) =>
          controlPlane(ask.entry) === 'none' ? undefined : RULES.socketChecks.rootedControl(ask),
        rootedData: (ask) => (controlPlane(ask.entry) === 'none' ? undefined : RULES.socketChecks.rootedData(ask)),
      },
    },
  },
);
