import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { run } from '../port/index.js';
import { stringifyReplay, type CaseRecord } from '../run/index.js';
import { counting } from './in-case.js';
import { minimised, type MinimiseOptions } from './deeds/index.js';
import type { CheckOptions, Definition, Property } from './property.js';
import type { Execution } from './run-plan.js';

/** Makes a property of its definition. */
export function propertyOf<T>(definition: Definition<T>): Property {
  const { id, name, clauses } = definition;
  return {
    id,
    name,
    clauses,
    applies: (capabilities) => definition.applies(capabilities),
    check: (options) => check(definition, options),
  };
}

/** Thrown to tell fast-check that an input is a counterexample. */
class Counterexample extends Error {
  override readonly name = 'Counterexample';
}

/** So many executions between two turns of the event loop. */
const BREATH = 8;

/**
 * So many executions at most are spent on making the input itself small. Few take more than 300; those few, mostly because
 * time has to pass for what others do, would take many thousands. What was done is made as small as it can be all the same.
 */
const MOST_SHRINKING = 500;

const NOTHING: Execution = { trace: [], judgement: { violations: [] }, performed: [], members: [] };

/**
 * Looks for an input whose execution the oracle finds a violation in, and shrinks it. While shrinking, an input that
 * breaks another clause does not count, so that the shortest counterexample shows what the first one showed. An
 * execution that met an obstacle decides nothing: without a violation the outcome is then inconclusive.
 */
async function check<T>(definition: Definition<T>, options: CheckOptions): Promise<CaseRecord> {
  const { provider, seed, runs, limits, spec, path, monitors, shrink = true } = options;
  const { id, name, clauses } = definition;
  const record = (rest: Pick<CaseRecord, 'outcome' | 'violations' | 'trace' | 'executions'> & Partial<CaseRecord>) => ({
    kind: 'property' as const,
    id,
    name,
    clauses,
    seed,
    replay: stringifyReplay({ case: id, provider, seed, path, spec }),
    ...rest,
  });
  if (!definition.applies(provider.capabilities)) {
    const reason = 'the provider does not claim what this is about';
    return record({ outcome: 'not-applicable', reason, violations: [], trace: [], executions: 0 });
  }

  // Where inputs are written into tokens as they are, the path is one of them, and no way to it.
  const { written } = definition;
  const again = path === undefined ? undefined : written?.parse(path);
  if (path !== undefined && written !== undefined && again === undefined) {
    const reason = 'the replay token does not hold what this could be done with again';
    return record({ outcome: 'inconclusive', reason, violations: [], trace: [], executions: 0 });
  }

  let executions = 0;
  let effective = 0;
  let found = Number.POSITIVE_INFINITY;
  let clause: string | undefined;
  let obstacle: string | undefined;
  let last: Execution | undefined;
  let shortest: Execution | undefined;
  let shown: T | undefined;
  const execute = async (input: T): Promise<Execution> => {
    try {
      return await run(definition.execute(input, { provider, limits, spec, monitors, info: { id, name, clauses } }));
    } catch (reason) {
      const detail = reason instanceof Error ? reason.message : String(reason);
      return { ...NOTHING, obstacle: `the check itself failed: ${detail}` };
    }
  };
  const predicate = async (input: T): Promise<void> => {
    // Nothing can be learnt after an obstacle but what a counterexample found before it has still to be shrunk.
    if (obstacle !== undefined || executions - found > MOST_SHRINKING) return;
    if (clause === undefined && options.isOver !== undefined) {
      // Else nobody would hear that there is no more time.
      if (executions % BREATH === BREATH - 1) await turn();
      if (options.isOver()) throw new fc.PreconditionFailure(true);
    }
    executions += 1;
    const execution = await execute(input);
    const violation = counting(execution)[0];
    if (execution.obstacle !== undefined && violation === undefined) {
      // While shrinking, an obstacle only means that this input is no counterexample.
      if (clause === undefined) obstacle = execution.obstacle;
      last ??= execution;
      return;
    }
    if (clause === undefined) {
      last = execution;
      if (execution.performed.length > 0) effective += 1;
      options.onRun?.(executions);
    }
    if (violation === undefined) return;
    if (clause === undefined) found = executions;
    clause ??= violation.clause;
    if (violation.clause !== clause) return;
    // Each one that is found is smaller than the one before. It is kept: a provider may behave differently next time.
    shortest = execution;
    shown = input;
    throw new Counterexample(violation.saw);
  };

  const inputs = again === undefined ? definition.inputs(provider.capabilities) : fc.constant(again);
  const details = await fc.check(fc.asyncProperty(inputs, predicate), {
    seed,
    numRuns: path === undefined ? runs : 1,
    endOnFailure: path !== undefined || !shrink,
    ...(path === undefined || again !== undefined ? {} : { path }),
  });

  if (shortest !== undefined) {
    const least = shrink
      ? await inSmall(shortest, { provider, limits, spec, monitors, info: { id, name, clauses } })
      : shortest;
    const text = shown === undefined ? undefined : written?.stringify(shown);
    const at = text ?? details.counterexamplePath ?? undefined;
    const replay = stringifyReplay({ case: id, provider, seed, path: at, spec });
    return record({
      outcome: 'violated',
      violations: counting(least),
      trace: least.trace,
      executions,
      replay,
    });
  }
  const trace = last?.trace ?? [];
  const reason = obstacle ?? unfinished(details, runs, effective);
  if (reason !== undefined) return record({ outcome: 'inconclusive', reason, violations: [], trace, executions });
  return record({ outcome: 'passed', violations: [], trace, executions });
}

/**
 * fast-check makes the input small. What was done with it can be smaller still: without how everything is brought to rest,
 * for one. Whoever replays the input comes to the same.
 */
async function inSmall(shortest: Execution, options: MinimiseOptions): Promise<Pick<Execution, 'trace' | 'judgement'>> {
  const [violation] = counting(shortest);
  const least = violation === undefined ? undefined : await minimised(shortest.trace, violation, options);
  return least ?? shortest;
}

function unfinished<T>(details: fc.RunDetails<T>, runs: number, effective: number): string | undefined {
  if (details.interrupted) return `interrupted after ${details.numRuns} of ${runs} runs`;
  if (details.failed) return 'the check itself failed, for no input in particular';
  return effective === 0 ? 'no run made a single move' : undefined;
}
