import { describe, expect, it } from 'vitest';
import type { Provider } from '../port/index.js';
import type { CaseRecord } from '../run/index.js';
import type { TraceEvent } from '../trace/index.js';
import { gateBefore } from './gate.js';

const never = new Promise<never>(() => undefined);

function provider(open: Provider['open']): Provider {
  return {
    name: 'p',
    version: '1',
    capabilities: { schemes: [], dataPlanes: [], entries: [], features: [] },
    open,
  };
}

function ended(outcome: CaseRecord['outcome'], trace: readonly TraceEvent[] = []): CaseRecord {
  const record = { kind: 'scenario', id: 'x', name: 'X', clauses: [], violations: [] } as const;
  return { ...record, outcome, trace, seed: 1, executions: 1, replay: 'jl2.x' };
}

const SILENT = ended('inconclusive', [{ kind: 'fault', what: 'no-answer', detail: 'it hung' }]);
const SETUP = { nodes: [], seed: 1, indicate: () => undefined };

describe('the gate', () => {
  it('closes after three cases in a row without an answer', () => {
    const gate = gateBefore(provider(() => never));
    for (const record of [SILENT, SILENT, ended('passed'), SILENT, SILENT]) gate.watch(record);
    expect(gate.closed()).toBeUndefined();
    gate.watch(ended('not-applicable'));
    gate.watch(SILENT);
    expect(gate.closed()).toBe('the provider did not answer in 3 cases in a row');
  });

  it('leaves it to a provider that begins anew how often that is worth it', () => {
    const gate = gateBefore({ ...provider(() => never), renews: true });
    for (let round = 0; round < 10; round += 1) gate.watch(SILENT);
    expect(gate.closed()).toBeUndefined();
  });

  it('counts a case that was never opened', () => {
    const gate = gateBefore(provider(() => never));
    for (let round = 0; round < 3; round += 1) {
      void gate.provider.open(SETUP);
      gate.watch(ended('inconclusive'));
    }
    expect(gate.closed()).toBeDefined();
  });

  it('lets nobody in once it is closed', () => {
    const gate = gateBefore(provider(() => never));
    gate.close('enough');
    gate.close('later reasons do not matter');
    expect(() => gate.provider.open(SETUP)).toThrow('the run was given up: enough');
  });

  it('holds a provider to what it claimed first', () => {
    const schemes: 'invite'[] = [];
    const changing = { ...provider(() => never), capabilities: { schemes, dataPlanes: [], entries: [], features: [] } };
    const gate = gateBefore(changing);
    schemes.push('invite');
    expect(gate.provider.capabilities.schemes).toEqual([]);
  });
});
