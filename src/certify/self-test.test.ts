import { describe, expect, it } from 'vitest';
import { MUTANTS } from '../../reference/mutants/all.js';
import { CLAUSE_IDS } from '../clauses/index.js';
import { MONITORS } from '../oracle/index.js';
import { DEFAULT_LIMITS } from '../port/index.js';
import type { CaseRecord } from '../run/index.js';
import { runFeatures } from './features.js';
import { selfTest, specimenNames } from './self-test.js';

/** For each monitor a mutant that no other one finds. */
const NEEDED: Readonly<Record<string, string>> = {
  claims: 'no-way-in',
  making: 'leaves-need-no-support',
  listening: 'unbound-listens',
  starting: 'plain-socket-joins',
  overtaken: 'joins-twice',
  binding: 'stays-unbound',
  requests: 'invited-leaf-not-told',
  accepting: 'accept-unsupported',
  completion: 'told-on-the-link',
  blocking: 'blocking-does-not-wait',
  pending: 'pending-link-sends',
  closing: 'one-for-all',
  'session data': 'always-loops-back',
  settings: 'callee-data-lost',
  groups: 'sender-reports-membership',
  events: 'masks-add-up',
  descriptors: 'closed-but-alive',
};

/** A few feature files, each with a mutant that no other file has a scenario for. */
const FILES: readonly (readonly [file: string, mutant: string])[] = [
  ['features/joining-multipoint-leaves/1-two-roles.feature', 'no-d-leaf-root'],
  ['features/listening/1-listening.feature', 'backlog-off-by-one'],
  ['features/ip-multicast/3-scope.feature', 'scope-ignored'],
  ['features/closing/1-closing.feature', 'closed-but-alive'],
];

describe('the self-test', () => {
  it('has a mutant for every monitor', () => {
    expect(Object.keys(NEEDED).sort()).toEqual(MONITORS.map(({ name }) => name).sort());
  });

  it.each(Object.entries(NEEDED))('misses the monitor of %s', async (monitor, mutant) => {
    const options = { only: [mutant], scenarios: 'meant' } as const;
    expect(await selfTest(options)).toMatchObject({ ok: true });
    expect(await selfTest({ ...options, withoutMonitors: [monitor] })).toMatchObject({ ok: false });
  });

  it.each(FILES)('misses %s', async (file, mutant) => {
    const options = { only: [mutant], scenarios: 'meant' } as const;
    expect(await selfTest(options)).toMatchObject({ ok: true });
    expect(await selfTest({ ...options, withoutFeatures: [file] })).toMatchObject({ ok: false });
  });

  it('knows its specimens, and is not content with none', async () => {
    expect(await specimenNames()).toEqual(expect.arrayContaining(['memory', 'coalescing', 'backlog-off-by-one']));
    expect(await selfTest({ only: [] })).toEqual({ ok: false, rows: [] });
  });

  it('finds an ordering that breaks a clause, and tells of each provider', async () => {
    const told: string[] = [];
    const tested = await selfTest({
      only: ['three-at-once', 'immediate'],
      onAssessed: ({ name, fate }) => void told.push(`${name} ${fate}`),
    });
    expect(tested.ok).toBe(true);
    expect(told.sort()).toEqual(['immediate conformant', 'three-at-once caught']);
  });
});

describe('what only an ordering can reveal', () => {
  const hidden = MUTANTS.filter(({ by }) => by === 'property').map(({ name, provider }) => ({ name, provider }));

  it.each(hidden)('$name is caught by no scenario', async ({ provider }) => {
    const violated: string[] = [];
    const record = ({ id, outcome }: CaseRecord): void => void (outcome === 'violated' && violated.push(id));
    const limits = DEFAULT_LIMITS;
    await runFeatures(
      { provider, seed: 1, limits, record },
      { clauses: CLAUSE_IDS },
      {
        planned: () => undefined,
        lost: () => undefined,
      },
    );
    expect(violated).toEqual([]);
  });
});
