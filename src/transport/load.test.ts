import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProvider, referenceProviders } from './load.js';

let cwd = '';
const GOOD = `{ name: 'good', version: '1', open() {},
  capabilities: { schemes: [], dataPlanes: [], entries: [], features: [] } }`;

beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'joinleaf-load-'));
});
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function module(name: string, text: string): string {
  writeFileSync(path.join(cwd, name), text);
  return `module:./${name}`;
}

describe('loading a provider', () => {
  it('finds those that come with the kit', async () => {
    expect(referenceProviders()).toContain('reference:memory');
    const loaded = await loadProvider('reference:memory');
    expect(loaded).toHaveProperty('provider.capabilities.schemes', ['invite', 'admit', 'nonrooted']);
  });

  it.each([
    ['by-name.mjs', `export const provider = ${GOOD};`],
    ['by-default.mjs', `export default ${GOOD};`],
    ['maker.mjs', `export async function createProvider() { return ${GOOD}; }`],
    [
      'class.mjs',
      `class P { name = 'good'; version = '1'; capabilities = (${GOOD}).capabilities; open() {} }
       export const provider = new P();`,
    ],
  ])('takes what %s exports', async (name, text) => {
    const loaded = await loadProvider(module(name, text), { cwd });
    expect(loaded).toHaveProperty('provider.name', 'good');
  });

  it('takes absolute paths and file URLs', async () => {
    module('absolute.mjs', `export const provider = ${GOOD};`);
    const file = path.join(cwd, 'absolute.mjs');
    expect(await loadProvider(`module:${file}`)).toHaveProperty('provider');
    expect(await loadProvider(`module:${pathToFileURL(file).href}`)).toHaveProperty('provider');
  });

  it('passes the interface on', async () => {
    const name = module('options.mjs', `export const createProvider = (o) => ({ ...(${GOOD}), name: o.interface });`);
    expect(await loadProvider(name, { cwd, interface: 'eth7' })).toHaveProperty('provider.name', 'eth7');
    const plain = module('no-options.mjs', `export const provider = ${GOOD};`);
    const refused = await loadProvider(plain, { cwd, interface: 'eth7' });
    expect(refused).toHaveProperty('wrong', expect.stringContaining('an interface cannot be chosen'));
  });

  it('does not wait for ever', async () => {
    const name = module('hangs.mjs', `export const createProvider = () => new Promise(() => {});`);
    expect(await loadProvider(name, { cwd, loadMs: 30 })).toEqual({
      wrong: 'module:./hangs.mjs: the module has not finished loading after 30 ms',
    });
  });

  it.each(['', 'memory', 'reference:', 'reference:..', 'reference:mutants/../memory', 'module:', 'execute:./x', ':'])(
    'does not know %j',
    async (specifier) => {
      const loaded = await loadProvider(specifier);
      expect(loaded).toHaveProperty('wrong', expect.stringContaining('known are reference:memory'));
    },
  );
});
