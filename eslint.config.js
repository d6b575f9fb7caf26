import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const NODE = Object.fromEntries(
  [
    'console',
    'process',
    'queueMicrotask',
    'setImmediate',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'structuredClone',
    'URL',
    'Buffer',
  ].map((name) => [name, 'readonly']),
);
const TESTS = ['**/*.test.ts', '**/testing/**'];
const NO_DEFAULT_EXPORT = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Export by name.' },
];
const OURS_ALONE = 'Only src/cli talks to the console and the process; pass what is needed as a value.';
const NO_PROCESS = { name: 'process', message: OURS_ALONE };
const TIMERS = ['setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
  name,
  message: 'Time is not evidence: ask the run to settle.',
}));

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'reports/', 'joinleaf-out/', 'joinleaf-docs/']),
  eslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...NO_DEFAULT_EXPORT],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: NODE },
  },
  {
    files: ['**/*.{ts,tsx,cts}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A flow is a generator also where it has nothing to wait for yet.
      'require-yield': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      '@typescript-eslint/prefer-optional-chain': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // reference/multicast and reference/rooted are left out: their nodes are processes.
    files: ['{src,steps}/**/*.{ts,tsx}', 'reference/{memory,mutants}/**/*.ts'],
    ignores: ['src/cli/**', 'src/transport/system.ts', 'steps/source-maps.ts', ...TESTS],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', NO_PROCESS],
      'no-restricted-imports': [
        'error',
        ...['process', 'console'].flatMap((name) => [forbid(name), forbid(`node:${name}`)]),
      ],
    },
  },
  {
    files: ['{steps,src/oracle}/**/*.ts'],
    ignores: ['steps/source-maps.ts', ...TESTS],
    rules: { 'no-restricted-globals': ['error', NO_PROCESS, ...TIMERS] },
  },
  {
    // Tests stand in for providers, which may be async without waiting for anything.
    files: ['**/*.test.ts', '{src,reference,steps}/**/testing/**/*.ts', 'test/**/*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    // Their tools ask for a default export.
    files: ['*.config.{js,mjs,ts}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);

function forbid(name) {
  return { name, message: OURS_ALONE };
}
