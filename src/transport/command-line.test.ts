import { describe, expect, it } from 'vitest';
import { splitCommand } from './command-line.js';

describe('splitting a command line', () => {
  it.each([
    ['./adapter', './adapter', []],
    ['  node  a.js\t--fast ', 'node', ['a.js', '--fast']],
    [`"C:\\Program Files\\a.exe" 'two words' ""`, 'C:\\Program Files\\a.exe', ['two words', '']],
    [`sh -c 'exec "$0" *'`, 'sh', ['-c', 'exec "$0" *']],
    ['ssh {node} {node}.sh', 'ssh', ['{node}', '{node}.sh']],
  ])('%s', (line, file, args) => {
    expect(splitCommand(line)).toEqual({ file, args });
  });

  it('puts a node in its place, after splitting', () => {
    expect(splitCommand('ssh {node} "{node}.sh {x}"', 'leaf 1')).toEqual({
      file: 'ssh',
      args: ['leaf 1', 'leaf 1.sh {x}'],
    });
  });

  it.each(['', '  ', '""'])('finds no program in %j', (line) => {
    expect(splitCommand(line)).toBeUndefined();
  });
});
