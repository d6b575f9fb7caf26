import { describe, expect, it } from 'vitest';
import { isClauseId, isRulingId, ruling, RULING_IDS } from './index.js';

describe('the rulings', () => {
  it('are numbered from 1 to 29', () => {
    expect(RULING_IDS).toEqual(Array.from({ length: 29 }, (_, n) => `R${n + 1}`));
  });

  it('are known from other texts', () => {
    expect(['R1', 'R29', 'R0', 'R30', '1', 'valueOf'].filter(isRulingId)).toEqual(['R1', 'R29']);
  });

  it('have a title each of their own', () => {
    expect(new Set(RULING_IDS.map((id) => ruling(id).title)).size).toBe(RULING_IDS.length);
  });

  it.each(RULING_IDS)('%s bears on clauses that there are', (id) => {
    const { clauses, text } = ruling(id);
    expect(clauses.length).toBeGreaterThan(0);
    expect(clauses.filter((one) => !isClauseId(one))).toEqual([]);
    expect(text).toMatch(/^[A-Z].{30,}\.$/);
  });
});
