import { DEFAULT_LIMITS, run, type Flow, type Provider } from '../../port/index.js';
import { CaseOver, openCase, type LiveCase } from '../../run/index.js';
import type { Trace } from '../../trace/index.js';

/** So long a call may take that is going to be answered, in milliseconds: much longer than it does on any machine. */
const LONG = 30_000;

/**
 * Plays a short case on a provider, which misbehaves where the seed is 13. Gives its trace; the fault stands in it, if
 * there is one.
 */
export async function play(provider: Provider, seed: number, callMs = LONG): Promise<Trace> {
  let live: LiveCase | undefined;
  function* script(): Flow<void> {
    live = yield* openCase({
      provider,
      nodes: ['root'],
      seed,
      info: { id: 'x', name: 'x', clauses: [] },
      limits: { ...DEFAULT_LIMITS, callMs },
    });
    const made = yield* live.call('root', 'socket', { entry: 1, flags: 0, blocking: false });
    const socket = 'ok' in made ? made.ok.socket : 0;
    yield* live.call('root', 'bind', { socket, name: null });
    yield* live.quiet();
    for (let round = 0; round < 3; round += 1) {
      yield* live.call('root', 'getSockName', { socket });
      yield* live.quiet();
      if (seed === 13) yield* pause(60);
    }
  }
  try {
    await run(script());
  } catch (reason) {
    if (!(reason instanceof CaseOver)) throw reason;
    if (live === undefined) return [reason.fault];
  }
  if (live !== undefined) await run(live.end());
  return live?.trace() ?? [];
}

function* pause(ms: number): Flow<void> {
  yield new Promise((resolve) => setTimeout(resolve, ms));
}

/** The first fault in a trace. */
export function faultIn(trace: Trace): readonly [what: string, detail: string] | undefined {
  const fault = trace.find((event) => event.kind === 'fault');
  return fault?.kind === 'fault' ? [fault.what, fault.detail] : undefined;
}
