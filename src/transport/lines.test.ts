import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, type Line } from './lines.js';

function all(chunks: readonly Uint8Array[], most = 64): readonly Line[] {
  const lines = linesOf(most);
  const found: Line[] = [];
  for (const chunk of chunks) {
    lines.push(chunk);
    for (let line = lines.next(); line !== undefined; line = lines.next()) found.push(line);
  }
  return found;
}

const bytes = (text: string): Buffer => Buffer.from(text);

describe('cutting bytes into lines', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['lines in one chunk', ['a\nb\n'], ['a', 'b']],
    ['a line in many chunks', ['a', 'b', '', 'c\n'], ['abc']],
    ['a carriage return before the end', ['a\r\nb\r', '\n'], ['a', 'b']],
    ['a carriage return within', ['a\rb\n'], ['a\rb']],
    ['lines of white space', ['\n\r\n  \n\t\na\n'], ['a']],
    ['a byte order mark at the very start', ['\uFEFFa\n\uFEFFb\n'], ['a', '\uFEFFb']],
    ['a line without an end', ['a\nb'], ['a']],
  ])('%s', (_name, chunks, expected) => {
    expect(all(chunks.map(bytes))).toEqual(expected.map((text) => ({ text })));
  });

  it('refuses what is not UTF-8, and goes on', () => {
    expect(all([Buffer.from([0xff, 0x22, 0x0a]), bytes('a\n')])).toEqual([
      { wrong: 'a line is not UTF-8: "\\xff\\""', what: 'rubbish' },
      { text: 'a' },
    ]);
  });

  it('refuses a line that is too long, whether it ends or not, and hears nothing after it', () => {
    const tooLong = { wrong: 'a line has more than 4 bytes', what: 'limit' };
    expect(all([bytes('abcd\nabcde\nf\n')], 4)).toEqual([{ text: 'abcd' }, tooLong]);
    expect(all([bytes('ab'), bytes('cd'), bytes('e'), bytes('\nf\n')], 4)).toEqual([tooLong]);
  });

  it('does not hold on to more than one line may have', () => {
    const lines = linesOf(1000);
    for (let n = 0; n < 100_000; n += 1) lines.push(Buffer.alloc(100, 'x'));
    expect(lines.unfinished()).toBe(0);
    expect(lines.next()).toHaveProperty('what', 'limit');
  });

  it('finds the same lines however the bytes are cut', () => {
    const text = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }).map((it) => it.replaceAll(/[\r\n]/gu, '')));
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 40 })), (lines, cuts) => {
        const whole = bytes(lines.map((line) => `${line}\n`).join(''));
        const edges = [0, ...[...cuts].sort((a, b) => a - b).filter((cut) => cut < whole.length), whole.length];
        const chunks = edges.slice(1).map((edge, at) => whole.subarray(edges[at], edge));
        expect(all(chunks, 4096)).toEqual(all([whole], 4096));
      }),
    );
  });
});
