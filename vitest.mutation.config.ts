import { defineConfig } from 'vitest/config';

/** The tests that speak about the oracle and the clauses, with few random runs: they are run once for each mutant. */
export default defineConfig({
  test: {
    include: ['src/oracle/**/*.test.ts', 'src/clauses/**/*.test.ts'],
    exclude: ['src/oracle/edits.test.ts'],
    env: { JOINLEAF_RUNS: '60' },
    pool: 'threads',
    isolate: false,
    testTimeout: 60_000,
  },
});
