import { describe, expect, it } from 'vitest';
import type { Trace, TraceEvent } from '../trace/index.js';
import { automaton, type Automaton } from './automaton.js';
import { judging } from './judging.js';
import { finish, judge, start, step } from './oracle.js';
import { traceOf, type Tell } from './testing/story.js';
import type { Violation } from './types.js';

const right: Tell = (s) => {
  const [root, leaf] = [s.root(), s.listener('leaf-1')];
  s.invited(root, leaf);
};
const tooEarly: Tell = (s) => {
  const root = s.root();
  root.joins(s.listener('leaf-1'));
  root.told('FD_CONNECT');
  root.told('FD_CONNECT');
  s.settles();
};
const missing: Tell = (s) => {
  const root = s.root();
  root.joins(s.listener('leaf-1'));
  s.settles();
};
const waiting: Tell = (s) => void s.root().joins(s.listener('leaf-1'));

/** Sees a trace event by event, and gives what each brought, and what came at the end. */
function seen(
  trace: Trace,
  known?: Automaton,
): { readonly each: readonly number[]; readonly all: readonly Violation[] } {
  const events: TraceEvent[] = [];
  const court = judging(events, undefined, known);
  const each: number[] = [];
  const all: Violation[] = [];
  for (const event of trace) {
    events.push(event);
    const found = court.see(event);
    each.push(found.length);
    all.push(...found);
  }
  return { each, all: [...all, ...court.finish()] };
}

const KNOWING: readonly { readonly what: string; readonly knowing: () => Automaton | undefined }[] = [
  { what: 'without an automaton', knowing: () => undefined },
  { what: 'with an automaton that knows nothing', knowing: () => automaton() },
  {
    what: 'with an automaton that has seen it all',
    knowing: () => {
      const known = automaton();
      for (const tell of [right, tooEarly, missing, waiting]) seen(traceOf(tell), known);
      return known;
    },
  },
];

describe.each(KNOWING)('a trace that grows, $what', ({ knowing }) => {
  it('is judged as it would be as a whole', () => {
    for (const tell of [right, tooEarly, missing, waiting]) {
      const trace = traceOf(tell);
      expect(seen(trace, knowing()).all).toEqual(judge(trace).violations);
    }
  });

  it('shows what is wrong at the event that shows it', () => {
    const trace = traceOf(tooEarly);
    const [first] = judge(trace).violations;
    expect(seen(trace, knowing()).each.findIndex((found) => found > 0)).toBe(first?.at);
    expect(seen(trace, knowing()).all).toHaveLength(1);
  });

  it('says what is owed', () => {
    const events: TraceEvent[] = [];
    const court = judging(events, undefined, knowing());
    for (const event of traceOf(waiting)) {
      events.push(event);
      court.see(event);
    }
    expect(court.owed()).toHaveLength(1);
    expect(court.owed()).toHaveLength(1);
  });

  it('can be gone on with after it was asked what is owed', () => {
    const trace = traceOf(tooEarly);
    const events: TraceEvent[] = [];
    const court = judging(events, undefined, knowing());
    const found = trace.flatMap((event) => {
      events.push(event);
      const now = court.see(event);
      court.owed();
      return now;
    });
    const state = trace.reduce((it, event) => step(it, event).state, start());
    expect([...found, ...court.finish()]).toEqual([...judge(trace).violations, ...finish(state)]);
  });

  it('is judged with the monitors that are given', () => {
    const events: TraceEvent[] = [];
    const court = judging(events, []);
    for (const event of traceOf(tooEarly)) {
      events.push(event);
      expect(court.see(event)).toEqual([]);
    }
    expect(court.finish()).toEqual([]);
  });
});
