import { describe, expect, it } from 'vitest';
import { createProvider, type Variation } from '../../../reference/memory/index.js';
import { DEFAULT_LIMITS } from '../../port/index.js';
import { scopeOf, type Scope } from '../graph/index.js';
import { possibilities } from './sometimes.js';
import { tour } from './tour.js';

// That something is possible is checked on the reference. A check that cannot fail shows nothing: so for each fact there
// is a provider here of which it can never be seen. Some are faulty, some only odd; nobody judges them.

const info = { id: 'sometimes', name: 'Sometimes', clauses: [] };

const turnsAway: Variation = { rules: { mayAsk: () => false } };
const neverRefuses: Variation = {
  rules: { outcomeTold: (_join, error) => (error === 'WSAECONNREFUSED' ? 'WSAETIMEDOUT' : error) },
};
const neverFails: Variation = { rules: { outcomeTold: () => 'NO_ERROR' } };
const hasNoSession: Variation = { rules: { sessionExists: () => false } };
const isImmediate: Variation = { rules: { passage: () => 'at-once' } };
const rejectsForDeferring: Variation = {
  rules: { deferral: () => ({ acceptor: 'WSAECONNREFUSED', stays: 'gone', told: 'WSAECONNREFUSED' }) },
};
const neverInvites: Variation = {
  around(open, setup) {
    const bed = open(setup);
    return { ...bed, joinLeaf: (node, args) => (node === 'root' ? { error: 'WSAEINVAL' } : bed.joinLeaf(node, args)) };
  },
};

const INVITE = scopeOf('invite', 1, 'standard');
const ADMIT = scopeOf('admit', 1, 'thorough');
const NONROOTED = scopeOf('nonrooted', 1, 'standard');
const BOTH = scopeOf('invite+admit', 2, 'quick');

const MISSED: readonly (readonly [what: string, scope: Scope, variation: Variation])[] = [
  ['an invitation is indicated', INVITE, turnsAway],
  ['an invitation succeeds', INVITE, turnsAway],
  ['an invitation is refused', INVITE, neverRefuses],
  ['a request is indicated', ADMIT, turnsAway],
  ['a request succeeds', ADMIT, turnsAway],
  ['a request is refused', ADMIT, neverRefuses],
  ['a nonrooted join succeeds', NONROOTED, hasNoSession],
  ['WSPJoinLeaf answers WSAEALREADY', NONROOTED, isImmediate],
  ['WSPJoinLeaf answers WSAEISCONN', NONROOTED, hasNoSession],
  ['a request is deferred', ADMIT, rejectsForDeferring],
  ['the root is told that a leaf has left', ADMIT, turnsAway],
  ['a member is told of the end', INVITE, turnsAway],
  ['an admitted leaf is told of the end', ADMIT, turnsAway],
  ['an acceptance crosses the calling off of its invitation', INVITE, isImmediate],
  ['a leaf learns that it was admitted after the root has closed', ADMIT, isImmediate],
  ['a request fails as the root has closed', ADMIT, neverFails],
  ['the root invites while a request waits', BOTH, neverInvites],
];

async function seenOn(scope: Scope, variation: Variation): Promise<ReadonlyMap<string, boolean>> {
  const provider = createProvider({ name: 'odd', ...variation });
  const done = await tour(scope, { provider, seed: 1, limits: DEFAULT_LIMITS, info, monitors: [] });
  expect(done.ended).toBe('complete');
  return new Map(possibilities(done).map(({ what, seen }) => [what, seen]));
}

const sound = new Map<Scope, ReturnType<typeof seenOn>>();

/** What is seen of the reference; it goes along each map once. */
function seenOfReference(scope: Scope): ReturnType<typeof seenOn> {
  const seen = sound.get(scope) ?? seenOn(scope, {});
  sound.set(scope, seen);
  return seen;
}

describe('what has to be possible', () => {
  it.each(MISSED)('%s: is missed where it never comes about', async (what, scope, variation) => {
    const seen = await seenOn(scope, variation);
    expect(seen.get(what)).toBe(false);
    expect((await seenOfReference(scope)).get(what)).toBe(true);
  });

  it('is known to be missed, all of it', async () => {
    const facts = await Promise.all([INVITE, ADMIT, NONROOTED, BOTH].map(seenOfReference));
    expect([...new Set(facts.flatMap((it) => [...it.keys()]))].sort()).toEqual(MISSED.map(([what]) => what).sort());
  });
});
