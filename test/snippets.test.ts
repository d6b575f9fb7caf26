import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, parseKnown, parseTrace } from '../src/index.js';
import { node } from './command.js';
import { ROOT, SNIPPETS, snippet, snippetsOf } from './pages.js';

// Every fenced block of README.md and docs/ is tried: commands are typed and outputs compared by test/docs.test.ts, and
// what is code or data is compiled, run or read here.

const MAIN = path.join(ROOT, 'dist', 'src', 'cli', 'main.js');

/** What a page leaves to its reader stands before its code, and what shows that it does what it says after it. */
const MODULES = {
  exploration: {
    text: snippet('docs/exploration.md', 'ts'),
    before: '',
    after: 'console.log(graph.describe(graph.label[edge] ?? 0), transitions > states);',
  },
  oracle: {
    text: snippet('docs/oracle.md', 'ts'),
    before: `import { finish, parseTrace, start, step } from 'joinleaf';
      const parsed = parseTrace(${JSON.stringify(snippet('docs/trace-format.md', 'json'))});
      const trace = 'trace' in parsed ? parsed.trace : [];
      const report = (found: readonly unknown[]): void => console.log(trace.length, found);`,
    after: '',
  },
  provider: {
    text: snippet('docs/providers.md', 'ts'),
    before: `import type { CaseSetup, Testbed } from 'joinleaf/provider';
      const testbed = (setup: CaseSetup): Testbed => { throw new Error(setup.nodes.join()); };`,
    after: '',
  },
} as const;

/** How each block is tried; what is not tried at all says why. The first row that fits counts. */
const TRIED: readonly (readonly [page: RegExp, languages: RegExp, how: string])[] = [
  [/./u, /^sh$/u, 'test/docs.test.ts types the commands, or says where else they are typed'],
  [
    /^README\.md$|^docs\/(?:tutorial|explore)\.md$/u,
    /^text$/u,
    'test/docs.test.ts compares the output of the command before it',
  ],
  [/^docs\/tutorial\.md$/u, /^js$/u, 'test/docs.test.ts makes these changes to the provider'],
  [/^docs\/command-line\.md$/u, /^text$/u, 'test/generated-docs.test.ts: it is what --help says'],
  [/^docs\/reports\.md$/u, /^text$/u, 'not tried: cut out of a report, which test/shortest.test.ts makes'],
  [/^docs\/adapter-protocol\.md$/u, /^text$/u, 'test/protocol-docs.test.ts plays the session'],
  [/^docs\/steps\.md$/u, /^gherkin$/u, 'test/overlap.test.ts runs it as a scenario'],
  [/^docs\/test-runners\.md$/u, /^js$/u, 'test/package.test.ts runs both with the package installed'],
  [/^README\.md$/u, /^js$/u, 'run here'],
  [/^docs\/configuration\.md$/u, /^(?:ts|js|json)$/u, 'read here by joinleaf itself'],
  [/^docs\/(?:exploration|oracle|providers)\.md$/u, /^ts$/u, 'compiled here, and run where it is whole'],
  [/^docs\/adapter-protocol\.md$/u, /^json$/u, 'held against the schema here'],
  [/^docs\/known-failures\.md$/u, /^yaml$/u, 'read here as a list of known failures'],
  [/^docs\/trace-format\.md$/u, /^json$/u, 'read and judged here'],
  [/^README\.md$/u, /^$/u, 'not tried: a drawing'],
  [/^adapters\/winsock\/README\.md$/u, /^bat$/u, 'not tried: it needs Windows'],
];

it('every fenced block is tried somewhere, or it says why not, and no row of the table stands there in vain', () => {
  const rowOf = ({ page, language }: (typeof SNIPPETS)[number]): number =>
    TRIED.findIndex(([pages, languages]) => pages.test(page) && languages.test(language));
  const untried = SNIPPETS.filter((it) => rowOf(it) === -1).map((it) => [it.page, it.language, it.text.slice(0, 60)]);
  expect(untried).toEqual([]);
  expect(TRIED.filter((_, at) => !SNIPPETS.some((it) => rowOf(it) === at))).toEqual([]);
  // Where a page has more blocks of a language than are tried here, this fails.
  const count = (page: string, ...languages: readonly string[]): number => snippetsOf(page, ...languages).length;
  expect([count('README.md', 'js'), count('docs/configuration.md', 'ts', 'js', 'json')]).toEqual([1, 3]);
  expect(['exploration', 'oracle', 'providers'].map((name) => count(`docs/${name}.md`, 'ts'))).toEqual([1, 2, 1]);
  const data = [count('docs/adapter-protocol.md', 'json'), count('docs/known-failures.md', 'yaml')];
  expect([
    ...data,
    count('docs/trace-format.md', 'json'),
    count('docs/test-runners.md', 'js'),
    count('docs/steps.md', 'gherkin'),
  ]).toEqual([1, 1, 1, 2, 1]);
});

describe('the code', () => {
  let folder = '';
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'joinleaf-snippets-')));
    mkdirSync(path.join(folder, 'node_modules'));
    symlinkSync(ROOT, path.join(folder, 'node_modules', 'joinleaf'), 'junction');
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    copyFileSync(path.join(ROOT, 'docs/examples/minimal-provider.js'), path.join(folder, 'my-provider.js'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const written = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it('compiles against the package, and does what it says', async () => {
    const files = Object.entries(MODULES).map(([name, { before, text, after }]) =>
      written(`${name}.ts`, [before, text, after].join('\n')),
    );
    const program = ts.createProgram(files, {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      types: [path.join(ROOT, 'node_modules/@types/node')],
    });
    const { diagnostics } = program.emit();
    expect(
      [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(
        ({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      ),
    ).toEqual([]);
    written('all.js', `await import('./exploration.js'); await import('./oracle.js');`);
    const { code, stdout, stderr } = await node(folder, 'all.js');
    expect([code, stderr]).toEqual([0, '']);
    const said = /"(?<said>.*)"$/u.exec(MODULES.exploration.text.trim())?.groups?.['said'] ?? 'nothing';
    expect(stdout.trim().split('\n')).toEqual([`${said} true`, ...Array<string>(5).fill('4 []')]);
  });

  it('of README.md runs', async () => {
    written('use.js', snippet('README.md', 'js').replace(/level: 'core'/u, `$&, runs: 2, spec: '2018-05-31/1'`));
    const { code, stdout, stderr } = await node(folder, 'use.js');
    expect([code, stdout, stderr]).toEqual([0, 'conformant not-applicable\n', '']);
  });

  it('of docs/oracle.md is a departure of its tests, word by word', () => {
    const tests = readFileSync(path.join(ROOT, 'src/oracle/monitors/completion.test.ts'), 'utf8');
    const lines =
      snippetsOf('docs/oracle.md', 'ts')[1]
        ?.split(/\r?\n/u)
        .map((line) => line.trim()) ?? [];
    expect(lines.filter((line) => !line.endsWith('…') && !tests.includes(line))).toEqual([]);
    expect(lines.length).toBeGreaterThan(5);
  });

  it('of docs/configuration.md is read, and says the same in both languages', async () => {
    const printed: unknown[] = [];
    for (const [name, language] of [
      ['a.ts', 'ts'],
      ['b.json', 'json'],
      ['c.mjs', 'js'],
    ] as const) {
      written(name, snippet('docs/configuration.md', language));
      const { code, stdout, stderr } = await node(folder, MAIN, 'certify', '--config', name, '--print-config');
      expect([code, stderr]).toEqual([0, '']);
      printed.push(JSON.parse(stdout));
    }
    expect(printed[0]).toEqual(printed[1]);
    expect(printed[2]).toMatchObject({ specRevision: '2018-05-31/1' });
  });
});

describe('the data', () => {
  it('of docs/adapter-protocol.md fits the schema', () => {
    const file = path.join(ROOT, 'schemas/adapter-protocol.schema.json');
    const fits = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(file, 'utf8')) as object,
    );
    const message = JSON.parse(snippet('docs/adapter-protocol.md', 'json')) as object;
    expect(fits(message), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ ...message, params: {} })).toBe(false);
  });

  it('of docs/known-failures.md is a list of known failures', () => {
    expect(parseKnown(snippet('docs/known-failures.md', 'yaml'))).toHaveProperty('known');
  });

  it('of docs/trace-format.md is a trace, and conformant', () => {
    const parsed = parseTrace(snippet('docs/trace-format.md', 'json'));
    if ('wrong' in parsed) throw new Error(parsed.wrong.reason);
    expect([parsed.trace.length, judge(parsed.trace)]).toEqual([4, { violations: [] }]);
  });
});
