import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { node } from './command.js';

const MAIN = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));

let folder = '';
const joinleaf = (...args: readonly string[]) => node(folder, MAIN, ...args);
const written = (name: string, text: string): void => {
  writeFileSync(path.join(folder, name), text);
};
const printed = async (...args: readonly string[]): Promise<unknown> => {
  const { code, stdout: out, stderr: err } = await joinleaf(...args, '--print-config');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-config-'));
  written('package.json', '{ "type": "module" }');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a configuration file', () => {
  const ts = `import { defineConfig, type Config } from 'joinleaf';
    const seed: number = 7;
    export default defineConfig({ provider: 'reference:memory', seed, clause: ['JOIN-3.3'] }) satisfies Config;`;
  const js = `export default { provider: 'reference:memory', seed: 7, clause: ['JOIN-3.3'] };`;
  const json = `{ "$schema": "x", "provider": "reference:memory", "seed": 7, "clause": ["JOIN-3.3"] }`;

  it.each([
    ['joinleaf.config.ts', ts],
    ['joinleaf.config.js', js],
    ['joinleaf.config.json', json],
  ])('may be %s', async (name, text) => {
    written(name, text);
    expect(await printed('certify')).toMatchObject({ provider: 'reference:memory', seed: 7, clause: ['JOIN-3.3'] });
    expect(await printed('replay', 'token')).toEqual({ provider: 'reference:memory', runs: 100 });
  });

  it('says what the command line does not say', async () => {
    written('joinleaf.config.json', `{ "provider": "reference:memory", "seed": 7, "runs": 3, "json": true }`);
    const settings = await printed('certify', '--seed', '8', '--no-json');
    expect(settings).toMatchObject({ provider: 'reference:memory', seed: 8, runs: 3, json: false, level: 'full' });
    expect(await printed('certify', '--no-config')).toMatchObject({ seed: 1, runs: 100 });
    written('again.json', JSON.stringify(settings));
    expect(await printed('certify', '--config', 'again.json')).toEqual(settings);
  });

  it('is obeyed by a run', async () => {
    written('joinleaf.config.json', `{ "provider": "reference:memory", "clause": ["JOIN-3.3"], "runs": 2 }`);
    const { code, stdout: out } = await joinleaf('certify', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ filter: ['JOIN-3.3'], runs: 2, verdict: 'conformant' });
  });

  it('names files from where it lies itself', async () => {
    mkdirSync(path.join(folder, 'ci'));
    written('ci/joinleaf.config.json', `{ "provider": "module:./mine.js", "out": "out" }`);
    expect(await printed('certify', '--config', 'ci/joinleaf.config.json')).toMatchObject({
      provider: `module:${path.join(folder, 'ci', 'mine.js')}`,
      out: path.join(folder, 'ci', 'out'),
    });
  });

  it.each([
    ['joinleaf.config.json', '{ "provider": ', 'joinleaf.config.json: it cannot be loaded: SyntaxError'],
    ['joinleaf.config.json', '{ "porvider": "x" }', `there is no setting 'porvider'; did you mean provider?`],
    ['joinleaf.config.json', '{ "seed": -1 }', 'joinleaf.config.json: seed: It has to be a whole number from 0'],
    ['joinleaf.config.json', '[]', 'joinleaf.config.json: '],
    ['joinleaf.config.js', 'throw new Error("not today")', 'it cannot be loaded: not today'],
    ['joinleaf.config.js', 'export const provider = 1;', 'exports its settings as default'],
    ['joinleaf.config.ts', 'export default { level: "most" as string };', 'level: Allowed choices are core, full.'],
    ['joinleaf.config.ts', 'export default {', 'it cannot be loaded: '],
  ])('%s is told in one line what is wrong with %s', async (name, text, complaint) => {
    written(name, text);
    const { code, stdout: out, stderr: err } = await joinleaf('certify');
    expect(err).toContain(complaint);
    expect(err.trim().split('\n'), err).toHaveLength(1);
    expect([code, out]).toEqual([2, '']);
  });

  it('has to be one, and has to be there', async () => {
    written('joinleaf.config.json', '{}');
    written('joinleaf.config.js', js);
    const two = await joinleaf('certify');
    expect([two.code, two.stderr]).toEqual([
      2,
      'joinleaf: there are several configuration files: joinleaf.config.js, joinleaf.config.json\n',
    ]);
    const none = await joinleaf('certify', '--config', 'other.json');
    expect([none.code, none.stderr]).toEqual([2, 'joinleaf: there is no configuration file other.json\n']);
  });
});
