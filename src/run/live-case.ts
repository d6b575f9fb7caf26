import { SPEC_REVISION, type Revision } from '../clauses/index.js';
import {
  judging,
  type Automaton,
  type Judgement,
  type Monitor,
  type OracleState,
  type Violation,
} from '../oracle/index.js';
import {
  after,
  faultEvent,
  open,
  wait,
  type Awaitable,
  type Flow,
  type Limits,
  type Line,
  type Provider,
  type Recorder,
  type Testbed,
} from '../port/index.js';
import type { Address } from '../spi/index.js';
import type {
  Args,
  Expectation,
  FaultEvent,
  Gives,
  Header,
  NodeName,
  Result,
  Trace,
  TraceEvent,
  Verb,
} from '../trace/index.js';
import { answered, asked, guarded } from './asked.js';
import { callsIn, type Calls } from './calls.js';
import { checkpointAt } from './checkpoint.js';
import { withDeadline } from './clock.js';
import { quietIn, type Surroundings } from './quiet.js';
import { underWayIn } from './under-way.js';
import { KIT_VERSION } from './version.js';

/** Which case a trace belongs to. */
export interface CaseInfo {
  /** Stable over runs: a feature's path and scenario, or a property's name. */
  readonly id: string;
  readonly name: string;
  /** The clauses that the case is to show. */
  readonly clauses: readonly string[];
}

/** What a case needs to run. */
export interface CaseOptions {
  readonly provider: Provider;
  readonly nodes: readonly NodeName[];
  readonly seed: number;
  readonly info: CaseInfo;
  readonly limits: Limits;
  /** The revision of the specification that is to be judged by; the newest where it is not said. */
  readonly spec?: Revision | undefined;
  /** Judges with these monitors alone: for showing that each is needed. */
  readonly monitors?: readonly Monitor[] | undefined;
  /** Remembers what has been judged before, where many cases are alike. It has to be of the same monitors. */
  readonly known?: Automaton | undefined;
}

/** Ends a case from within: the provider broke the port's contract, and there is nothing more to learn. */
export class CaseOver extends Error {
  override readonly name = 'CaseOver';
  constructor(readonly fault: FaultEvent) {
    super(fault.detail);
  }
}

/** A case under way on a provider: everything that happens in it is recorded and put before the oracle. */
export interface LiveCase extends Calls {
  readonly header: Header;
  readonly testbed: Testbed;
  /** What has been recorded so far. */
  trace(): Trace;
  /** What the oracle knows of what has been recorded so far. */
  known(): OracleState;
  /** The verdict on what has been recorded so far. */
  judgement(): Judgement;
  /** Issues a call and waits for its return. Throws CaseOver on a fault. */
  call<V extends Verb>(node: NodeName, verb: V, args: Args<V>): Flow<Result<Gives<V>>>;
  /**
   * Lets everything that is under way happen, and records the evidence of quiet. Where only deadlines tell, what is
   * expected is waited for, like what the provider owes: silence alone does not show that it will not come. While a call
   * is kept in flight, nothing is evidence of quiet, and nothing is waited for.
   */
  quiet(expected?: readonly Expectation[]): Flow<void>;
  /** What is still to come, in words, where only deadlines tell; nothing where the provider says when it is settled. */
  awaited(): readonly string[];
  /** Lets one thing happen, where the provider can do that; false if nothing was under way. */
  step(): Flow<boolean>;
  /** The same outside of a flow. */
  takeStep(): Awaitable<boolean>;
  /** Lets the oldest thing happen that is under way between two nodes; false if nothing was, or nobody can tell. */
  deliver(from: NodeName, to: NodeName): Awaitable<boolean>;
  /** Between which nodes something is under way that `deliver` would let happen; undefined where the provider cannot tell. */
  underWay(): Awaitable<readonly Line[] | undefined>;
  /** Records an expectation, and gives the violations that it brought to light. */
  expect(says: string, expectation: Expectation, clauses?: readonly string[]): readonly Violation[];
  note(text: string): void;
  /**
   * Remembers how everything stands, in the case and at the provider, and gives what goes back there, as often as it is
   * called: nothing of what came after is in the trace then. Undefined where the provider has no checkpoints, and while a
   * call is in flight.
   */
  checkpoint(): Awaitable<(() => Awaitable<void>) | undefined>;
  /** Ends the case: what is still owed is judged, and the testbed closed. */
  end(): Flow<Judgement>;
}

/** Opens a case; throws CaseOver if the provider cannot. */
export function* openCase({ provider, nodes, seed, info, limits, spec, monitors, known }: CaseOptions): Flow<LiveCase> {
  const events: TraceEvent[] = [];
  const violations: Violation[] = [];
  const court = judging(events, monitors, known);
  let fault: Judgement['fault'];

  const emit = (event: TraceEvent): void => {
    if (event.kind === 'fault') fault ??= { at: events.length, what: event.what, detail: event.detail };
    events.push(event);
    const found = court.see(event);
    if (found.length > 0) violations.push(...found);
  };
  const overIfFaulty = (): void => {
    if (fault === undefined) return;
    const event = events[fault.at];
    if (event?.kind === 'fault') throw new CaseOver(event);
  };

  // The header stands first, but what it says of the nodes is known only when the provider has opened the case, and
  // a provider may indicate from within open(); such events are held until the header is written.
  let held: TraceEvent[] | undefined = [];
  const opened = yield* wait(
    withDeadline(
      open(provider, { nodes, seed }, limits, (event) => (held === undefined ? emit(event) : void held.push(event))),
      limits.callMs,
    ),
  );
  if (opened === 'too late') {
    throw new CaseOver(faultEvent('no-answer', `open() did not answer within ${limits.callMs} ms`));
  }
  if ('fault' in opened) throw new CaseOver(opened.fault);
  const recorder: Recorder = opened.recorder;
  const { testbed } = recorder;
  const header: Header = {
    kind: 'header',
    format: 'joinleaf-trace',
    version: 1,
    kit: KIT_VERSION,
    spec: spec ?? SPEC_REVISION,
    provider: { name: provider.name, version: provider.version },
    capabilities: provider.capabilities,
    seed,
    case: info,
    nodes: addressesOf(testbed, nodes),
    ...(testbed.session === undefined ? {} : { session: testbed.session }),
    ...(testbed.noSession === undefined ? {} : { noSession: testbed.noSession }),
    ...(testbed.unreachable === undefined ? {} : { unreachable: testbed.unreachable }),
  };
  emit(header);
  for (const event of held) emit(event);
  held = undefined;

  function oneThing(what: string, happens: () => Awaitable<boolean | undefined>): Awaitable<boolean> {
    overIfFaulty();
    return after(answered(surroundings, what, happens), (moved) => moved === true);
  }

  const calls = callsIn({ recorder, limits, emit, overIfFaulty });
  const judgement = (): Judgement => (fault === undefined ? { violations } : { violations, fault });
  const conclude = (): Awaitable<Judgement> => {
    if (fault === undefined) violations.push(...court.finish());
    const close = (): Awaitable<void> => testbed.close(fault === undefined ? {} : { fault: fault.detail });
    // To begin a process anew takes longer than any call.
    const begins = fault !== undefined && provider.renews === true;
    return after(begins ? guarded(close, emit) : asked(surroundings, 'close()', close), judgement);
  };
  const surroundings: Surroundings = {
    recorder,
    limits,
    emit,
    overIfFaulty,
    events,
    owesNothing: () => court.owed().length === 0,
    awaits: (expected) => court.awaits(expected),
    isFaulty: () => fault !== undefined,
  };

  return {
    header,
    testbed,
    trace: () => events,
    known: () => court.state(),
    judgement,
    call: (node, verb, args) => wait(calls.ask(node, verb, args)),
    quiet: (expected = []) => (calls.kept() === 0 ? quietIn(surroundings, expected) : wait(undefined)),
    awaited: () => (testbed.settle === undefined ? court.owed() : []),
    step: () => wait(oneThing('step()', () => testbed.step?.())),
    takeStep: () => oneThing('step()', () => testbed.step?.()),
    deliver: (from, to) => oneThing('deliver()', () => testbed.deliver?.(from, to)),
    underWay: () => underWayIn(surroundings),
    expect(says, expectation, clauses = info.clauses) {
      const before = violations.length;
      emit({ kind: 'expect', clauses, says, expectation });
      return violations.slice(before);
    },
    note: (text) => emit({ kind: 'note', text }),
    checkpoint() {
      if (recorder.inFlight() > 0) return undefined;
      return after(checkpointAt(surroundings), (atProvider) => {
        if (atProvider === undefined) return undefined;
        const [recorded, judged] = [recorder.checkpoint(), court.checkpoint()];
        const then = { events: events.length, violations: violations.length };
        const forget = (): void => {
          while (events.length > then.events) events.pop();
          while (violations.length > then.violations) violations.pop();
          recorded();
          judged();
        };
        return () => after(atProvider(), forget);
      });
    },
    end: () => wait(conclude()),
    ...calls,
  };
}

function addressesOf({ addresses }: Testbed, nodes: readonly NodeName[]): Header['nodes'] {
  const found: Record<NodeName, Address> = {};
  for (const node of nodes) {
    const address = addresses[node];
    if (address !== undefined) found[node] = address;
  }
  return found;
}
