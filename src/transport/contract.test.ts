import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseSetup, Indication, PortFault, Provider, Testbed } from '../port/index.js';
import { FAKE, loaded, MAIN, nodeLine } from './testing/children.js';

const SERVE = nodeLine(MAIN, 'serve', '--provider', `module:${FAKE}`);

/** One case on a provider, with all that it tells in the order in which it is told. */
interface Stage {
  readonly testbed: Testbed;
  readonly told: string[];
  readonly faults: PortFault[];
  /** Notes when a call returns, in the same list. */
  readonly returned: <T>(name: string, answer: T | Promise<T>) => Promise<T>;
  /** Waits until so much has been told. */
  readonly until: (count: number) => Promise<void>;
}

async function stage(provider: Provider, setup: Partial<CaseSetup> = {}): Promise<Stage> {
  const told: string[] = [];
  const faults: PortFault[] = [];
  const testbed = await provider.open({
    nodes: ['member-1', 'member-2'],
    seed: 1,
    indicate: ({ node, socket, event, error }: Indication) => told.push(`${node} ${socket} ${event} ${error}`),
    fault: (fault) => faults.push(fault),
    ...setup,
  });
  return {
    testbed,
    told,
    faults,
    async returned(name, answer) {
      const value = await answer;
      told.push(name);
      return value;
    },
    async until(count) {
      const late = Date.now() + 5000;
      while (told.length < count && Date.now() < late) await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}

/** What is true of a provider holds whichever way it is reached. */
describe.each([
  ['in process', `module:${FAKE}`, { together: true, remote: false }],
  ['exec', `exec:${SERVE}`, { together: true, remote: true }],
  ['exec-per-node', `exec-per-node:${SERVE} --interface {node}`, { together: false, remote: true }],
])('%s', (_name, specifier, { together, remote }) => {
  let provider: Provider;
  let dispose: () => Promise<void>;
  beforeAll(async () => {
    ({ provider, dispose } = await loaded(specifier));
  });
  afterAll(() => dispose());

  it('tells what the provider is and claims', () => {
    const { name, version, capabilities } = provider;
    expect({ name, version, capabilities }).toEqual({
      name: 'fake',
      version: '1.2.3',
      capabilities: { schemes: ['nonrooted'], dataPlanes: ['nonrooted-data'], entries: [], features: ['shutdown'] },
    });
  });

  it('opens a case with the places in it', async () => {
    const { testbed } = await stage(provider, { seed: 77 });
    expect(testbed.addresses).toEqual({
      'member-1': { family: 2, host: '10.0.0.1', port: 0 },
      'member-2': { family: 2, host: '10.0.0.2', port: 0 },
    });
    expect(testbed.session).toEqual({ family: 2, host: '239.0.0.1', port: 77 });
    expect(testbed).not.toHaveProperty('noSession');
    await testbed.close({});
  });

  it('gives what verbs answer, failures too', async () => {
    const { testbed } = await stage(provider);
    const socket = { entry: 1, flags: 0, blocking: false };
    expect(await testbed.socket('member-1', socket)).toEqual({ ok: { socket: 1 } });
    expect(await testbed.socket('member-1', socket)).toEqual({ ok: { socket: 2 } });
    expect(await testbed.bind('member-2', { socket: 1, name: null })).toEqual({ ok: {} });
    expect(await testbed.eventSelect('member-2', { socket: 1, events: 0 })).toEqual({ error: 'WSAEINVAL' });
    expect(await testbed.getSockName('member-1', { socket: 9 })).toEqual({
      ok: { name: { family: 2, host: 'é\u{1F600}\u2028"\\', port: 9 } },
    });
    expect(await testbed.accept?.('member-1', { socket: 1, condition: { answer: 'CF_REJECT' } })).toEqual({
      error: 'WSAECONNREFUSED',
      condition: { caller: { family: 2, host: 'caller', port: 1 }, callerData: 'hello' },
    });
    // In process, a verb that is left out is seen to be missing; over a wire only its answer tells.
    expect(await (testbed.connect?.('member-1', { socket: 1, name: null }) ?? { error: 'WSAEOPNOTSUPP' })).toEqual({
      error: 'WSAEOPNOTSUPP',
    });
    await testbed.close({});
  });

  it('keeps the order of returns and indications', async () => {
    const { testbed, told, returned, until } = await stage(provider);
    await returned('joined', testbed.joinLeaf('member-2', { socket: 4, name: null, flags: 4 }));
    await returned('sent', testbed.send?.('member-2', { socket: 5, data: 'x' }));
    await until(4);
    expect(told).toEqual(['member-2 4 FD_CONNECT NO_ERROR', 'joined', 'sent', 'member-2 5 FD_WRITE NO_ERROR']);
    await testbed.close({});
  });

  it('lets a call wait while others go on', async () => {
    const { testbed, told, returned } = await stage(provider);
    const waiting = returned('received', testbed.recv?.('member-1', { socket: 1 }));
    await returned('bound', testbed.bind('member-1', { socket: 1, name: null }));
    await returned('shut down', testbed.shutdown?.('member-1', { socket: 1, how: 2 }));
    expect(await waiting).toEqual({ ok: { data: 'at last' } });
    expect([...told].sort()).toEqual(['bound', 'received', 'shut down']);
    expect(told[0]).toBe('bound');
    await testbed.close({});
  });

  it('lets nothing of a case show in the next', async () => {
    const first = await stage(provider);
    await first.testbed.socket('member-1', { entry: 1, flags: 0, blocking: false });
    await first.testbed.listen?.('member-1', { socket: 1, backlog: 1 });
    void first.testbed.recv?.('member-1', { socket: 1 });
    await first.testbed.close({});
    const second = await stage(provider);
    expect(await second.testbed.socket('member-1', { entry: 1, flags: 0, blocking: false })).toEqual({
      ok: { socket: 1 },
    });
    await second.testbed.shutdown?.('member-1', { socket: 1, how: 2 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(second.told).toEqual([]);
    await second.testbed.close({});
  });

  it('can settle and step where one process has all nodes', async () => {
    const { testbed } = await stage(provider);
    expect(testbed.settle !== undefined).toBe(together);
    expect(testbed.step !== undefined).toBe(together);
    await testbed.settle?.();
    if (testbed.step !== undefined) {
      expect([await testbed.step(), await testbed.step(), await testbed.step()]).toEqual([true, true, false]);
    }
    await testbed.close({});
  });

  it('takes nodes as they come', async () => {
    const { testbed } = await stage(provider, { nodes: ['member-3'] });
    expect(Object.keys(testbed.addresses)).toEqual(['member-3']);
    expect(await testbed.bind('member-3', { socket: 1, name: null })).toEqual({ ok: {} });
    await testbed.close({});
  });

  it('tells what a verb throws, and goes on', async () => {
    const { testbed } = await stage(provider);
    const broken = async (): Promise<unknown> => testbed.closeSocket('member-1', { socket: 1 });
    await expect(broken()).rejects.toThrow('broken on purpose');
    if (remote) await expect(broken()).rejects.toMatchObject({ name: 'PortFault', what: 'threw' });
    await testbed.close({ fault: 'closeSocket threw' });
    const next = await stage(provider);
    expect(await next.testbed.bind('member-1', { socket: 1, name: null })).toEqual({ ok: {} });
    expect(next.faults).toEqual([]);
    await next.testbed.close({});
  });
});
