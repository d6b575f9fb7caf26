import { shown } from '../port/index.js';

/** An adapter's log: what it writes to its standard error. Only the end of it is kept. */
export interface Log {
  push(chunk: Uint8Array): void;
  /** What is kept of it, as text. */
  text(): string;
  /** So many bytes have come since `restart`. */
  size(): number;
  restart(): void;
  /** Its last line, to be put at the end of a message; empty if it has said nothing. */
  lastWords(): string;
}

/** A log of which so many bytes are kept. */
export function logOf(most: number): Log {
  let tail = Buffer.alloc(0);
  let size = 0;
  const text = (): string => tail.toString('utf8');
  return {
    push(chunk) {
      size += chunk.length;
      const end = Buffer.from(chunk).subarray(-most);
      tail = Buffer.concat([tail.subarray(-(most - end.length) || tail.length), end]);
    },
    text,
    size: () => size,
    restart() {
      size = 0;
    },
    lastWords() {
      const line = text().trimEnd().split(/\r?\n/u).at(-1)?.trim() ?? '';
      return line === '' ? '' : `; the last line of its log: ${shown(line)}`;
    },
  };
}
