import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../trace/index.js';
import { isPortFault, PortFault } from './fault.js';
import { DEFAULT_LIMITS } from './limits.js';
import type { CaseSetup, Provider, Testbed } from './provider.js';
import { open } from './recorder.js';

const address = { family: 2, host: 'h', port: 0 };

/** Opens a case on a provider whose `bind` throws what it is told to. */
async function recorded(bind: Testbed['bind'], during: (setup: CaseSetup) => void = () => undefined) {
  const events: TraceEvent[] = [];
  const provider: Provider = {
    name: 'p',
    version: '1',
    capabilities: { schemes: [], dataPlanes: [], entries: [], features: [] },
    open(setup) {
      during(setup);
      const verb = () => ({ error: 'WSAEINVAL' as const });
      return {
        addresses: { root: address },
        socket: verb,
        joinLeaf: verb,
        eventSelect: verb,
        closeSocket: verb,
        getSockName: verb,
        bind,
        close: () => undefined,
      };
    },
  };
  const opened = await open(provider, { nodes: ['root'], seed: 1 }, DEFAULT_LIMITS, (event) => events.push(event));
  if ('fault' in opened) return [opened.fault];
  const calls = [1, 2].map((socket) => opened.recorder.issue('root', 'bind', { socket, name: null }));
  for (const { returned } of calls) await returned;
  return events.filter(({ kind }) => kind === 'fault');
}

describe('a fault of the port', () => {
  const gone = new PortFault('gone', 'the other side is gone');

  it('is told as what it is, once, however many calls it ends', async () => {
    const told = [{ kind: 'fault', what: 'gone', detail: 'bind on root: the other side is gone' }];
    expect(await recorded(() => Promise.reject(gone))).toEqual(told);
    expect(
      await recorded(() => {
        throw gone;
      }),
    ).toEqual(told);
  });

  it('is told by the provider itself, where no call is under way', async () => {
    const bind = () => ({ ok: {} });
    expect(await recorded(bind, (setup) => setup.fault?.(gone))).toEqual([
      { kind: 'fault', what: 'gone', detail: 'the other side is gone' },
    ]);
    const rubbish = { what: 'gone' } as unknown as PortFault;
    expect(await recorded(bind, (setup) => setup.fault?.(rubbish))).toEqual([
      { kind: 'fault', what: 'rubbish', detail: 'a fault was told that is none: {"what":"gone"}' },
    ]);
  });

  it('keeps a case from being opened', async () => {
    const opening = recorded(
      () => ({ ok: {} }),
      () => {
        throw gone;
      },
    );
    expect(await opening).toEqual([{ kind: 'fault', what: 'gone', detail: 'the other side is gone' }]);
  });

  it('is known by its shape', () => {
    expect(isPortFault(gone)).toBe(true);
    const foreign = Object.assign(new Error('x'), { name: 'PortFault', what: 'limit', detail: 'x' });
    expect(isPortFault(foreign)).toBe(true);
    expect(isPortFault(Object.assign(foreign, { what: 'nonsense' }))).toBe(false);
    expect(isPortFault(new Error('PortFault'))).toBe(false);
  });
});
