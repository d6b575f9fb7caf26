import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringifyReplay } from '../src/run/index.js';
import { node } from './command.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

let folder: string;
let provider: string;
let token: string;
let report: string;
let trace: string;

/** Names a tour of two leaves, and what is done in it. */
function tourToken(done: string): string {
  const made = { name: 'memory', version: '1.0.0' };
  return stringifyReplay({ case: 'tour/admit/2/quick', provider: made, seed: 1, path: done });
}

function joinleaf(...args: readonly string[]) {
  return node(ROOT, 'dist/src/cli/main.js', ...args);
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-formats-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const mutant = pathToFileURL(path.join(ROOT, 'dist/reference/mutants/fourth-overtakes.js')).href;
  const file = path.join(folder, 'faulty.js');
  writeFileSync(file, `import { fourthOvertakes } from '${mutant}';\nexport const { provider } = fourthOvertakes;\n`);
  provider = `module:${file}`;
  const { stdout } = await joinleaf('certify', '--provider', provider, '--clause', 'ACCEPT-3', '--json');
  report = path.join(folder, 'report.json');
  writeFileSync(report, stdout);
  token = /"replay": "(jl2\.[\w-]+)"/u.exec(stdout)?.[1] ?? 'none';
  trace = path.join(folder, 'trace.ndjson');
  writeFileSync(trace, (await joinleaf('replay', token, '--provider', provider, '--format', 'trace')).stdout);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('joinleaf replay --format', () => {
  describe.each([
    ['a token', () => token],
    ['a trace', () => trace],
  ])('of %s', (_what, replayed) => {
    it.each([
      ['text', '✗ ACCEPT-3'],
      ['gherkin', '@ACCEPT-3 '],
      ['mermaid', 'sequenceDiagram\n'],
      ['svg', '<svg xmlns="http://www.w3.org/2000/svg"'],
      ['trace', '"format":"joinleaf-trace"'],
    ])('%s', async (format, expected) => {
      const { code, stdout, stderr } = await joinleaf(
        ...['replay', replayed(), '--provider', provider, '--format', format],
      );
      expect(stdout).toContain(expected);
      expect([code, stderr]).toEqual([1, '']);
    });
  });

  it('refuses any other', async () => {
    const { code, stdout, stderr } = await joinleaf('replay', token, '--provider', provider, '--format', 'png');
    expect(stderr).toContain('Allowed choices are text, gherkin, mermaid, svg, trace.');
    expect([code, stdout]).toEqual([2, '']);
  });

  it('gives a feature that Cucumber runs to the same end, and that passes where nothing is wrong', async () => {
    const feature = path.join(folder, 'counterexample.feature');
    const { stdout } = await joinleaf('replay', token, '--provider', provider, '--format', 'gherkin');
    writeFileSync(feature, stdout);
    const cucumber = (specifier: string) =>
      node(
        ROOT,
        'node_modules/@cucumber/cucumber/bin/cucumber.js',
        ...['--profile', 'counterexample', feature],
        ...['--world-parameters', JSON.stringify({ provider: specifier })],
      );
    const faulty = await cucumber(provider);
    expect(faulty.stdout).toContain('ACCEPT-3 does not hold');
    expect(faulty.stdout).toContain('1 scenario (1 failed)');
    const sound = await cucumber('reference:memory');
    expect(sound.stdout).toContain('1 scenario (1 passed)');
    expect([faulty.code, sound.code]).toEqual([1, 0]);
  });
});

describe('joinleaf replay <token|file>', () => {
  const replay = async (what: string, specifier = provider) => {
    const { code, stdout, stderr } = await joinleaf('replay', what, '--provider', specifier);
    return { code, stdout, lines: stderr.split('\n').slice(0, -1) };
  };

  it('takes the token of the one failing case of a report, or the one in a text', async () => {
    const issue = path.join(folder, 'issue.md');
    writeFileSync(issue, `It fails:\n\n    replay ${token}\n`);
    for (const file of [report, issue]) {
      const { code, stdout } = await replay(file);
      expect(stdout).toContain('✗ ACCEPT-3');
      expect(code).toBe(1);
    }
  });

  it('says that the provider is another one than that of the token or the trace, and judges what it does', async () => {
    const another = / with fourth-overtakes 1\.0\.0, and this is memory 1\.0\.0$/u;
    const byToken = await replay(token, 'reference:memory');
    expect(byToken.lines).toEqual([expect.stringMatching(another)]);
    const byTrace = await replay(trace, 'reference:memory');
    expect(byTrace.lines).toEqual([
      expect.stringMatching(another),
      expect.stringMatching(/^joinleaf: it goes otherwise than recorded from #\d+ on: root WSPAccept/u),
    ]);
    expect([byToken.code, byTrace.code]).toEqual([0, 0]);
  });

  it('gives one line, and 2, for whatever is wrong', async () => {
    const write = (name: string, text: string): string => {
      const file = path.join(folder, name);
      writeFileSync(file, text);
      return file;
    };
    const wrong: readonly (readonly [string, string])[] = [
      ['nowhere.ndjson', `'nowhere.ndjson' is neither a replay token nor a file`],
      [token.replace('jl2', 'jl1'), 'the token is of format 1, from an earlier joinleaf'],
      [token.replace('jl2', 'jl9'), 'the token is of format 9, from a later joinleaf'],
      [token.slice(0, -9), 'is no replay token, or not all of one'],
      [tourToken('aa-a1u9q'), 'a case, or a path in it, that this kit does not have: tour/admit/2/quick aa-a1u9q'],
      [write('empty', ''), 'there is nothing to replay in it'],
      [write('two', `${token} and jl2.other`), 'has 2 cases to replay; name one'],
      [write('cut.ndjson', readFileSync(trace, 'utf8').slice(0, -20)), 'the line does not end'],
      [write('head.ndjson', `${readFileSync(trace, 'utf8').split('\n')[0] ?? ''}\n`), 'no call stands in the trace'],
    ];
    for (const [what, expected] of wrong) {
      const { code, stdout, lines } = await replay(what);
      expect([code, stdout, lines.length], what).toEqual([2, '', 1]);
      expect(lines[0]).toContain(expected);
    }
  });
});
