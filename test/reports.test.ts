import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeIn } from './command.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = path.join(ROOT, 'dist/src/cli/main.js');
const MUTANT = pathToFileURL(path.join(ROOT, 'dist/reference/mutants/error-not-set.js')).href;

let folder = '';
const at = (name: string): string => path.join(folder, name);
const certify = (provider: string, environment: Record<string, string>, ...args: readonly string[]) =>
  nodeIn(folder, environment, MAIN, 'certify', '--provider', provider, '--clause', 'CLOSE-1', '--runs', '2', ...args);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'joinleaf-reports-'));
  writeFileSync(at('package.json'), '{ "type": "module" }');
  writeFileSync(
    at('mutant.js'),
    `import { errorNotSet } from '${MUTANT}'; export const provider = errorNotSet.provider;`,
  );
  writeFileSync(at('chatty.js'), `console.log('hello'); export { provider } from './mutant.js';`);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.concurrent('certify --report', () => {
  it('writes as many forms as are asked for, and still prints one for people', async () => {
    const forms = ['junit=a/b/junit.xml', 'ctrf=ctrf.json', 'earl=earl.jsonld', 'messages=m.ndjson', 'markdown=r.md'];
    const { code, stdout } = await certify('module:./mutant.js', {}, '--report', ...forms, '--report', 'json=r.json');
    expect(code).toBe(1);
    expect(stdout).toMatch(/\nverdict: nonconformant\n$/u);
    expect(readFileSync(at('a/b/junit.xml'), 'utf8')).toMatch(/^<\?xml .*<\/testsuites>\n$/su);
    for (const file of ['ctrf.json', 'earl.jsonld', 'r.json']) {
      expect(JSON.parse(readFileSync(at(file), 'utf8')), file).toBeTypeOf('object');
    }
    expect(readFileSync(at('m.ndjson'), 'utf8').trimEnd().split('\n').length).toBeGreaterThan(10);
    expect(readFileSync(at('r.md'), 'utf8')).toMatch(/^## ❌ joinleaf: error-not-set is nonconformant\n/u);
  });

  it('prints the one without a file, and nothing else', async () => {
    const { stdout } = await certify('module:./chatty.js', {}, '--report', 'ctrf');
    expect(JSON.parse(stdout)).toMatchObject({ reportFormat: 'CTRF' });
  });

  it.each([
    [['--report', 'xunit=a.xml'], `unknown report format 'xunit'; did you mean junit?`],
    [['--report', 'pdf'], `unknown report format 'pdf'; known are console, junit`],
    [['--report', 'junit='], `a file has to follow the '='`],
    [['--report', 'junit', 'ctrf'], 'only one report can go to standard output, and junit and ctrf would'],
    [['--report', 'junit=x', 'ctrf=./x'], 'two reports would go to '],
    [['--report', 'junit=package.json/x.xml'], 'cannot write to package.json/x.xml'],
  ])('%j is wrong, and said so before the run', async (args, said) => {
    const { code, stdout, stderr } = await certify('module:./mutant.js', {}, ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('finds the files that a configuration file names from where that lies', async () => {
    mkdirSync(at('sub'));
    writeFileSync(at('sub/joinleaf.config.json'), `{ "report": ["junit=here.xml"] }`);
    await certify('module:./mutant.js', {}, '--config', 'sub/joinleaf.config.json');
    expect(existsSync(at('sub/here.xml'))).toBe(true);
  });

  it('leaves no report of an earlier run when the process is ended', async () => {
    writeFileSync(at('old.xml'), 'old');
    writeFileSync(at('dies.js'), `export { provider } from './mutant.js'; setTimeout(() => process.exit(0), 0);`);
    const { code } = await certify('module:./dies.js', {}, '--report', 'junit=old.xml');
    expect(code).toBe(3);
    expect(readFileSync(at('old.xml'), 'utf8')).toContain('<error type="inconclusive"');
  });
});

describe.concurrent('in GitHub Actions', () => {
  it('annotates the run by itself, and adds to the summary of the job', async () => {
    writeFileSync(at('summary.md'), 'before\n');
    const environment = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: at('summary.md') };
    const { stderr } = await certify('module:./mutant.js', environment, '--report', `markdown=${at('summary.md')}`);
    const annotations = stderr.split('\n').filter((line) => line.startsWith('::'));
    expect(annotations).toHaveLength(1);
    expect(annotations[0]).toMatch(/^::error title=CLOSE-1 [^:,]+::expected WSAENOTSOCK: .*%0Asaw .*%0Ain /u);
    expect(readFileSync(at('summary.md'), 'utf8')).toMatch(/^before\n## ❌/u);
  });

  it('has nothing to say of a provider that conforms', async () => {
    const { code, stderr } = await certify('reference:memory', { GITHUB_ACTIONS: 'true' });
    expect([code, stderr.includes('::')]).toEqual([0, false]);
  });
});
