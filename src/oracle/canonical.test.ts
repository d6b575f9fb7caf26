import { describe, expect, it } from 'vitest';
import { FD } from '../spi/index.js';
import { canonicalText } from './canonical.js';
import { changeJoin, changeSocket } from './model/change.js';
import type { Flying, Join, Message, Model, SocketFacts, Stray, Tombstone } from './model/facts.js';
import { known } from './testing/model-after.js';
import { NOBODY, NO_SESSION } from './testing/story.js';

const text = (model: Model, over = false): string => canonicalText({ model, over, monitors: [] });

/** A model in which something of each kind is remembered. */
const { model, socket, join, told } = known((s) => {
  const root = s.root({ listens: 1 });
  const [guest, asker, late] = [s.listener('leaf-1'), s.leaf('leaf-2'), s.leaf('leaf-3')];
  s.admitted(asker, root);
  const { own } = s.invited(root, guest);
  const member = s.joined('member-1');
  s.joined('member-2').closes();
  member.sends('hello');
  late.joins(root);
  s.leaf('leaf-3').join(NOBODY).fails('WSAECONNREFUSED');
  asker.told('FD_READ');
  const call = root.accept({ answer: 'CF_ACCEPT' });
  late.join(root);
  s.events.push({ kind: 'indication', node: 'root', socket: 90, event: 'FD_CLOSE', error: 'NO_ERROR' });
  return { root, asker, late, own, call };
});
const asker = socket(told.asker);
const waiting = join(told.late);
const LONG_AGO = -7;

/** Facts that only expectations and the words of a violation look at, or that name nothing but themselves. */
type NotCompared = 'id' | 'received';

const SOCKET_CHANGES: { readonly [K in Exclude<keyof SocketFacts, NotCompared>]-?: Partial<SocketFacts> } = {
  node: { node: 'leaf-9' },
  descriptor: { descriptor: 99 },
  origin: { origin: 'accepted' },
  entry: { entry: { id: 9, name: 'other', serviceFlags: 0, addressFamily: 2 } },
  roles: { roles: { control: 'c_leaf', data: 'd_root' } },
  blocking: { blocking: true },
  unblocked: { unblocked: true },
  bound: { bound: false },
  address: { address: NOBODY },
  from: { from: told.call.id },
  listening: { listening: { at: LONG_AGO, backlog: 3, most: 3 } },
  mask: { mask: FD.FD_WRITE },
  maskBy: { maskBy: 'inheritance' },
  maskAt: { maskAt: model.index },
  maskEver: { maskEver: 0x3ff },
  maskComing: { maskComing: 1 },
  acceptCredit: { acceptCredit: 2 },
  acceptTold: { acceptTold: true },
  acceptEver: { acceptEver: true },
  record: { record: new Map([['FD_OOB', { error: 'NO_ERROR', at: LONG_AGO }]]) },
  recordCleared: { recordCleared: { by: 'enumeration', at: LONG_AGO } },
  seen: { seen: [{ event: 'FD_OOB', error: 'NO_ERROR', at: LONG_AGO }] },
  recvAt: { recvAt: LONG_AGO },
  join: { join: told.call.id },
  lastJoin: { lastJoin: 'cancelled' },
  ghosts: { ghosts: 1 },
  closeTold: { closeTold: LONG_AGO },
  shutAt: { shutAt: LONG_AGO },
  closing: { closing: LONG_AGO },
  loopback: { loopback: true },
  scope: { scope: 0 },
  membership: { membership: { group: NO_SESSION, at: LONG_AGO } },
  hears: { hears: true },
  heard: { heard: true },
};

const JOIN_CHANGES: { readonly [K in Exclude<keyof Join, 'id'>]-?: Partial<Join> } = {
  scheme: { scheme: 'other' },
  phase: { phase: 'issued' },
  initiator: { initiator: 1 },
  target: { target: NOBODY },
  issuedAt: { issuedAt: LONG_AGO },
  settledBefore: { settledBefore: LONG_AGO },
  afterQuiet: { afterQuiet: waiting?.afterQuiet !== true },
  flags: { flags: 1 },
  callerData: { callerData: 'hello' },
  blocking: { blocking: true },
  link: { link: 1 },
  listener: { listener: 2 },
  mayRefuse: { mayRefuse: true },
  stranded: { stranded: true },
  peerGoneAt: { peerGoneAt: LONG_AGO },
  mustFail: { mustFail: { why: 'so it is' } },
  accepted: { accepted: { issuedAt: LONG_AGO, at: LONG_AGO, by: 1, socket: 1, calleeData: '' } },
  rejectedAt: { rejectedAt: LONG_AGO },
  queuedUntil: { queuedUntil: LONG_AGO },
  deferredAt: { deferredAt: LONG_AGO },
  cancelledAt: { cancelledAt: LONG_AGO },
  disturbed: { disturbed: waiting?.disturbed !== true },
  told: { told: { at: LONG_AGO, error: 'WSAEINVAL' } },
  replaces: { replaces: told.call.id },
  unclear: { unclear: true },
  after: { after: 'retryable' },
};

const MODEL_CHANGES: Readonly<Record<string, Partial<Model>>> = {
  'the latest quiet': { settledAt: LONG_AGO },
  stillness: { still: !model.still },
  messages: { messages: [] },
  strays: { strays: [] },
  tombstones: { tombstones: [] },
  'what came early': { early: [] },
  'calls in flight': { flying: new Map() },
  'open names': { byName: new Map() },
};

describe('the text of a state', () => {
  it('is one with what is remembered of each kind, and is the same each time', () => {
    expect([asker, waiting]).not.toContain(undefined);
    for (const list of [model.messages, model.strays, model.tombstones, model.early]) expect(list).toHaveLength(1);
    expect(model.flying.size).toBe(2);
    expect(text(model)).toBe(text(model));
  });

  it.each(Object.entries(SOCKET_CHANGES))('tells sockets apart by their %s', (_name, changes) => {
    const changed = changeSocket(model, asker?.id, changes);
    expect(changed).not.toEqual(model);
    expect(text(changed)).not.toBe(text(model));
  });

  it.each(Object.entries(JOIN_CHANGES))('tells joins apart by their %s', (_name, changes) => {
    const changed = changeJoin(model, waiting?.id, changes);
    expect(changed).not.toEqual(model);
    expect(text(changed)).not.toBe(text(model));
  });

  it.each(Object.entries(MODEL_CHANGES))('tells states apart by %s', (_name, changes) => {
    expect(text({ ...model, ...changes })).not.toBe(text(model));
  });

  it('tells apart what is over and what goes on', () => {
    expect(text(model, true)).not.toBe(text(model));
  });

  it('tells apart quiet that has just been, and quiet with something after it', () => {
    const quiet = { ...model, settledAt: model.index - 1 };
    expect(text({ ...quiet, index: model.index + 1 })).not.toBe(text(quiet));
  });

  const [message] = model.messages;
  const [grave] = model.tombstones;
  const [stray] = model.strays;
  const [early] = model.early;
  const MESSAGES: readonly Partial<Message>[] = [
    { data: 'other' },
    { at: LONG_AGO },
    { sender: 1 },
    { owed: [1] },
    { rootGone: true },
    { receiverOnly: true },
    { scope: 0 },
  ];
  const GRAVES: readonly Partial<Tombstone>[] = [
    { node: 'leaf-9' },
    { descriptor: 99 },
    { roles: { control: 'c_root', data: 'd_leaf' } },
    { roles: { control: 'c_leaf', data: 'd_root' } },
    { origin: 'admitted' },
    { at: LONG_AGO },
    { address: NOBODY },
    { from: told.call.id },
  ];
  const STRAYS: readonly Partial<Stray>[] = [{ target: NO_SESSION }, { verb: 'connect' }, { second: true }];

  it.each(MESSAGES)('tells messages apart: %o', (changes) => {
    const changed = message === undefined ? [] : [{ ...message, ...changes }];
    expect(text({ ...model, messages: changed })).not.toBe(text(model));
  });

  it.each(GRAVES)('tells closed sockets apart: %o', (changes) => {
    const changed = grave === undefined ? [] : [{ ...grave, ...changes }];
    expect(text({ ...model, tombstones: changed })).not.toBe(text(model));
  });

  it.each(STRAYS)('tells failed attempts apart: %o', (changes) => {
    const changed = stray === undefined ? [] : [{ ...stray, ...changes }];
    expect(text({ ...model, strays: changed })).not.toBe(text(model));
  });

  it.each([
    { node: 'leaf-9' },
    { socket: 91 },
    { event: 'FD_READ' },
    { error: 'WSAEINVAL' },
    { at: LONG_AGO },
  ] as const)('tells apart what came early: %o', (changes) => {
    const changed = early === undefined ? [] : [{ ...early, ...changes }];
    expect(text({ ...model, early: changed })).not.toBe(text(model));
  });

  it('tells calls in flight apart', () => {
    const flying = [...model.flying.values()];
    const [accept, second] = flying;
    expect(second?.standing).toMatchObject({ is: 'second' });
    const withFlights = (...changed: readonly (Flying | undefined)[]): string => {
      const entries = changed.flatMap((it) => (it === undefined ? [] : [[it.event.id, it] as const]));
      return text({ ...model, flying: new Map(entries) });
    };
    expect(withFlights(accept, second)).toBe(text(model));
    if (accept?.event.verb !== 'accept' || second === undefined) throw new Error('the story has these two in flight');
    const others: readonly Flying[] = [
      { ...accept, at: LONG_AGO },
      { event: accept.event, at: accept.at },
      { ...accept, event: { ...accept.event, node: 'leaf-9' } },
      { ...accept, event: { ...accept.event, args: { socket: told.root.socket } } },
      { ...accept, standing: { is: 'unjudged' } },
    ];
    for (const other of others) expect(withFlights(other, second)).not.toBe(text(model));
    const another = { ...second, standing: { is: 'second', join: [...model.joins.keys()][0] ?? 0 } } as const;
    expect(withFlights(accept, another)).not.toBe(text(model));
  });
});

describe('the text of a state does not depend on', () => {
  it('how many calls were made, and sockets were there, before', () => {
    const played = (before: boolean): string => {
      const { model: now } = known((s) => {
        if (before) {
          // Long enough ago for it to be forgotten.
          for (let times = 0; times < 300; times += 1) s.call('leaf-1', 'memberships', {}).gives({ groups: [] });
        }
        const root = s.root({ listens: 9 });
        s.settles();
        s.leaf('leaf-1').joins(root);
      });
      return text(now);
    };
    expect(played(true)).toBe(played(false));
  });

  it('the order of what nothing came between', () => {
    const played = (first: 'leaf-1' | 'leaf-2'): string => {
      const { model: now } = known((s) => {
        const root = s.root({ listens: 9 });
        const leaves = { 'leaf-1': s.leaf('leaf-1').joins(root), 'leaf-2': s.leaf('leaf-2').joins(root) };
        s.settles();
        const second = first === 'leaf-1' ? 'leaf-2' : 'leaf-1';
        root.accept().gives({ socket: first === 'leaf-1' ? 50 : 51, peer: leaves[first].name });
        root.accept().gives({ socket: second === 'leaf-1' ? 50 : 51, peer: leaves[second].name });
        for (const node of ['leaf-1', 'leaf-2'] as const) leaves[node].told('FD_CONNECT');
      });
      return [...text(now).matchAll(/\nj.*/gu)].map(([line]) => line.replaceAll(/ \d+/gu, '')).join('');
    };
    expect(played('leaf-1')).toBe(played('leaf-2'));
  });
});
