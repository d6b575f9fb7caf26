import assert from 'node:assert/strict';
import { JL, SIO } from '../../../src/provider.js';
import { LEAF, ok, openCase, otherGroup, type Case } from './case.js';
import { otherHost } from './other-host.js';

/** Something that holds of the provider on a real network. */
export interface Check {
  readonly name: string;
  run(this: void): Promise<void>;
}

/** A check on an open case. */
function check(name: string, run: (it: Case) => Promise<void>): Check {
  return {
    name,
    async run() {
      const opened = await openCase();
      try {
        await run(opened);
      } finally {
        await opened.end();
      }
    },
  };
}

const [ONE, TWO, THREE] = ['member-1', 'member-2', 'member-3'] as const;

/** Whether the system says that the case's session is joined. */
async function systemHasJoined({ testbed, session }: Case): Promise<boolean> {
  const { groups } = ok(await testbed.memberships?.(ONE, {}));
  assert.deepEqual(groups, groups.length === 0 ? [] : [session]);
  return groups.length > 0;
}

/** All of them; they run inside the namespace of netns.sh. */
export const CHECKS: readonly Check[] = [
  check('what a member sends reaches all members, itself included', async (it) => {
    const [one, two, three] = [await it.member(ONE), await it.member(TWO), await it.member(THREE)];
    assert.equal(await it.join(ONE, one), one);
    await it.join(TWO, two);
    await it.join(THREE, three);
    ok(await it.testbed.send?.(ONE, { socket: one, data: 'from one' }));
    ok(await it.testbed.send?.(TWO, { socket: two, data: 'from two' }));
    const all = ['from one', 'from two'];
    assert.deepEqual(await it.heard(ONE, one), all);
    assert.deepEqual(await it.heard(TWO, two), all);
    assert.deepEqual(await it.heard(THREE, three), all);
    const connects = it.told.filter(({ event }) => event === 'FD_CONNECT');
    assert.deepEqual(
      connects.map(({ node, error }) => [node, error]),
      [ONE, TWO, THREE].map((node) => [node, 'NO_ERROR']),
    );
  }),

  check('FD_READ is told once until WSPRecv enables it again', async (it) => {
    const [one, two] = [await it.member(ONE), await it.member(TWO)];
    await it.join(ONE, one);
    await it.join(TWO, two);
    for (const data of ['a', 'b']) ok(await it.testbed.send?.(ONE, { socket: one, data }));
    const reads = (): number => it.told.filter(({ node, event }) => node === TWO && event === 'FD_READ').length;
    await it.heard(ONE, one);
    assert.equal(reads(), 1);
    assert.deepEqual(await it.testbed.recv?.(TWO, { socket: two }), { ok: { data: 'a' } });
    assert.equal(reads(), 2);
  }),

  check('a bound socket that has not joined hears nothing, whoever of the host has', async (it) => {
    const [one, two] = [await it.member(ONE), await it.member(TWO)];
    await it.join(ONE, one);
    ok(await it.testbed.send?.(ONE, { socket: one, data: 'members only' }));
    assert.deepEqual(await it.heard(ONE, one), ['members only']);
    assert.deepEqual(await it.heard(TWO, two), []);
    await it.join(TWO, two);
    assert.deepEqual(await it.heard(TWO, two), [], 'what was sent before the join is not heard after it');
  }),

  check('a group is heard only by those who joined it, on the same port too', async (it) => {
    const [one, two] = [await it.member(ONE), await it.member(TWO)];
    const other = { ...otherGroup(1), port: it.session.port };
    await it.join(ONE, one);
    await it.join(TWO, two, { name: other });
    ok(await it.testbed.send?.(ONE, { socket: one, data: 'here' }));
    ok(await it.testbed.send?.(TWO, { socket: two, data: 'there' }));
    assert.deepEqual(await it.heard(ONE, one), ['here']);
    assert.deepEqual(await it.heard(TWO, two), ['there']);
  }),

  check('WSPJoinLeaf is IP_ADD_MEMBERSHIP: the system lists the group until the socket is closed', async (it) => {
    const one = await it.member(ONE);
    assert.equal(await systemHasJoined(it), false);
    await it.join(ONE, one, { flags: JL.RECEIVER_ONLY });
    assert.equal(await systemHasJoined(it), true);
    ok(await it.testbed.closeSocket(ONE, { socket: one }));
    assert.equal(await systemHasJoined(it), false);
  }),

  check('the end of the case leaves every group', async (it) => {
    await it.join(ONE, await it.member(ONE));
    await it.testbed.close();
    assert.equal(await systemHasJoined(it), false);
  }),

  check('IP_ADD_MEMBERSHIP gives the same membership, and no FD_CONNECT', async (it) => {
    const [one, two] = [await it.member(ONE), await it.member(TWO)];
    ok(await it.testbed.addMembership?.(ONE, { socket: one, group: it.session }));
    assert.equal(await systemHasJoined(it), true);
    await it.join(TWO, two);
    ok(await it.testbed.send?.(TWO, { socket: two, data: 'to both' }));
    assert.deepEqual(await it.heard(ONE, one), ['to both']);
    assert.deepEqual(
      it.told.filter(({ node, event }) => node === ONE && event === 'FD_CONNECT'),
      [],
    );
    // The system's own refusal of a second membership.
    const again = { socket: one, name: it.session, flags: JL.BOTH };
    assert.deepEqual(await it.testbed.joinLeaf(ONE, again), { error: 'WSAEISCONN' });
  }),

  check('a sender-only member sends, is told FD_CONNECT, and is no member to the system', async (it) => {
    const [one, two] = [await it.member(ONE), await it.member(TWO)];
    await it.join(ONE, one, { flags: JL.SENDER_ONLY });
    assert.equal(await systemHasJoined(it), false);
    assert.equal(it.told[0]?.event, 'FD_CONNECT');
    await it.join(TWO, two);
    ok(await it.testbed.send?.(ONE, { socket: one, data: 'one way' }));
    assert.deepEqual(await it.heard(TWO, two), ['one way']);
    assert.deepEqual(await it.heard(ONE, one), []);
  }),

  check('a receiver-only member hears, and cannot send', async (it) => {
    const [one, two] = [await it.member(ONE), await it.member(TWO)];
    await it.join(ONE, one, { flags: JL.RECEIVER_ONLY });
    await it.join(TWO, two);
    assert.deepEqual(await it.testbed.send?.(ONE, { socket: one, data: 'no' }), { error: 'WSAEOPNOTSUPP' });
    ok(await it.testbed.send?.(TWO, { socket: two, data: 'yes' }));
    assert.deepEqual(await it.heard(ONE, one), ['yes']);
    assert.deepEqual(await it.heard(TWO, two), ['yes']);
  }),

  check('a second join is refused and takes nothing away', async (it) => {
    const one = await it.member(ONE);
    const join = { socket: one, name: it.session, flags: JL.BOTH };
    // Both are issued before either has returned.
    const [first, second] = await Promise.all([it.testbed.joinLeaf(ONE, join), it.testbed.joinLeaf(ONE, join)]);
    assert.deepEqual([first, second], [{ ok: { socket: one } }, { error: 'WSAEALREADY' }]);
    assert.deepEqual(await it.testbed.joinLeaf(ONE, join), { error: 'WSAEISCONN' });
    ok(await it.testbed.send?.(ONE, { socket: one, data: 'still in' }));
    assert.deepEqual(await it.heard(ONE, one), ['still in']);
  }),

  check('loopback is the receiver’s own matter: off, the others still hear', async (it) => {
    const [one, two] = [await it.member(ONE), await it.member(TWO)];
    await it.join(ONE, one);
    await it.join(TWO, two);
    ok(await it.testbed.ioctl?.(ONE, { socket: one, code: SIO.MULTIPOINT_LOOPBACK, value: 0 }));
    for (const node of [ONE, TWO]) {
      ok(await it.testbed.send?.(node, { socket: node === ONE ? one : two, data: `from ${node}` }));
    }
    assert.deepEqual(await it.heard(ONE, one), ['from member-2']);
    assert.deepEqual(await it.heard(TWO, two), ['from member-1', 'from member-2']);
    ok(await it.testbed.ioctl?.(ONE, { socket: one, code: SIO.MULTIPOINT_LOOPBACK, value: 1 }));
    ok(await it.testbed.send?.(ONE, { socket: one, data: 'echo' }));
    assert.deepEqual(await it.heard(ONE, one), ['echo']);
  }),

  check(
    'more memberships than the system allows one socket give WSAENOBUFS, and a fresh socket still joins',
    async (it) => {
      const [one, two] = [await it.member(ONE), await it.member(TWO)];
      let refused: unknown;
      for (let last = 0; last < 256 && refused === undefined; last += 1) {
        const joined = await it.testbed.addMembership?.(ONE, { socket: one, group: otherGroup(last) });
        if (joined === undefined || 'error' in joined) refused = joined;
      }
      assert.deepEqual(refused, { error: 'WSAENOBUFS' });
      const join = { socket: one, name: it.session, flags: JL.BOTH };
      assert.deepEqual(await it.testbed.joinLeaf(ONE, join), { error: 'WSAENOBUFS' });
      await it.join(TWO, two);
    },
  ),

  check('an unbound socket is bound by the join to an address of its own', async (it) => {
    const flags = { entry: 1, flags: LEAF, blocking: false };
    const names = await Promise.all(
      [ONE, TWO].map(async (node) => {
        const { socket } = ok(await it.testbed.socket(node, flags));
        assert.deepEqual(await it.testbed.getSockName(node, { socket }), { error: 'WSAEINVAL' });
        await it.join(node, socket);
        return ok(await it.testbed.getSockName(node, { socket })).name;
      }),
    );
    assert.deepEqual(
      names.map(({ host }) => host),
      ['10.77.0.1', '10.77.0.1'],
    );
    assert.notEqual(names[0]?.port, names[1]?.port);
  }),

  check('a socket that is closed while it joins is no member afterwards', async (it) => {
    const one = await it.member(ONE);
    const joining = it.testbed.joinLeaf(ONE, { socket: one, name: it.session, flags: JL.BOTH });
    ok(await it.testbed.closeSocket(ONE, { socket: one }));
    assert.deepEqual(await joining, { error: 'WSAENOTSOCK' });
    assert.equal(await systemHasJoined(it), false);
    assert.deepEqual(it.told, []);
  }),

  check('a send that is overtaken by the close is settled, and so is one that is too long', async (it) => {
    const one = await it.member(ONE);
    await it.join(ONE, one);
    const long = await it.testbed.send?.(ONE, { socket: one, data: 'x'.repeat(70_000) });
    assert.deepEqual(long, { error: 'WSAEMSGSIZE' });
    const [sent] = await Promise.all([
      it.testbed.send?.(ONE, { socket: one, data: 'last' }),
      it.testbed.closeSocket(ONE, { socket: one }),
    ]);
    assert.ok(sent !== undefined);
  }),

  {
    name: 'scope 0 stays on this host, scope 1 reaches the next one',
    async run() {
      const next = await otherHost();
      const it = await openCase('jl2');
      try {
        await next.join(it.session);
        const [one, two] = [await it.member(ONE), await it.member(TWO)];
        await it.join(ONE, one);
        await it.join(TWO, two);
        for (const [value, data] of ['here', 'beyond'].entries()) {
          ok(await it.testbed.ioctl?.(ONE, { socket: one, code: SIO.MULTICAST_SCOPE, value }));
          ok(await it.testbed.send?.(ONE, { socket: one, data }));
        }
        assert.deepEqual(await it.heard(TWO, two), ['here', 'beyond']);
        assert.deepEqual(await next.heardUpTo('beyond'), ['beyond']);
      } finally {
        await it.end();
        next.stop();
      }
    },
  },
];
