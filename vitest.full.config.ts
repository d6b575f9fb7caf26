import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.config.js';

// What the tests do by samples, they do here in full: npm run fuzz, npm run selftest:stdio, npm run selftest:explore.
export default mergeConfig(
  config,
  defineConfig({
    test: {
      env: { JOINLEAF_FUZZ: '100000', JOINLEAF_FUZZ_SESSIONS: '2000', JOINLEAF_ALL_MUTANTS: '1' },
    },
  }),
);
