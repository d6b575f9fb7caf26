import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CHECKS } from './testing/checks.js';

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

// A process cannot move to another namespace by itself, so the checks run in one of their own.
const inside = spawnSync(
  'sh',
  [
    fileOf('netns.sh'),
    process.execPath,
    '--import',
    new URL('testing/register.mjs', import.meta.url).href,
    fileOf('testing/inside.ts'),
  ],
  { encoding: 'utf8', timeout: 30_000 },
);
const refused = inside.status === 77 ? inside.stderr.trim() : undefined;
const lines = inside.stdout
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line): unknown => JSON.parse(line));

describe('IP multicast, in a network namespace', () => {
  for (const { name } of CHECKS) {
    it(name, (context) => {
      if (refused !== undefined) context.skip(refused);
      const line = lines.find((it) => typeof it === 'object' && it !== null && 'name' in it && it.name === name);
      expect(line, inside.stderr).toEqual({ name });
    });
  }
});
