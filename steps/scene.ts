import {
  overlapping,
  run,
  succeeded,
  type Actor,
  type CallEvent,
  type Cast,
  type Descriptor,
  type Expectation,
  type FdName,
  type Flow,
  type LiveCase,
  type Overlapping,
  type Verb,
  type Violation,
} from '../src/index.js';
import { explain } from './explain.js';
import type { Plan } from './plan.js';
import type { Endpoint, Its } from './words.js';

/** A descriptor that no node has handed out. */
const NO_SOCKET = 0x7fff_fff0;

/** The stage of one scenario: the case, the people in it, and what the current sentence is about. */
export class Scene {
  /** Those whose sockets are blocking: their calls are begun, and others act before they return. */
  readonly blocking = new Set<string>();
  /** The sentence that is being played. */
  says = '';
  /** The index of the last event before the latest block of Whens: what is indicated counts from there. */
  since = -1;
  /** The calls that the latest `When` made outside of anybody's own sockets. */
  readonly attempts: number[] = [];
  /** What people do, one after the other, and perhaps before the call of another one has returned. */
  readonly course: Overlapping;
  #before: 'Context' | 'Action' | 'Outcome' | undefined;
  /** How many events there were when the latest block of Whens ended. */
  #acted: number | undefined;

  constructor(
    readonly live: LiveCase,
    readonly cast: Cast,
    readonly plan: Plan,
    readonly clauses: readonly string[],
    /** The scenario repeats what once happened, and a provider that does otherwise may have no such link. */
    readonly repeats = false,
  ) {
    this.course = overlapping(live);
  }

  /** Begins a sentence: a block of Whens begins with its first, and ends before the Then that follows. */
  async begin(says: string, type: 'Context' | 'Action' | 'Outcome'): Promise<void> {
    this.says = says;
    if (type !== 'Action') await this.follow(this.course.finish());
    const now = this.live.trace().length;
    if (type === 'Action' && this.#before !== 'Action') {
      this.since = now - 1;
      this.attempts.length = 0;
    }
    this.#acted = type === 'Outcome' ? (this.#acted ?? now) : undefined;
    this.#before = type;
  }

  /** Plays a flow, once all has been done that was told before, and has returned. */
  async play(flow: Flow<unknown>): Promise<void> {
    await this.follow(this.course.finish());
    await this.follow(flow);
  }

  /** Follows a flow. What goes wrong after a violation is its consequence, so the violation is what is told. */
  async follow(flow: Flow<unknown>): Promise<void> {
    try {
      await run(flow);
    } catch (reason) {
      this.check();
      throw reason;
    }
  }

  /** Records what is to be seen, and fails if the oracle does not see it. */
  expect(expectation: Expectation): void {
    this.live.expect(this.says, expectation);
    this.check();
  }

  /** Lets everything happen, and waits for what is expected of it if it may still come; then records what is expected. */
  *awaits(expectations: readonly Expectation[]): Flow<void> {
    yield* this.live.quiet(expectations);
    for (const it of expectations) this.expect(it);
  }

  /** Fails if the oracle has found anything against this scenario. */
  check(): void {
    const all = this.violations();
    // One event may break several clauses: that of the scenario is what is told.
    const violation = all.find(({ clause }) => this.clauses.includes(clause)) ?? all[0];
    if (violation !== undefined) throw new Error(explain(violation));
  }

  /** What the oracle has found. What it says of the header belongs to the scenarios about the claims alone. */
  violations(): readonly Violation[] {
    return ofScenario(this.live.judgement().violations, this.clauses);
  }

  /** The descriptor of one of an actor's sockets. */
  socketOf(who: string, its: Its): Descriptor {
    const actor = this.cast.actor(who);
    if (its === 'no socket') return NO_SOCKET;
    if (its === 'socket') return actor.member;
    if (its === 'listening socket') return actor.own;
    const link = actor.links[its.linkTo];
    if (link === undefined && this.repeats) return NO_SOCKET;
    if (link === undefined) throw new Error(`${who} has no link to ${its.linkTo}`);
    return link;
  }

  /** The descriptor at which an event is due: those of joining on the socket that joins or listens, others on the member's. */
  dueAt({ who, which }: Endpoint, event: FdName): { readonly node: string; readonly socket: Descriptor } {
    const { node, own, member } = this.cast.actor(who);
    if (which !== 'any') return { node, socket: this.socketOf(who, which) };
    return { node, socket: event === 'FD_ACCEPT' || event === 'FD_CONNECT' ? own : member };
  }

  /** The latest call that an actor made, or the latest of one verb, not counting what the Thens look up. */
  callOf(who: string, verb?: Verb): CallEvent {
    const { node } = this.cast.actor(who);
    const ours = this.#sockets(this.cast.actor(who));
    const calls = this.live.trace().slice(0, this.#acted);
    const found = calls.findLast(
      (event): event is CallEvent =>
        event.kind === 'call' &&
        event.node === node &&
        (verb === undefined || event.verb === verb) &&
        (!('socket' in event.args) || ours.includes(event.args.socket)),
    );
    if (found === undefined) throw new Error(`${who} has not called ${verb ?? 'anything'} yet`);
    return found;
  }

  /** What a call has returned, if it has. */
  resultOf({ id }: CallEvent): 'ok' | 'error' | undefined {
    const returned = this.live.trace().find((event) => event.kind === 'return' && event.id === id);
    if (returned?.kind !== 'return') return undefined;
    return succeeded<unknown>(returned.result) ? 'ok' : 'error';
  }

  /** What a socket has received since the latest block of Whens: what it had sent itself, and what others had. */
  heardBy(
    node: string,
    socket: Descriptor,
  ): { readonly ownEchoes: readonly string[]; readonly ofOthers: readonly string[] } {
    const trace = this.live.trace();
    const calls = trace.flatMap((event) => (event.kind === 'call' && event.node === node ? [event] : []));
    const sent = calls.flatMap((call) => (call.verb === 'send' && call.args.socket === socket ? call.args.data : []));
    const reads = calls.flatMap((call) => (call.verb === 'recv' && call.args.socket === socket ? call.id : []));
    const came = trace
      .slice(this.since + 1)
      .flatMap((event) =>
        event.kind === 'return' && event.verb === 'recv' && reads.includes(event.id) && succeeded(event.result)
          ? event.result.ok.data
          : [],
      );
    return {
      ownEchoes: came.filter((data) => sent.includes(data)),
      ofOthers: came.filter((data) => !sent.includes(data)),
    };
  }

  // Descriptors mean something only on their node, and several actors may live on one.
  #sockets({ own, member, links }: Actor): readonly Descriptor[] {
    return [own, member, NO_SOCKET, ...Object.values(links)];
  }
}

/** The violations that a scenario is about: those of the header count only where their clause is one of its own. */
export function ofScenario(violations: readonly Violation[], clauses: readonly string[]): readonly Violation[] {
  return violations.filter(({ at, clause }) => at > 0 || clauses.includes(clause));
}
