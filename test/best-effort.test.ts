import { describe, expect, it } from 'vitest';
import { createProvider, type Rules } from '../reference/memory/index.js';
import { certify, type ClauseId } from '../src/index.js';

const CLAUSES: readonly ClauseId[] = ['TAXONOMY-3', 'TAXONOMY-4', 'JOIN-4.4', 'LOOPBACK-1', 'USING-19'];

/** Session data that is lost, one copy in ten, always the same ones. */
function lossy(): Rules['passage'] {
  let state = 1;
  return (kind) => {
    if (kind !== 'data') return 'in-order';
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 16 < 6554 ? 'lost' : 'in-order';
  };
}

async function verdictOn(dataDelivery: 'reliable' | 'best-effort', rules: Partial<Rules>): Promise<string> {
  const provider = createProvider({ capabilities: { dataDelivery }, rules });
  const { verdict, failures } = await certify({ provider, clauses: CLAUSES, runs: 20 });
  return [verdict, ...new Set(failures.map(({ clause }) => clause))].join(' ');
}

describe('session data that may be lost', () => {
  it('is no fault where that is claimed', async () => {
    expect(await verdictOn('best-effort', { passage: lossy() })).toBe('conformant');
  });

  it('is one where it is not', async () => {
    expect(await verdictOn('reliable', { passage: lossy() })).toMatch(/^nonconformant /u);
  });

  it('is one where none of the copies arrives', async () => {
    const passage: Rules['passage'] = (kind) => (kind === 'data' ? 'lost' : 'in-order');
    expect(await verdictOn('best-effort', { passage })).toMatch(/^nonconformant .*JOIN-5.3/u);
  });

  it('may arrive more than once, and to nobody whom it is not for', async () => {
    const twice: Rules['passage'] = (kind) => (kind === 'data' ? 'twice' : 'in-order');
    expect(await verdictOn('best-effort', { passage: twice })).toBe('conformant');
    expect(await verdictOn('best-effort', { planeCarries: () => true })).toMatch(/^nonconformant .*TAXONOMY-3/u);
  });
});
