// npm run mutation                                                   all of the oracle and the clauses: about an hour
// npm run mutation -- --mutate src/oracle/monitors/requests.ts       one file
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['src/oracle/**/*.ts', 'src/clauses/**/*.ts', '!src/**/*.test.ts', '!src/**/testing/**', '!src/**/index.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  plugins: ['@stryker-mutator/vitest-runner', '@stryker-mutator/typescript-checker'],
  checkers: ['typescript'],
  tsconfigFile: 'tsconfig.mutation.json',
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  inPlace: false,
  tempDirName: 'reports/stryker-tmp',
  ignorePatterns: ['dist', 'coverage', 'reports', 'joinleaf-out', 'features', 'adapters'],
  reporters: ['clear-text', 'progress', 'html'],
  clearTextReporter: { allowColor: false, logTests: false },
  htmlReporter: { fileName: 'reports/mutation.html' },
  thresholds: { high: 95, low: 90, break: 90 },
};
