import { describe, expect, it } from 'vitest';
import { Case } from './testing.js';

describe('a blocking socket', () => {
  it('waits for the outcome of its join, and says it by returning (USING-21)', async () => {
    const the = new Case();
    const root = the.make('root', 'c_root', { blocking: true });
    const listening = the.make('leaf-1', 'c_leaf', { backlog: 1 });
    const joining = the.join(root, listening);
    expect(joining).toBeInstanceOf(Promise);
    the.settle();
    the.accepts(listening);
    the.settle();
    expect(await joining).toMatchObject({ ok: {} });
    expect(the.told(root)).toEqual([]);
  });

  it('waits for a request in WSPAccept', async () => {
    const the = new Case();
    const root = the.make('root', 'c_root', { blocking: true, backlog: 1 });
    const leaf = the.make('leaf-1', 'c_leaf', { blocking: true });
    const accepting = the.call('accept')('root', { socket: root.socket });
    const joining = the.join(leaf, root);
    the.settle();
    expect(await accepting).toMatchObject({ ok: { peer: the.nameOf(leaf) } });
    expect(await joining).toEqual({ ok: { socket: leaf.socket } });
  });

  it('learns why it was refused, and waits no longer when it is closed', async () => {
    const the = new Case();
    const root = the.make('root', 'c_root', { blocking: true });
    const refused = the.join(root, the.make('leaf-1', 'c_leaf'));
    the.settle();
    expect(await refused).toEqual({ error: 'WSAECONNREFUSED' });
    const left = the.join(root, the.make('leaf-2', 'c_leaf', { backlog: 1 }));
    the.close(root);
    expect(await left).toEqual({ error: 'WSAENOTSOCK' });
  });

  it('is released when the case ends', async () => {
    const the = new Case();
    const root = the.make('root', 'c_root', { blocking: true, backlog: 1 });
    const accepting = the.call('accept')('root', { socket: root.socket });
    const joining = the.join(root, the.make('leaf-1', 'c_leaf', { backlog: 1 }));
    await the.bed.close();
    expect(await accepting).toHaveProperty('error');
    expect(await joining).toHaveProperty('error');
  });
});
