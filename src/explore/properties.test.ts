import { describe, expect, it } from 'vitest';
import { createProvider } from '../../reference/memory/index.js';
import { CLAUSE_IDS } from '../clauses/index.js';
import { DEFAULT_LIMITS, type Provider } from '../port/index.js';
import { parseReplay, type CaseRecord } from '../run/index.js';
import { succeeded, type Trace } from '../trace/index.js';
import type { Recipe } from './draw-plans.js';
import { orderings } from './orderings.js';
import { PROPERTIES } from './properties.js';
import type { CheckOptions, Property } from './property.js';
import { BASE } from './recipes.js';

const reference = createProvider();
const options: Omit<CheckOptions, 'provider'> = { seed: 20, runs: 25, limits: DEFAULT_LIMITS };

/** Says FD_CONNECT as soon as a join is issued. */
const hasty = createProvider({
  name: 'hasty',
  around(open, setup) {
    const testbed = open(setup);
    return {
      ...testbed,
      joinLeaf(node, args) {
        const result = testbed.joinLeaf(node, args);
        if (result instanceof Promise || !succeeded(result)) return result;
        setup.indicate({ node, socket: args.socket, event: 'FD_CONNECT', error: 'NO_ERROR' });
        return result;
      },
    };
  },
});

function named(id: string): Property {
  const found = PROPERTIES.find((it) => it.id === id);
  if (found === undefined) throw new Error(`there is no property ${id}`);
  return found;
}

function check(id: string, provider: Provider, more: Partial<CheckOptions> = {}): Promise<CaseRecord> {
  return named(id).check({ ...options, provider, ...more });
}

function joinsIn(trace: Trace): number {
  return trace.filter((event) => event.kind === 'call' && event.verb === 'joinLeaf').length;
}

describe('PROPERTIES', () => {
  it('have ids and names of their own, and clauses of the catalogue', () => {
    expect(new Set(PROPERTIES.map(({ id }) => id)).size).toBe(PROPERTIES.length);
    expect(new Set(PROPERTIES.map(({ name }) => name)).size).toBe(PROPERTIES.length);
    for (const { clauses } of PROPERTIES) expect(CLAUSE_IDS).toEqual(expect.arrayContaining([...clauses]));
  });

  it.each(PROPERTIES.map(({ id }) => id))('%s holds for the reference provider', async (id) => {
    const record = await check(id, reference);
    expect(record.violations).toEqual([]);
    expect(record).toMatchObject({ outcome: 'passed', executions: 25, id });
  });

  it('apply by what is claimed', () => {
    const modest = createProvider({ capabilities: { schemes: ['nonrooted'] } }).capabilities;
    const nothing = createProvider({ capabilities: { schemes: [] } }).capabilities;
    const small = createProvider({ capabilities: { maxNodes: 2 } }).capabilities;
    const applying = (capabilities: typeof modest) =>
      PROPERTIES.filter((it) => it.applies(capabilities)).map(({ id }) => id);
    expect(applying(reference.capabilities)).toHaveLength(PROPERTIES.length);
    expect(applying(nothing)).toEqual([]);
    expect(applying(modest)).toContain('orderings/nonrooted');
    expect(applying(modest)).not.toContain('orderings/root-gone');
    expect(applying(small)).not.toContain('orderings/both-ways');
  });

  it.each([
    ['invite', 'JOIN-2.6'],
    ['admit', 'JOIN-3.6'],
  ] as const)('by %s, catch a provider that is hasty in few moves, for %s', async (scheme, clause) => {
    const weights = { invite: 3, ask: 3, accept: 2, leave: 1, say: 1, deliver: 2 };
    const recipe: Recipe = { ...BASE, schemes: [scheme], weights, oddGuests: false, endings: ['stays'] };
    const property = orderings({ id: 'hasty', name: 'Nobody is hasty', clauses: [clause], recipe });
    const record = await property.check({ ...options, provider: hasty, runs: 100 });
    expect(record.outcome).toBe('violated');
    expect(record.violations[0]?.clause).toBe(clause);
    expect(joinsIn(record.trace)).toBe(1);
    expect(record.violations[0]?.at).toBeLessThan(25);
  });

  it('reproduces a counterexample byte for byte from its token', async () => {
    const first = await check('orderings/admit', hasty, { runs: 100 });
    const token = parseReplay(first.replay);
    const { name, version } = hasty;
    expect(token).toMatchObject({ replay: { case: 'orderings/admit', provider: { name, version }, seed: 20 } });
    const path = 'replay' in token ? token.replay.path : undefined;
    const again = await check('orderings/admit', hasty, path === undefined ? {} : { path });
    expect(JSON.stringify(again.trace)).toBe(JSON.stringify(first.trace));
    expect(again).toMatchObject({ replay: first.replay, executions: 1 });
  });

  it('gives the same record for the same seed', async () => {
    const [a, b] = [await check('orderings/confluence', reference), await check('orderings/confluence', reference)];
    expect(JSON.stringify(a)).toBe(JSON.stringify(b));
  });
});
