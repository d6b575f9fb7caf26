import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exportsOf, globalsIn, importsOf, packageOf, sourcesIn, targetOf, textOf, type Import } from './imports.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Who may knock at which door. A room is a folder, or one of the two public entries; a file may import from its own
 * room and from those that its row names. A door that nobody uses is to be taken out of its row.
 */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  'src/spi': [],
  'src/clauses': ['src/spi'],
  'src/trace': ['src/spi'],
  'src/port': ['src/spi', 'src/trace'],
  'src/transport': ['src/port', 'src/trace', 'src/spi'],
  'src/oracle': ['src/clauses', 'src/trace', 'src/spi'],
  'src/run': ['src/oracle', 'src/port', 'src/trace', 'src/clauses', 'src/spi'],
  'src/explore': ['src/run', 'src/oracle', 'src/port', 'src/trace', 'src/clauses', 'src/spi'],
  'src/certify': ['src/explore', 'src/run', 'src/oracle', 'src/port', 'src/trace', 'src/clauses', 'src/spi'],
  'src/report': ['src/certify', 'src/clauses', 'src/trace', 'src/spi'],
  'src/certificate': ['src/report', 'src/certify', 'src/run', 'src/clauses', 'src/trace'],
  'src/config': ['src/certify', 'src/transport', 'src/port', 'src/clauses'],
  'src/site': ['src/report', 'src/certify', 'src/oracle', 'src/clauses', 'src/trace'],
  'src/cli': [
    'src/certificate',
    'src/site',
    'src/config',
    'src/report',
    'src/certify',
    'src/run',
    'src/oracle',
    'src/transport',
    'src/port',
    'src/trace',
    'src/clauses',
    'src/spi',
  ],
  'src/index.ts': [
    'src/config',
    'src/report',
    'src/certify',
    'src/explore',
    'src/run',
    'src/oracle',
    'src/transport',
    'src/port',
    'src/trace',
    'src/clauses',
    'src/spi',
  ],
  'src/runners': ['src/index.ts'],
  'src/provider.ts': ['src/port', 'src/trace', 'src/spi'],
  'reference/memory': ['src/provider.ts'],
  'reference/multicast': ['src/provider.ts'],
  'reference/rooted': ['src/provider.ts'],
  'reference/mutants': ['reference/memory', 'src/provider.ts'],
  'reference/odd': ['reference/memory', 'src/provider.ts'],
  steps: ['src/index.ts'],
  bench: ['src/index.ts', 'src/provider.ts', 'reference/memory', 'reference/mutants'],
  real: ['src/index.ts'],
};

/** The rooms that compute from their arguments alone: nothing that comes with Node may be imported there. */
const PURE = ['src/spi', 'src/clauses', 'src/trace', 'src/oracle'];

/** What may use the console and the process: the command line, what ends other processes, nodes that are processes, and a switch. */
const AT_THE_DOORSTEP = [
  'src/cli/',
  'src/transport/system.ts',
  'reference/multicast/',
  'reference/rooted/',
  'bench/',
  'real/',
  'steps/source-maps.ts',
];

/** What is compiled into the package: here only what the package declares may be imported. */
const SHIPPED = ['src/', 'steps/', 'reference/'];

// Tests, and what stands in a `testing` folder for their use, may look into every room.
const files = sourcesIn(ROOT, ['src', 'reference', 'steps', 'bench', 'real']).filter(
  (file) => !/\.test\.ts$|\/testing\//u.test(file),
);
const texts = new Map(files.map((file) => [file, textOf(ROOT, file)]));
const imports = [...texts].flatMap(([file, text]) => importsOf(file, text));

/** The room of a file: the longest entry of the table that holds it. */
function roomOf(file: string): string | undefined {
  return Object.keys(DOORS)
    .filter((room) => file === room || file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** The doors that imports go through, as `from → to`, and those imports for which there is none. */
function walk(all: readonly Import[]): { readonly used: ReadonlySet<string>; readonly forbidden: readonly string[] } {
  const used = new Set<string>();
  const forbidden: string[] = [];
  for (const one of all) {
    const target = targetOf(one);
    if (target === undefined) continue;
    const from = roomOf(one.from);
    const to = roomOf(target);
    if (from !== undefined && from === to) continue;
    if (from !== undefined && to !== undefined && DOORS[from]?.includes(to) === true) used.add(`${from} → ${to}`);
    else forbidden.push(`${one.from} imports ${one.specifier}: no door from ${from ?? 'nowhere'} to ${to ?? target}`);
  }
  return { used, forbidden };
}

describe('the table of rooms', () => {
  const { used, forbidden } = walk(imports);

  it('has a room for every file', () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('allows every import', () => {
    expect(forbidden).toEqual([]);
  });

  it.each(Object.entries(DOORS).filter(([, doors]) => doors.length > 0))(
    'has no unused door in the row of %s',
    (room, doors) => {
      const unused = doors.map((to) => `${room} → ${to}`).filter((door) => !used.has(door));
      expect(unused, `nobody imports through these: take them out of the row of ${room}`).toEqual([]);
    },
  );

  it('would notice a forbidden import, however it is written', () => {
    const text = [
      `import { a } from '../cli/a.js';`,
      `import type { B } from '../cli/b.js';`,
      `import '../cli/c.js';`,
      `export * from '../cli/d.js';`,
      `const e = await import('../cli/e.js');`,
      `type F = import('../cli/f.js').F;`,
      `// import '../cli/not.js'`,
      `const text = "import '../cli/not.js'";`,
    ].join('\n');
    const found = importsOf('src/oracle/made-up.ts', text);
    expect(found.map(({ specifier }) => specifier).sort()).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `../cli/${name}.js`),
    );
    expect(walk(found).forbidden).toHaveLength(6);
    expect(walk([{ from: 'src/certify/x.ts', specifier: '../../reference/memory/index.js' }]).forbidden).toHaveLength(
      1,
    );
    expect([...walk([{ from: 'src/port/x.ts', specifier: '../spi/index.js' }]).used]).toEqual(['src/port → src/spi']);
  });
});

// Each of these reads all sources, which takes a while where others work too.
describe('manners', () => {
  it('keeps Node out of the rooms that only compute', () => {
    const impure = imports.filter((one) => PURE.includes(roomOf(one.from) ?? '') && packageOf(one) === 'node:');
    expect(impure).toEqual([]);
  });

  it('imports only packages that are installed with this one', () => {
    const manifest: unknown = JSON.parse(textOf(ROOT, 'package.json'));
    const declared = new Set(['node:', ...keysOf(manifest, 'dependencies'), ...keysOf(manifest, 'peerDependencies')]);
    const undeclared = imports
      .filter(({ from }) => SHIPPED.some((folder) => from.startsWith(folder)))
      .filter((one) => !declared.has(packageOf(one) ?? 'node:'));
    expect(undeclared).toEqual([]);
  });

  it('leaves the console and the process to the command line', () => {
    const users = [...texts]
      .filter(([file]) => !AT_THE_DOORSTEP.some((place) => file.startsWith(place)))
      .flatMap(([file, text]) => globalsIn(file, text, ['console', 'process']).map((use) => `${file}: ${use}`));
    expect(users).toEqual([]);
    expect(globalsIn('x.ts', `process.exit(1); console['log'](my.process.name)`, ['console', 'process'])).toEqual([
      'process.exit',
      `console['log']`,
    ]);
  });

  it('exports by name', () => {
    expect([...texts].filter(([file, text]) => exportsOf(file, text).default).map(([file]) => file)).toEqual([]);
    expect(exportsOf('x.ts', 'export default 1;').default).toBe(true);
    expect(exportsOf('x.ts', 'export default function f() {}').default).toBe(true);
    expect(exportsOf('x.ts', 'const a = 1; export { a as default };').default).toBe(true);
  });

  it('names everything that the public entries give', () => {
    const entries = ['src/index.ts', 'src/provider.ts'].filter((file) => texts.has(file));
    const stars = entries.flatMap((file) =>
      exportsOf(file, texts.get(file) ?? '').stars.map((from) => `${file}: ${from}`),
    );
    expect(stars).toEqual([]);
    expect(exportsOf('x.ts', `export * from './a.js';`).stars).toEqual([`'./a.js'`]);
  });
});

function keysOf(manifest: unknown, key: string): readonly string[] {
  if (typeof manifest !== 'object' || manifest === null) return [];
  const value: unknown = Reflect.get(manifest, key);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
