import { describe, expect, it } from 'vitest';
import { provider } from '../../reference/memory/index.js';
import { DEFAULT_LIMITS, run, type Provider } from '../port/index.js';
import { JL } from '../spi/index.js';
import type { Guest, Plan } from './plan.js';
import { runPlan, type Execution } from './run-plan.js';

const info = { id: 'plan', name: 'A plan', clauses: [] };
const guest: Guest = { asks: false, deaf: false, unbound: false, flags: JL.BOTH };
const plan: Plan = {
  scheme: 'invite',
  data: 'nonrooted-data',
  source: 0,
  backlog: 8,
  deafRoot: false,
  inherits: false,
  guests: [guest, guest],
  moves: [],
  ending: 'stays',
};

function play(changes: Partial<Plan>, by: Provider = provider, seed = 1): Execution {
  const execution = run(runPlan({ ...plan, ...changes }, { provider: by, seed, limits: DEFAULT_LIMITS, info }));
  if (execution instanceof Promise) throw new Error('a provider that answers at once was waited for');
  return execution;
}

function namesOf({ members }: Execution): readonly string[] {
  return members.map(({ name }) => name);
}

describe('runPlan', () => {
  it('accepts whoever still waits when the moves are over', () => {
    const execution = play({ moves: [{ kind: 'invite', guest: 1 }] });
    expect(namesOf(execution)).toEqual(['leaf-2']);
    expect(execution.performed).toEqual(['invite']);
  });

  it('lets every member speak, and everybody receive', () => {
    const { trace } = play({
      scheme: 'admit',
      moves: [
        { kind: 'ask', guest: 0 },
        { kind: 'ask', guest: 1 },
      ],
    });
    const heard = trace.flatMap((event) =>
      event.kind === 'return' && event.verb === 'recv' && 'ok' in event.result ? [event.result.ok.data] : [],
    );
    expect(heard.toSorted()).toEqual(
      ['leaf-1 says 2', 'leaf-1 says 2', 'leaf-2 says 3', 'leaf-2 says 3', 'root says 1', 'root says 1'].toSorted(),
    );
  });

  it('makes a move for the first one for whom it makes sense, and skips it where there is none', () => {
    const execution = play({
      moves: [
        { kind: 'leave', guest: 0 },
        { kind: 'invite', guest: 0 },
        { kind: 'quiet' },
        { kind: 'accept', at: 1, eager: false },
        { kind: 'join', guest: 0 },
      ],
    });
    expect(execution.performed).toEqual(['invite', 'quiet', 'accept']);
    expect(namesOf(execution)).toEqual(['leaf-1']);
  });

  it.each([false, true])('registers events on what a join brings forth, unless they are inherited (%s)', (inherits) => {
    const { trace } = play({ inherits, moves: [{ kind: 'invite', guest: 0 }] });
    const registrations = trace.filter((event) => event.kind === 'call' && event.verb === 'eventSelect');
    expect(registrations).toHaveLength(inherits ? 3 : 5);
  });

  it.each(['closes', 'shuts down'] as const)('ends the session where the root %s', (ending) => {
    const { trace } = play({ ending, moves: [{ kind: 'invite', guest: 0 }] });
    const closed = trace.flatMap((event) =>
      event.kind === 'indication' && event.event === 'FD_CLOSE' ? [event.node] : [],
    );
    expect(closed).toContain('leaf-1');
  });

  it('plays a nonrooted session without a root', () => {
    const execution = play({
      scheme: 'nonrooted',
      moves: [
        { kind: 'join', guest: 0 },
        { kind: 'join', guest: 1 },
      ],
    });
    expect(namesOf(execution)).toEqual(['member-1', 'member-2']);
    expect(execution.trace[0]).toMatchObject({ kind: 'header' });
    expect(execution.trace[0]?.kind === 'header' && Object.keys(execution.trace[0].nodes)).toEqual([
      'member-1',
      'member-2',
    ]);
  });

  it('tells of sockets that cannot be made as an obstacle', () => {
    const none: Provider = { ...provider, capabilities: { ...provider.capabilities, entries: [] } };
    expect(play({}, none).obstacle).toBe('no entry has a rooted control plane and a nonrooted data plane');
  });

  it('tells of a provider that cannot open a case, or throws, as an obstacle', () => {
    const shut: Provider = {
      ...provider,
      open: () => {
        throw new Error('out of order');
      },
    };
    expect(play({}, shut)).toMatchObject({ judgement: { fault: { what: 'open-failed' } }, performed: [] });
    const brittle: Provider = {
      ...provider,
      open(setup) {
        const testbed = provider.open(setup);
        if (testbed instanceof Promise) throw new Error('the reference answers at once');
        return {
          ...testbed,
          joinLeaf: () => {
            throw new Error('it broke');
          },
        };
      },
    };
    const broken = play({ moves: [{ kind: 'invite', guest: 0 }] }, brittle);
    expect(broken.judgement.fault).toMatchObject({ what: 'threw' });
    expect(broken.obstacle).toContain('it broke');
  });

  it('records the same trace, byte for byte, from the same plan and seed', () => {
    const moves = [0, 1].flatMap((guest) => [
      { kind: 'ask', guest } as const,
      { kind: 'deliver', messages: 1 } as const,
    ]);
    const changes = { scheme: 'admit', moves } as const;
    expect(JSON.stringify(play(changes, provider, 42).trace)).toBe(JSON.stringify(play(changes, provider, 42).trace));
  });

  it('waits for a provider that answers by promise, and records what it would record otherwise', async () => {
    const slow: Provider = { ...provider, open: (setup) => Promise.resolve(provider.open(setup)) };
    const moves = [{ kind: 'invite', guest: 0 }] as const;
    const execution = await run(runPlan({ ...plan, moves }, { provider: slow, seed: 1, limits: DEFAULT_LIMITS, info }));
    expect(JSON.stringify(execution.trace)).toBe(JSON.stringify(play({ moves }).trace));
  });
});
