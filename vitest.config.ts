import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,reference,steps,real,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**'],
    globalSetup: ['test/leftovers.ts'],
    // Test files share a thread and its modules: four times faster, and it holds as long as no test leaves state behind.
    pool: 'threads',
    isolate: false,
    // Most of the longer tests wait for processes that they have started.
    maxWorkers: '100%',
    // Against hanging alone: on a machine busy with other work a test may take twenty times as long as on a quiet one.
    testTimeout: 10 * 60_000,
    hookTimeout: 10 * 60_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/vitest.json' },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**'],
      reporter: ['text', 'html'],
    },
  },
});
