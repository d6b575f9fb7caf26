import { platform } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AF, FD, JL, SIO, WSA_FLAG, type Args, type Testbed } from '../../src/provider.js';
import { createProvider } from './index.js';

// Nothing here goes to any network: these calls are refused, or bind to the loopback address.

const LEAF = WSA_FLAG.MULTIPOINT_C_LEAF | WSA_FLAG.MULTIPOINT_D_LEAF;
const NODE = 'member-1';
const GROUP = { family: AF.INET, host: '239.255.77.1', port: 31_077 };
const LOCAL = { family: AF.INET, host: '127.0.0.1', port: 0 };

async function opened(): Promise<Testbed> {
  const provider = createProvider({ interface: '127.0.0.1' });
  const testbed = await provider.open({ nodes: [NODE], seed: 1, indicate: () => undefined });
  onTestFinished(async () => testbed.close());
  return testbed;
}

async function made(testbed: Testbed, flags = LEAF, entry = 1): Promise<number> {
  const result = await testbed.socket(NODE, { entry, flags, blocking: false });
  if ('error' in result) throw new Error(result.error);
  return result.ok.socket;
}

describe.skipIf(platform() !== 'linux')('what the IP multicast provider refuses', () => {
  it.each([
    ['a c_root', WSA_FLAG.MULTIPOINT_C_ROOT | WSA_FLAG.MULTIPOINT_D_LEAF],
    ['a d_root', WSA_FLAG.MULTIPOINT_C_LEAF | WSA_FLAG.MULTIPOINT_D_ROOT],
    ['one plane alone', WSA_FLAG.MULTIPOINT_C_LEAF],
  ])('%s', async (_name, flags) => {
    const testbed = await opened();
    expect(await testbed.socket(NODE, { entry: 1, flags, blocking: false })).toEqual({ error: 'WSAEINVAL' });
  });

  it('an entry that it does not have', async () => {
    const testbed = await opened();
    const result = await testbed.socket(NODE, { entry: 3, flags: LEAF, blocking: false });
    expect(result).toEqual({ error: 'WSAEPROTONOSUPPORT' });
  });

  it('a leaf on the entry without multipoint', async () => {
    const testbed = await opened();
    const result = await testbed.socket(NODE, { entry: 2, flags: LEAF, blocking: false });
    expect(result).toEqual({ error: 'WSAEINVAL' });
  });

  it.each([1, 2])('WSPJoinLeaf on a plain socket of entry %i', async (entry) => {
    const testbed = await opened();
    const socket = await made(testbed, 0, entry);
    expect(await testbed.joinLeaf(NODE, { socket, name: GROUP, flags: JL.BOTH })).toEqual({ error: 'WSAEINVAL' });
  });

  it.each<[string, Partial<Args<'joinLeaf'>>, string]>([
    ['a null name', { name: null }, 'WSAEFAULT'],
    ['another family', { name: { ...GROUP, family: AF.IPX } }, 'WSAEAFNOSUPPORT'],
    ['an address that is no group', { name: { ...LOCAL, port: 9 } }, 'WSAEADDRNOTAVAIL'],
    ['a group without a port', { name: { ...GROUP, port: 0 } }, 'WSAEADDRNOTAVAIL'],
    ['caller data', { callerData: 'hello' }, 'WSAEPROTONOSUPPORT'],
    ['flags that contradict each other', { flags: JL.SENDER_ONLY | JL.RECEIVER_ONLY }, 'WSAEINVAL'],
  ])('WSPJoinLeaf with %s, after which nothing has changed', async (_name, wrong, error) => {
    const testbed = await opened();
    const socket = await made(testbed);
    expect(await testbed.joinLeaf(NODE, { socket, name: GROUP, flags: JL.BOTH, ...wrong })).toEqual({ error });
    expect(await testbed.getSockName(NODE, { socket })).toEqual({ error: 'WSAEINVAL' });
    expect(await testbed.send?.(NODE, { socket, data: 'x' })).toEqual({ error: 'WSAENOTCONN' });
  });

  it('WSPBind to what is no local address, and a second WSPBind', async () => {
    const testbed = await opened();
    const socket = await made(testbed);
    const bind = (name: Args<'bind'>['name']) => testbed.bind(NODE, { socket, name });
    expect(await bind(null)).toEqual({ error: 'WSAEFAULT' });
    expect(await bind({ ...LOCAL, family: AF.INET6 })).toEqual({ error: 'WSAEAFNOSUPPORT' });
    expect(await bind(GROUP)).toEqual({ error: 'WSAEADDRNOTAVAIL' });
    // TEST-NET-1: nobody's address.
    expect(await bind({ ...LOCAL, host: '192.0.2.1' })).toEqual({ error: 'WSAEADDRNOTAVAIL' });
    expect(await bind(LOCAL)).toEqual({ ok: {} });
    expect(await bind(LOCAL)).toEqual({ error: 'WSAEINVAL' });
  });

  it('to give one address to two sockets', async () => {
    const testbed = await opened();
    const [first, second] = [await made(testbed), await made(testbed)];
    await testbed.bind(NODE, { socket: first, name: LOCAL });
    const taken = await testbed.getSockName(NODE, { socket: first });
    const name = 'ok' in taken ? taken.ok.name : null;
    expect(await testbed.bind(NODE, { socket: second, name })).toEqual({ error: 'WSAEADDRINUSE' });
  });

  it.each([
    ['an unknown code', 0x98000001, 1],
    ['a loopback that is neither on nor off', SIO.MULTIPOINT_LOOPBACK, 2],
    ['a scope past 255', SIO.MULTICAST_SCOPE, 256],
  ])('WSPIoctl with %s', async (_name, code, value) => {
    const testbed = await opened();
    const socket = await made(testbed);
    expect(await testbed.ioctl?.(NODE, { socket, code, value })).toEqual({ error: 'WSAEINVAL' });
  });

  it('what there is no place for without a root, but only on what is a socket', async () => {
    const testbed = await opened();
    const socket = await made(testbed);
    expect(await testbed.listen?.(NODE, { socket, backlog: 1 })).toEqual({ error: 'WSAEOPNOTSUPP' });
    expect(await testbed.accept?.(NODE, { socket })).toEqual({ error: 'WSAEOPNOTSUPP' });
    expect(await testbed.accept?.('member-2', { socket })).toEqual({ error: 'WSAENOTSOCK' });
  });

  it('every call on a closed socket', async () => {
    const testbed = await opened();
    const socket = await made(testbed);
    expect(await testbed.closeSocket(NODE, { socket })).toEqual({ ok: {} });
    const answers = [
      testbed.bind(NODE, { socket, name: LOCAL }),
      testbed.joinLeaf(NODE, { socket, name: GROUP, flags: JL.BOTH }),
      testbed.eventSelect(NODE, { socket, events: FD.FD_READ }),
      testbed.getSockName(NODE, { socket }),
      testbed.closeSocket(NODE, { socket }),
      testbed.send?.(NODE, { socket, data: 'x' }),
      testbed.recv?.(NODE, { socket }),
      testbed.listen?.(NODE, { socket, backlog: 1 }),
      testbed.accept?.(NODE, { socket }),
      testbed.connect?.(NODE, { socket, name: GROUP }),
      testbed.shutdown?.(NODE, { socket, how: 2 }),
      testbed.ioctl?.(NODE, { socket, code: SIO.MULTICAST_SCOPE, value: 1 }),
      testbed.addMembership?.(NODE, { socket, group: GROUP }),
      testbed.enumNetworkEvents?.(NODE, { socket }),
      testbed.calleeData?.(NODE, { socket }),
    ];
    for (const answer of answers) expect(await answer).toEqual({ error: 'WSAENOTSOCK' });
  });
});

it('does not open a case on an interface that is not there', () => {
  const provider = createProvider({ interface: 'no-such-device' });
  expect(() => provider.open({ nodes: [NODE], seed: 1, indicate: () => undefined })).toThrow();
});
