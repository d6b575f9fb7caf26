import { describe, expect, it } from 'vitest';
import { isGroup, sessionFor } from './group.js';

describe('isGroup', () => {
  it.each(['224.0.0.1', '239.255.255.255'])('%s is one', (host) => {
    expect(isGroup(host)).toBe(true);
  });
  it.each(['223.255.255.255', '240.0.0.1', '10.77.0.1', '239.1.2', 'ff02::1', 'group', ''])('%s is none', (host) => {
    expect(isGroup(host)).toBe(false);
  });
});

describe('sessionFor', () => {
  const mark = { seed: 7, via: '10.77.0.1', pid: 100, turn: 1 };

  it('is a group of the organisation-local scope, and the same for the same mark', () => {
    const session = sessionFor(mark);
    expect(session.host).toMatch(/^239\.19[2-5]\./);
    expect(isGroup(session.host)).toBe(true);
    expect(session.port).toBeGreaterThanOrEqual(20_000);
    expect(session.port).toBeLessThan(30_000);
    expect(sessionFor(mark)).toEqual(session);
  });

  it('differs from case to case, process to process, host to host and seed to seed', () => {
    const marks = [
      mark,
      { ...mark, turn: 2 },
      { ...mark, pid: 101 },
      { ...mark, via: '10.77.0.2' },
      { ...mark, seed: 8 },
    ];
    expect(new Set(marks.map((it) => JSON.stringify(sessionFor(it)))).size).toBe(marks.length);
  });
});
