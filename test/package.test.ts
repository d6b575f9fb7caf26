import { copyFile, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { node, npm, type Ended } from './command.js';
import { snippet } from './pages.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// What somebody gets who installs the package in a folder of their own, away from this repository.
describe('the package, installed elsewhere', () => {
  let home: string;
  let contents: readonly string[];

  beforeAll(async () => {
    home = await realpath(await mkdtemp(path.join(tmpdir(), 'joinleaf-')));
    succeeded(await npm(ROOT, 'run', 'build'));
    succeeded(await npm(ROOT, 'pack', '--ignore-scripts', '--pack-destination', home));
    const tarball = (await readdir(home)).find((file) => file.endsWith('.tgz')) ?? 'no tarball';
    await writeFile(path.join(home, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    await copyFile(path.join(ROOT, 'docs', 'examples', 'minimal-provider.js'), path.join(home, 'my-provider.js'));
    succeeded(await npm(home, 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`));
    const installed = await readdir(path.join(home, 'node_modules', 'joinleaf'), { recursive: true });
    contents = installed.map((file) => file.split(path.sep).join('/'));
  });

  afterAll(async () => {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  it('says its version', async () => {
    const { stdout } = succeeded(await joinleaf('--version'));
    const manifest: unknown = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
    expect(manifest).toHaveProperty('version', stdout.trim());
  });

  it('certifies a provider from a file', async () => {
    const { stdout } = succeeded(await joinleaf('certify', '--provider', 'module:./my-provider.js'));
    expect(stdout).not.toBe('');
  });

  it('can be imported', async () => {
    const lines = [
      `import * as kit from 'joinleaf';`,
      `import * as forProviders from 'joinleaf/provider';`,
      `console.log(typeof kit.certify, typeof forProviders);`,
    ];
    await writeFile(path.join(home, 'user.mjs'), lines.join('\n'));
    expect(succeeded(await node(home, 'user.mjs')).stdout.trim()).toBe('function object');
  });

  it('brings its types along', async () => {
    const lines = [
      `import { certify } from 'joinleaf';`,
      `import type { Provider } from 'joinleaf/provider';`,
      `type IsAny<T> = 0 extends 1 & T ? true : false;`,
      `export const untyped: readonly [IsAny<typeof certify>, IsAny<Provider>] = [false, false];`,
    ];
    await writeFile(path.join(home, 'user.ts'), lines.join('\n'));
    const tsc = path.join(ROOT, 'node_modules', 'typescript', 'lib', 'tsc.js');
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
    succeeded(await node(home, tsc, ...options, 'user.ts'));
  });

  it('has tests for a suite of Vitest', async () => {
    // Vitest is the user's own; the one of this repository stands in for it.
    await symlink(path.join(ROOT, 'node_modules', 'vitest'), path.join(home, 'node_modules', 'vitest'), 'junction');
    const right = snippet('docs/test-runners.md', 'js', 0).replace(
      "level: 'core', runs: 50",
      "clauses: ['JOIN-3.6', 'JOIN-2.6', 'USING-22'], runs: 5",
    );
    await writeFile(path.join(home, 'right.test.js'), right);
    const wrong = right
      .replace('conformance(provider', 'conformance(early')
      .replace(`import { provider }`, `import { provider as minimal }`)
      .replace('conformance(early', `${EARLY}\nconformance(early`);
    await writeFile(path.join(home, 'wrong.test.js'), wrong);
    const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
    const { code, stdout } = await node(home, vitest, 'run', '--root', home, '--reporter', 'json');
    expect(code).toBe(1);
    const tests = (file: string) =>
      (JSON.parse(stdout.slice(stdout.indexOf('{"'))) as VitestReport).testResults
        .filter(({ name }) => name.endsWith(file))
        .flatMap(({ assertionResults }) => assertionResults);
    const status = (file: string, start: string) => tests(file).find(({ title }) => title.startsWith(start))?.status;
    expect(tests('right.test.js').length).toBeGreaterThan(4);
    expect(tests('right.test.js').filter((one) => one.status === 'failed')).toEqual([]);
    expect(status('right.test.js', 'JOIN-3.6')).toBe('passed');
    // The provider does not invite, and nothing can test the other one.
    expect([status('right.test.js', 'JOIN-2.6'), status('right.test.js', 'USING-22')]).toEqual(['skipped', 'skipped']);
    const failed = tests('wrong.test.js').find(({ title }) => title.startsWith('JOIN-3.6'));
    expect(failed).toMatchObject({ status: 'failed' });
    expect(failed?.failureMessages.join('\n')).toMatch(
      /expected {2}.*\nsaw {7}.*[\s\S]*✗ here\nreplay {4}joinleaf replay /u,
    );
  });

  it('has features and steps for a project of Cucumber', async () => {
    const profile = snippet('docs/test-runners.md', 'js', 1).replace("level: 'core'", "clauses: ['JOIN-3.3']");
    expect(profile).toContain('JOIN-3.3');
    await writeFile(path.join(home, 'cucumber.mjs'), profile);
    const cucumber = path.join(home, 'node_modules', '@cucumber', 'cucumber', 'bin', 'cucumber.js');
    const { stdout } = succeeded(await node(home, cucumber, '--format', 'summary'));
    expect(stdout).toMatch(/^[1-9]\d* scenarios? \(.*[1-9]\d* passed\)$/mu);
    expect(stdout).not.toMatch(/undefined|ambiguous|failed/u);
  });

  it('begins an adapter', async () => {
    succeeded(await joinleaf('adapter', 'init', '--lang', 'python', 'mine'));
    expect(await readdir(path.join(home, 'mine'))).toContain('joinleaf_adapter.py');
  });

  it('has what is needed, and nothing else', () => {
    expect(contents).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'features', 'dist/src/index.d.ts', 'dist/src/provider.d.ts']),
    );
    // What stands in adapters/ is to be read and to be taken over: its tests and sources belong to it.
    const compiled = contents.filter((file) => !file.startsWith('adapters/'));
    expect(compiled.filter((file) => /\.test\.|\.tsbuildinfo$|^(?:test|bench|\.ci)\//u.test(file))).toEqual([]);
    expect(compiled.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
    expect(contents.filter((file) => /__pycache__|^adapters\/c\/(?:tiny_provider|test_json)$/u.test(file))).toEqual([]);
  });

  function joinleaf(...args: readonly string[]): Promise<Ended> {
    return npm(home, 'exec', '--offline', '--', 'joinleaf', ...args);
  }
});

/** The example provider, which tells a leaf that it has been admitted as soon as it asks. */
const EARLY = `const early = {
  ...minimal,
  name: 'early',
  open: (setup) => {
    const bed = minimal.open(setup);
    const joinLeaf = (node, args) => {
      const result = bed.joinLeaf(node, args);
      if ('ok' in result) {
        setup.indicate({ node, socket: args.socket, event: 'FD_CONNECT', error: 'NO_ERROR' });
      }
      return result;
    };
    return { ...bed, joinLeaf };
  },
};`;

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** What ended well; or else an error that shows all that was said. */
function succeeded(ended: Ended): Ended {
  expect(ended, `exit code ${ended.code}\n${ended.stdout}\n${ended.stderr}`).toMatchObject({ code: 0 });
  return ended;
}
