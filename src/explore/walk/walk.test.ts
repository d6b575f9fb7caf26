import { createHook } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from '../../../reference/mutants/all.js';
import { createProvider } from '../../../reference/memory/index.js';
import { localText } from '../../oracle/index.js';
import { DEFAULT_LIMITS, run, type Provider } from '../../port/index.js';
import { openCase, parseReplay, type CaseRecord } from '../../run/index.js';
import { flagsOf } from '../../spi/index.js';
import type { Trace } from '../../trace/index.js';
import { runPlan } from '../run-plan.js';
import { scopeOf } from '../graph/index.js';
import { playScript } from '../tour/voyage.js';
import { leadOf } from './lead.js';
import { runWalk } from './run-walk.js';
import { simpler, type Made } from './simpler.js';
import { parseWalk, stringifyWalk } from './token.js';
import type { Step, Walk } from './walk.js';
import { walkable, walks, type WalksDefinition } from './walks.js';

const reference = createProvider();
const INFO = { id: 'walk', name: 'A walk', clauses: [] };
const options = { provider: reference, limits: DEFAULT_LIMITS, info: INFO };

const LEAF = flagsOf({ control: 'c_leaf', data: 'd_leaf' });

const guest = { asks: true, deaf: false, unbound: false, flags: 4 };
const plan = {
  ...({
    scheme: 'invite+admit',
    data: 'rooted-data',
    source: 0,
    backlog: 16,
    deafRoot: false,
    inherits: false,
  } as const),
  ...({ moves: [], ending: 'stays' } as const),
  guests: [guest, { ...guest, asks: false }, guest],
};
const walk: Walk = { sessions: [plan, plan], seed: 11 };

function walked(start: Walk = walk): { readonly made: Made; readonly trace: Trace } {
  const steps: Step[] = [];
  const execution = run(runWalk(start, options, leadOf(start, 'habits', undefined, steps)));
  if (execution instanceof Promise) throw new Error('the reference answers at once');
  expect(execution.judgement.violations).toEqual([]);
  expect(execution.obstacle).toBeUndefined();
  return { made: { ...start, steps }, trace: execution.trace };
}

function without(trace: Trace): Trace {
  return trace.filter(({ kind }) => kind !== 'note');
}

describe('a walk', () => {
  it('goes through several sessions at once, and each as if it were alone', () => {
    const { made, trace } = walked();
    expect(new Set(made.steps.map(({ session }) => session))).toEqual(new Set([0, 1]));
    const nodes = new Set(trace.flatMap((event) => (event.kind === 'indication' ? [event.node] : [])));
    expect([...nodes].some((node) => node.endsWith('-s2'))).toBe(true);
  });

  it('is the same again from the same seed, and from its steps', () => {
    const first = walked();
    expect(walked().trace).toEqual(first.trace);
    const again = run(runWalk(first.made, options, leadOf(walk, 'habits', undefined, [])));
    expect(again instanceof Promise ? [] : without(again.trace)).toEqual(without(first.trace));
  });

  it('goes into a token and comes out of it', () => {
    const { made } = walked();
    expect(parseWalk(stringifyWalk(made))).toEqual(made);
    for (const text of ['', '!', 'Ar0.16s:a4!1!Q', 'Ar0.16s:!1!a1', 'Ar0.16s:a4!x!a1', 'Ar0.16s:a4!1!a1.2']) {
      expect(parseWalk(text)).toBeUndefined();
    }
  });

  it('can be made simpler, until nothing is left of it', () => {
    let { made } = walked();
    for (let rounds = 0; rounds < 1000; rounds += 1) {
      const next = simpler(made).next().value;
      if (next?.steps === undefined) break;
      made = { ...next, steps: next.steps };
    }
    expect([made.sessions.length, made.sessions[0]?.guests.length, made.steps]).toEqual([1, 1, []]);
  });
});

describe('walks', () => {
  const definition: WalksDefinition = { ...INFO, scheme: 'admit', leaves: 6, sessions: 1 };
  const check = (of: Partial<WalksDefinition>, provider: Provider, runs: number, more = {}): Promise<CaseRecord> =>
    walks({ ...definition, ...of }).check({ provider, seed: 1, runs, limits: DEFAULT_LIMITS, ...more });

  it('find nothing wrong with the reference, in a crowd of 64 and in four sessions at once', async () => {
    const crowd = await check({ scheme: 'invite+admit', leaves: 64 }, reference, 2);
    const sessions = await check({ scheme: 'invite+admit', leaves: 3, sessions: 4 }, reference, 6);
    expect([crowd.outcome, sessions.outcome]).toEqual(['passed', 'passed']);
  });

  it('find what only an ordering reveals, as short as it can be, and again from its token', async () => {
    const found = MUTANTS.find(({ name }) => name === 'crowded-root-is-mute') ?? MUTANTS[0];
    if (found === undefined) throw new Error('there are no mutants');
    const record = await check({}, found.provider, 400);
    expect([record.outcome, record.violations[0]?.clause]).toEqual(['violated', found.breaks]);
    const token = parseReplay(record.replay);
    const path = 'replay' in token ? (token.replay.path ?? '') : '';
    const made = parseWalk(path);
    expect(made?.steps.length).toBeLessThan(12);
    const again = await check({}, found.provider, 1, { path });
    expect(again.violations).toEqual(record.violations);
    expect((await check({}, reference, 1, { path })).outcome).toBe('passed');
    for (const candidate of made === undefined ? [] : simpler(made)) {
      const fewer = candidate.steps === undefined ? '' : stringifyWalk({ ...candidate, steps: candidate.steps });
      const tried = await check({}, found.provider, 1, { path: fewer });
      expect(tried.violations[0]?.clause, fewer).not.toBe(found.breaks);
    }
  });

  it('say so when there is no more time, and when a token makes no sense', async () => {
    let asked = 0;
    const stopped = await check({}, reference, 50, { isOver: () => (asked += 1) > 3 });
    expect([stopped.outcome, stopped.executions, stopped.reason]).toEqual([
      'inconclusive',
      3,
      'interrupted after 3 of 50 runs',
    ]);
    expect((await check({}, reference, 1, { path: 'nonsense' })).outcome).toBe('inconclusive');
  });

  it('need nodes enough, and a session each', () => {
    const { capabilities } = reference;
    expect(walkable({ scheme: 'admit', leaves: 64, sessions: 1 }, capabilities)).toBe(true);
    expect(walkable({ scheme: 'admit', leaves: 32, sessions: 2 }, capabilities)).toBe(false);
    expect(walkable({ scheme: 'nonrooted', leaves: 2, sessions: 2 }, capabilities)).toBe(false);
  });
});

describe('the situation of a leaf', () => {
  it('is the same for two leaves to whom the same has happened', () => {
    const live = run(openCase({ ...options, nodes: ['root', 'leaf-1', 'leaf-2'], seed: 1 }));
    if (live instanceof Promise) throw new Error('the reference answers at once');
    const make = (node: string): void => void live.ask(node, 'socket', { entry: 1001, flags: LEAF, blocking: false });
    make('leaf-1');
    expect(live.known().model.sockets.size).toBe(1);
    expect(localText(live.known(), 'root', 'leaf-1')).not.toBe(localText(live.known(), 'root', 'leaf-2'));
    make('leaf-2');
    expect(localText(live.known(), 'root', 'leaf-1')).toBe(localText(live.known(), 'root', 'leaf-2'));
  });
});

describe('an execution on a provider that answers at once', () => {
  const scope = scopeOf('admit', 2, 'quick');
  const full = {
    ...plan,
    moves: [{ kind: 'ask', guest: 0 }, { kind: 'quiet' }, { kind: 'accept', at: 0, eager: false }],
  } as const;
  const acts = [
    { do: 'ask', leaf: 0 },
    { do: 'quiet' },
    { do: 'accept' },
    { do: 'to-root', leaf: 1 },
    { do: 'step' },
  ] as const;
  it.each([
    ['of a tour', () => run(playScript(scope, acts, { ...options, seed: 1 }))],
    ['of a plan', () => run(runPlan(full, { ...options, seed: 1 }))],
    ['of a walk', () => run(runWalk(walk, options, leadOf(walk, 'habits', undefined, [])))],
  ])('%s makes not one promise', (_of, execute) => {
    let promises = 0;
    const hook = createHook({
      init(_id, type) {
        if (type === 'PROMISE') promises += 1;
      },
    }).enable();
    const done = execute();
    const made = promises;
    hook.disable();
    expect(done).not.toBeInstanceOf(Promise);
    expect(made).toBe(0);
  });
});
