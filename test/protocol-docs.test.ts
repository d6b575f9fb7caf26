import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../src/port/index.js';
import { serverOf, TRANSPORT_LIMITS, VERBS } from '../src/transport/index.js';
import { REQUESTS } from '../src/transport/protocol.js';
import { DOCUMENTED } from '../src/transport/testing/documented.js';

const PAGE = readFileSync(new URL('../docs/adapter-protocol.md', import.meta.url), 'utf8');

describe('docs/adapter-protocol.md', () => {
  it('shows a session as it goes', async () => {
    const shown = PAGE.split(/\r?\n/u).filter((line) => /^[→←] /u.test(line));
    expect(shown.length).toBeGreaterThan(30);
    const heard: string[] = [];
    const server = serverOf(DOCUMENTED, (line) => heard.push(`← ${line.trimEnd()}`));
    for (const line of shown.filter((one) => one.startsWith('→'))) {
      heard.push(line);
      server.take(Buffer.from(`${line.slice(2)}\n`));
      for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    await server.done;
    expect(heard).toEqual(shown);
  });

  it('names every method', () => {
    for (const method of [...Object.keys(REQUESTS), ...VERBS]) expect(PAGE).toContain(`\`${method}\``);
  });

  it('gives the limits that hold', () => {
    const rows = Object.fromEntries(
      [...PAGE.matchAll(/^\| (?<what>[^|]+?) +\| (?<value>[\d.,]+ ?(?:MiB|KiB|s)?) +\|$/gmu)].map(({ groups }) => [
        groups?.['what'] ?? '',
        (groups?.['value'] ?? '').trim(),
      ]),
    );
    const size = (bytes: number): string =>
      bytes % 1_048_576 === 0 ? `${bytes / 1_048_576} MiB` : `${bytes / 1024} KiB`;
    const time = (ms: number): string => `${ms / 1000} s`;
    const it = TRANSPORT_LIMITS;
    expect(Object.values(rows)).toEqual([
      size(it.lineBytes),
      String(it.depth),
      '65,536',
      it.indicationsPerCase.toLocaleString('en'),
      size(it.logBytesPerCase),
      size(it.logBytesKept),
      size(it.unreadBytes),
      time(it.startMs),
      time(it.resetMs),
      time(DEFAULT_LIMITS.callMs),
      time(it.exitMs),
      time(it.killMs),
      String(it.restarts),
    ]);
  });
});
