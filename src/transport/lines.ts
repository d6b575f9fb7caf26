import { isUtf8 } from 'node:buffer';

const LF = 0x0a;
const CR = 0x0d;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** A line that has arrived, or what is wrong with it. */
export type Line = { readonly text: string } | { readonly wrong: string; readonly what: 'rubbish' | 'limit' };

/** Cuts a stream of bytes into lines. It never holds more than one line may have, and what arrived with its end. */
export interface Lines {
  push(chunk: Uint8Array): void;
  /** The next line that is complete. Lines of white space alone are left out. */
  next(): Line | undefined;
  /** So many bytes of a line have arrived whose end has not. */
  unfinished(): number;
}

/** Lines of at most so many bytes, without what ends them. */
export function linesOf(most: number): Lines {
  const ready: (Buffer | 'too long')[] = [];
  let taken = 0;
  let parts: Buffer[] = [];
  let held = 0;
  let first = true;
  let given = false;

  function complete(part: Buffer): void {
    const whole = parts.length === 0 ? part : Buffer.concat([...parts, part]);
    parts = [];
    held = 0;
    const from = first && whole.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
    first = false;
    const to = whole.at(-1) === CR ? whole.length - 1 : whole.length;
    if (to > from) ready.push(whole.subarray(from, to));
  }

  function giveUp(): void {
    ready.push('too long');
    parts = [];
    held = 0;
    given = true;
  }

  return {
    push(chunk) {
      if (given) return;
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let from = 0;
      for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, from)) {
        if (held + end - from > most) return giveUp();
        complete(bytes.subarray(from, end));
        from = end + 1;
      }
      if (from === bytes.length) return;
      held += bytes.length - from;
      if (held > most) return giveUp();
      // What is kept must not keep the whole chunk that it came with.
      parts.push(from === 0 ? bytes : Buffer.from(bytes.subarray(from)));
    },
    next() {
      for (;;) {
        const line = ready[taken];
        if (line === undefined) {
          ready.length = 0;
          taken = 0;
          return undefined;
        }
        taken += 1;
        if (line === 'too long') return { wrong: `a line has more than ${most} bytes`, what: 'limit' };
        if (!isUtf8(line)) return { wrong: `a line is not UTF-8: ${sample(line)}`, what: 'rubbish' };
        const text = line.toString('utf8');
        if (/\S/u.test(text)) return { text };
      }
    },
    unfinished: () => held,
  };
}

function sample(line: Buffer): string {
  const bytes = line.subarray(0, 24).toString('latin1');
  return JSON.stringify(bytes.replace(/[\x7f-\xff]/gu, (it) => `\\x${it.charCodeAt(0).toString(16)}`)).replaceAll(
    '\\\\x',
    '\\x',
  );
}
