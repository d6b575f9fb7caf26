import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from './testing/checks.js';

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
/** For all of them together: as a last resort, on a machine that is busy with other things. */
const MOST_MS = 240_000;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

// A process cannot move to another namespace by itself, so the checks run in one of their own.
function inside(): Promise<Ended> {
  const register = new URL('testing/register.mjs', import.meta.url).href;
  const words = [fileOf('netns.sh'), process.execPath, '--import', register, fileOf('testing/inside.ts')];
  return new Promise((resolve) => {
    execFile('sh', words, { timeout: MOST_MS }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
}

describe('IP multicast, in a network namespace', () => {
  let ended: Ended = { code: 0, out: '', err: '' };
  let lines: readonly { readonly name: string }[] = [];
  beforeAll(async () => {
    ended = await inside();
    const told = ended.out.split('\n').filter((line) => line.startsWith('{'));
    lines = told.map((line) => JSON.parse(line) as { readonly name: string });
  }, MOST_MS);

  for (const { name } of CHECKS) {
    it(name, (context) => {
      if (ended.code === 77) context.skip(ended.err.trim());
      expect(
        lines.find((line) => line.name === name),
        ended.err,
      ).toEqual({ name });
    });
  }
});
