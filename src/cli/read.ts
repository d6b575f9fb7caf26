import { existsSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseTrace, type Trace } from '../trace/index.js';
import { inOneLine } from '../transport/index.js';
import { WrongInput } from './exit.js';

/** So many bytes a file may have, after it has been expanded: traces come from anywhere. */
const MOST_BYTES = 512 * 1024 * 1024;

/** Whether there is a folder of this name. */
export function isFolder(file: string): boolean {
  return existsSync(file) && statSync(file).isDirectory();
}

/** A file as text; one that is compressed with gzip is expanded. */
export function readText(file: string): string {
  try {
    if (statSync(file).size > MOST_BYTES) throw new Error(`it has more than ${MOST_BYTES} bytes`);
    const bytes = readFileSync(file);
    const compressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (compressed ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes).toString('utf8');
  } catch (reason) {
    throw new WrongInput(`cannot read ${file}: ${inOneLine(reason)}`);
  }
}

/** The trace in a file. */
export function readTrace(file: string): Trace {
  const parsed = parseTrace(readText(file));
  if ('wrong' in parsed) throw new WrongInput(`${file}: line ${parsed.wrong.line}: ${parsed.wrong.reason}`);
  return parsed.trace;
}
