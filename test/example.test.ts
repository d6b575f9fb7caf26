import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { certify, loadProvider } from '../src/index.js';
import { node } from './command.js';

const FILE = fileURLToPath(new URL('../docs/examples/minimal-provider.js', import.meta.url));
const SESSION = '../docs/examples/rooted-session.js';

describe('the example of a provider', () => {
  it('is small', () => {
    expect(readFileSync(FILE, 'utf8').trimEnd().split('\n').length).toBeLessThan(100);
  });

  it('is checked by the types that it imports', () => {
    const program = ts.createProgram([FILE], {
      allowJs: true,
      checkJs: true,
      noEmit: true,
      strict: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      types: [],
    });
    const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(FILE));
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });

  it('conforms, to the siblings of the source article too', async () => {
    const loaded = await loadProvider(`module:${FILE}`);
    if ('wrong' in loaded) throw new Error(loaded.wrong);
    const { verdict, reason, core, full, failures } = await certify({ provider: loaded.provider });
    expect(failures.map(({ clause, saw }) => `${clause}: ${saw}`)).toEqual([]);
    expect({ verdict, reason, core: core.verdict, full: full.verdict }).toEqual({
      verdict: 'conformant',
      reason: undefined,
      core: 'conformant',
      full: 'conformant',
    });
  });
});

describe('the example of sessions over TCP', () => {
  it('is a session, from the invitation to the end', async () => {
    const { code, stdout, stderr } = await node('.', fileURLToPath(new URL(SESSION, import.meta.url)));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toEqual([
      'leaf: FD_ACCEPT NO_ERROR',
      'root: FD_CONNECT NO_ERROR',
      'leaf: FD_READ NO_ERROR',
      'leaf: welcome',
      'root: FD_CLOSE NO_ERROR',
      'leaf: FD_CLOSE NO_ERROR',
    ]);
  });
});
