import { SPEC_REVISION } from '../../clauses/index.js';
import type { Header } from '../index.js';

/** The header of a trace made up for a test, which says only what the test is about. */
export function headerOf(about: Partial<Header> = {}): Header {
  return {
    kind: 'header',
    format: 'joinleaf-trace',
    version: 1,
    kit: '0',
    spec: SPEC_REVISION,
    provider: { name: 'p', version: '1' },
    capabilities: { schemes: ['admit'], dataPlanes: [], entries: [], features: [] },
    seed: 1,
    case: { id: 'c', name: 'C', clauses: [] },
    nodes: {},
    ...about,
  };
}
