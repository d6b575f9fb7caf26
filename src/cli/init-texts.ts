import { SPEC_REVISION } from '../clauses/index.js';
import { KIT_VERSION } from '../run/index.js';

/** The configuration that `joinleaf init` writes: a module, whatever the repository's own package says. */
export const CONFIG_FILE = 'joinleaf.config.mjs';
/** The list of known failures that `joinleaf init` writes. */
export const LIST_FILE = 'joinleaf-known-failures.yaml';
/** The workflow that `joinleaf init` writes. */
export const WORKFLOW_FILE = '.github/workflows/joinleaf.yml';

/** The configuration for a provider. */
export function configText(provider: string): string {
  return `/**
 * How joinleaf certifies the provider of this repository. joinleaf certify --help tells what can be set, and
 * --print-config what holds.
 *
 * @type {import('joinleaf').Config}
 */
export default {
  provider: ${quoted(provider)},
  // A later kit may check more than this revision of the specification does. Name a newer one, and it will.
  specRevision: '${SPEC_REVISION}',
  knownFailures: './${LIST_FILE}',
};
`;
}

/** The workflow that certifies with each change; npm's packages are installed where the repository has some. */
export function workflowText(npm: 'locked' | 'unlocked' | undefined): string {
  const install = npm === undefined ? '' : `      - run: npm ${npm === 'locked' ? 'ci' : 'install'}\n`;
  return `name: joinleaf

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  certify:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 22
${install}      # What the provider's build needs comes before this.
      - run: >-
          npx --yes joinleaf@${KIT_VERSION} certify --out joinleaf-out
          --report junit=joinleaf-out/junit.xml markdown=$GITHUB_STEP_SUMMARY
      - if: \${{ !cancelled() }}
        uses: actions/upload-artifact@v4
        with:
          name: joinleaf
          path: joinleaf-out/
`;
}

function quoted(text: string): string {
  const escaped = text.replace(/[\\']/gu, '\\$&').replace(/\r?\n/gu, ' ');
  return `'${escaped}'`;
}
