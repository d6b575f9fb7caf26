import { RULES } from '../memory/index.js';
import { mutant } from './mutant.js';

/** FLAGS-3: A d_root can be made on an entry with a nonrooted data plane. */
export const dRootAnywhere = mutant(
  {
    name: 'd-root-anywhere',
    breaks: 'FLAGS-3',
    by: 'scenario',
    fault: 'A d_root can be made on an entry with a nonrooted data plane.',
  },
  { rules: { socketChecks: { ...RULES.socketChecks, rootedData: () => undefined } } },
);
