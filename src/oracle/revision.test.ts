import { afterEach, describe, expect, it } from 'vitest';
import { CLAUSES, SPEC_REVISION, type Clause, type ClauseId, type Revision } from '../clauses/index.js';
import type { Trace } from '../trace/index.js';
import { headerOf } from '../trace/testing/header.js';
import { judge, MONITORS, type Monitor } from './index.js';

const FIRST: Revision = '2018-05-31/1';

/** A monitor that finds a clause broken by any indication on no socket, and again when all is quiet. */
const finds = (clause: ClauseId, more: Partial<Monitor> = {}): Monitor => ({
  name: `finds ${clause}`,
  clauses: [clause],
  told: () => [],
  toldAstray: () => [{ clause, expected: 'nothing', saw: 'something', against: [] }],
  owes: () => [{ clause, expected: 'more', saw: 'nothing', against: [] }],
  ...more,
});
const traceOf = (spec: string): Trace => [
  headerOf({ spec }),
  { kind: 'indication', node: 'root', socket: 1, event: 'FD_CONNECT', error: 'NO_ERROR' },
  { kind: 'settled', by: 'provider' },
];
const found = (spec: string, ...monitors: readonly Monitor[]) =>
  judge(traceOf(spec), monitors).violations.map(({ clause, at }) => [clause, at]);

const late: { since?: Revision } & Clause = CLAUSES['USING-8'];
afterEach(() => {
  delete late.since;
});

describe('a trace is judged by the revision that it was made under', () => {
  it('so that a clause which came later is not judged, and hides nothing that happens afterwards', () => {
    const monitors = [finds('USING-8'), finds('CLOSE-2', { toldAstray: () => [] })];
    expect(found(FIRST, ...monitors)).toEqual([['USING-8', 1]]);
    late.since = '2018-05-31/2';
    expect(found(FIRST, ...monitors)).toEqual([['CLOSE-2', 2]]);
    expect(found('2018-05-31/2', ...monitors)).toEqual([['USING-8', 1]]);
  });

  it('so that a monitor which came later does not watch', () => {
    const stricter = finds('CLOSE-2', { since: '2018-05-31/2' });
    expect(found(FIRST, stricter)).toEqual([]);
    expect(found('2018-05-31/2', stricter)).toEqual([['CLOSE-2', 1]]);
  });

  it('and not at all by one that this kit does not have', () => {
    const { violations, fault } = judge(traceOf('2099-01-01/9'), MONITORS);
    expect(violations).toEqual([]);
    expect(fault?.detail).toContain('2099-01-01/9');
    expect(judge(traceOf(SPEC_REVISION)).fault).toBeUndefined();
  });
});
