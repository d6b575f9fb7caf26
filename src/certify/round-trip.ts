import type { Revision } from '../clauses/index.js';
import { flagsOf, controlPlane, type ProtocolEntry } from '../spi/index.js';
import { run, type Flow, type Limits, type Provider } from '../port/index.js';
import { deadline } from '../run/clock.js';
import { CaseOver, openCase, stringifyReplay, type CaseRecord, type LiveCase } from '../run/index.js';
import { countingIn } from './recheck.js';

/** The id of the case in which the provider is met for the first time. */
export const FIRST_MEETING = 'first meeting';

/** What meeting a provider for the first time has shown. */
export interface FirstMeeting {
  /** How long a call takes to answer, in milliseconds; undefined where that could not be found out. */
  readonly roundTripMs: number | undefined;
  /** The case as such: the calls that were made to measure. It shows no clause, but may fail one. */
  readonly record: CaseRecord;
}

const ROUNDS = 5;

/** Opens a case and makes a few calls, to learn how long a provider takes to answer. */
export async function meet(provider: Provider, seed: number, limits: Limits, spec?: Revision): Promise<FirstMeeting> {
  const info = { id: FIRST_MEETING, name: 'The provider is met for the first time', clauses: [] };
  const entry = provider.capabilities.entries[0];
  const node = entry !== undefined && controlPlane(entry) === 'rooted' ? 'root' : 'member-1';
  let live: LiveCase | undefined;
  let roundTripMs: number | undefined;
  let trouble: string | undefined;

  function* meeting(): Flow<void> {
    live = yield* openCase({ provider, nodes: [node], seed, info, limits, spec });
    if (entry !== undefined) roundTripMs = yield* measured(live, node, entry);
    yield* live.end();
  }
  try {
    await run(meeting());
  } catch (reason) {
    trouble = reason instanceof CaseOver || reason instanceof Error ? reason.message : 'unknown';
  }
  const { violations: all = [], fault } = live?.judgement() ?? {};
  const violations = countingIn(all, info.clauses);
  const reason = trouble ?? fault?.detail;
  return {
    roundTripMs,
    record: {
      kind: 'scenario',
      ...info,
      outcome: violations.length > 0 ? 'violated' : reason === undefined ? 'passed' : 'inconclusive',
      ...(reason === undefined ? {} : { reason }),
      violations,
      trace: live?.trace() ?? [],
      seed,
      executions: 1,
      replay: stringifyReplay({ case: info.id, provider, seed, spec }),
    },
  };
}

/** The median of a few calls. */
function* measured(live: LiveCase, node: string, { id }: ProtocolEntry): Flow<number> {
  const took: number[] = [];
  const made = yield* live.call(node, 'socket', {
    entry: id,
    flags: flagsOf({ control: 'c_leaf', data: 'd_leaf' }),
    blocking: false,
  });
  const socket = 'ok' in made ? made.ok.socket : 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const clock = deadline(0);
    yield* live.call(node, 'getSockName', { socket });
    took.push(clock.elapsed());
  }
  if ('ok' in made) yield* live.call(node, 'closeSocket', { socket });
  return took.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}
