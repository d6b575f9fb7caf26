import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';
import { ENTRIES, PLACES, provider } from '../../../reference/memory/index.js';
import { DEFAULT_LIMITS, open, type Recorder } from '../../port/index.js';
import { FD, flagsOf, JL, SD, SIO, type Address } from '../../spi/index.js';
import {
  succeeded,
  type Args,
  type Condition,
  type Gives,
  type Header,
  type Result,
  type Trace,
  type TraceEvent,
  type Verb,
} from '../../trace/index.js';
import { headerOf } from '../../trace/testing/header.js';

const USUAL = FD.FD_READ | FD.FD_ACCEPT | FD.FD_CONNECT | FD.FD_CLOSE;
const ODD_MASKS = [USUAL, 0x18, 0x30, FD.FD_ACCEPT, 0x29, 0, FD.FD_CONNECT, FD.FD_CLOSE];
const ROLES: readonly number[] = [JL.BOTH, JL.BOTH, JL.SENDER_ONLY, JL.RECEIVER_ONLY];

interface Socket {
  readonly node: string;
  readonly socket: number;
  readonly name: Address;
}

/** Chance, from a seed. */
export class Dice {
  readonly #random;
  constructor(seed: number) {
    this.#random = xoroshiro128plus(seed * 7919 + 11);
  }

  /** A whole number from 0, smaller than `sides`. */
  throw(sides: number): number {
    return unsafeUniformIntDistribution(0, sides - 1, this.#random);
  }

  /** True once in so many throws. */
  once(sides: number): boolean {
    return this.throw(sides) === 0;
  }

  pick<T>(from: readonly T[]): T {
    const place = this.throw(from.length);
    for (const it of from.slice(place)) return it;
    throw new RangeError('nothing to pick from');
  }
}

/**
 * The trace of random calls on random sockets of the reference provider: whatever anybody might call, whether it makes
 * sense or not. Where the seed says so some sockets are blocking: such calls are issued, and others go on meanwhile.
 */
export async function randomRun(seed: number, steps = 40): Promise<Trace> {
  const play = new Play(seed);
  play.castAll();
  for (let step = 0; step < steps; step += 1) await play.anything();
  await play.settle();
  await play.hearAll();
  return play.trace;
}

class Play {
  readonly trace: TraceEvent[] = [];
  readonly #blocking: boolean;
  readonly #dice: Dice;
  readonly #recorder: Recorder;
  readonly #nonrooted: boolean;
  readonly #entry;
  readonly #nodes: readonly string[];
  readonly #sockets: Socket[] = [];
  #texts = 0;

  constructor(seed: number) {
    this.#dice = new Dice(seed);
    this.#nonrooted = seed % 4 === 0;
    this.#blocking = seed % 5 === 0;
    this.#entry = this.#nonrooted ? ENTRIES.nonrooted : seed % 2 === 1 ? ENTRIES.rootedRooted : ENTRIES.rootedNonrooted;
    this.#nodes = this.#nonrooted ? ['member-1', 'member-2', 'member-3'] : ['root', 'leaf-1', 'leaf-2'];
    const opened = open(provider, { nodes: this.#nodes, seed }, DEFAULT_LIMITS, (event) => this.trace.push(event));
    if (opened instanceof Promise || 'fault' in opened) throw new Error('the reference provider opens at once');
    this.#recorder = opened.recorder;
    this.trace.push(openingOf(seed, this.#recorder));
  }

  castAll(): void {
    for (const node of this.#nodes) {
      this.#make(node);
      if (node !== 'root' && this.#dice.once(2)) this.#make(node);
    }
  }

  /** One call, or one thing that is under way. */
  async anything(): Promise<void> {
    const dice = this.#dice;
    const it = dice.pick(this.#sockets);
    switch (dice.throw(15)) {
      case 0:
      case 1:
      case 2:
        return this.#joins(it);
      case 3:
      case 4:
      case 5:
        return this.#accepts(it);
      case 6:
        return dice.once(3) ? void this.#on(it, 'closeSocket', {}) : undefined;
      case 7:
        return dice.once(4) ? void this.#on(it, 'shutdown', { how: SD.BOTH }) : undefined;
      case 8:
        this.#texts += 1;
        return void this.#on(it, 'send', { data: `text ${this.#texts}` });
      case 9:
        return void this.#on(it, 'recv', {});
      case 10:
        return dice.once(4)
          ? void this.#on(it, 'eventSelect', { events: dice.pick(ODD_MASKS) })
          : void this.#on(it, 'enumNetworkEvents', {});
      case 11:
        return this.settle();
      case 12:
        return void this.#recorder.testbed.step?.();
      case 13:
        return this.#nonrooted ? this.#options(it) : void this.#on(it, 'listen', { backlog: 1 + dice.throw(3) });
      case 14:
        return dice.once(2) ? void this.#on(it, 'calleeData', {}) : void this.#on(it, 'getSockName', {});
    }
  }

  async settle(): Promise<void> {
    await this.#recorder.testbed.settle?.();
    // What a blocking call returns is known only a little later than what made it return.
    for (let tick = 0; this.#recorder.inFlight() > 0 && tick < 8; tick += 1) await Promise.resolve();
    this.trace.push({ kind: 'settled', by: 'provider' });
  }

  async hearAll(): Promise<void> {
    for (const it of this.#sockets) for (let times = 0; times < 3; times += 1) this.#on(it, 'recv', {});
    await this.settle();
  }

  #make(node: string): void {
    const dice = this.#dice;
    const control = node === 'root' ? 'c_root' : 'c_leaf';
    const data = node === 'root' && this.#entry === ENTRIES.rootedRooted ? 'd_root' : 'd_leaf';
    const blocking = this.#blocking && dice.once(3);
    const made = this.#call(node, 'socket', { entry: this.#entry.id, flags: flagsOf({ control, data }), blocking });
    const home = this.#recorder.testbed.addresses[node];
    if (made === undefined || !succeeded(made) || home === undefined) throw new Error('the reference makes any socket');
    const it = { node, socket: made.ok.socket, name: home };
    this.#on(it, 'bind', { name: home });
    const named = this.#on(it, 'getSockName', {});
    if (named === undefined || !succeeded(named)) throw new Error('a bound socket has a name');
    if (!blocking) this.#on(it, 'eventSelect', { events: USUAL });
    if (!this.#nonrooted && !dice.once(3)) this.#on(it, 'listen', { backlog: 1 + dice.throw(2) });
    this.#sockets.push({ ...it, name: named.ok.name });
  }

  #joins(it: Socket): void {
    const dice = this.#dice;
    const elsewhere = dice.once(12) ? PLACES.unreachable : dice.pick(this.#sockets).name;
    const name = this.#nonrooted ? dice.pick([PLACES.session, PLACES.session, PLACES.noSession]) : elsewhere;
    const callerData = !this.#nonrooted && dice.once(3) ? { callerData: `from ${this.trace.length}` } : {};
    const joined = this.#on(it, 'joinLeaf', { name, flags: dice.pick(ROLES), ...callerData });
    if (joined !== undefined && succeeded(joined) && joined.ok.socket !== it.socket)
      this.#sockets.push({ ...it, socket: joined.ok.socket });
  }

  #accepts(it: Socket): void {
    const condition = this.#dice.pick<Condition | undefined>([
      undefined,
      { answer: 'CF_ACCEPT' },
      { answer: 'CF_REJECT' },
      { answer: 'CF_DEFER' },
      { answer: 'CF_ACCEPT', calleeData: `from ${this.trace.length}` },
    ]);
    const accepted = this.#on(it, 'accept', condition === undefined ? {} : { condition });
    if (accepted !== undefined && succeeded(accepted)) this.#sockets.push({ ...it, socket: accepted.ok.socket });
  }

  #options(it: Socket): void {
    const dice = this.#dice;
    switch (dice.throw(4)) {
      case 0:
        return void this.#on(it, 'ioctl', { code: SIO.MULTIPOINT_LOOPBACK, value: dice.throw(2) });
      case 1:
        return void this.#on(it, 'ioctl', { code: SIO.MULTICAST_SCOPE, value: dice.throw(2) });
      case 2:
        return dice.once(2) ? void this.#on(it, 'addMembership', { group: PLACES.session }) : undefined;
      default:
        return void this.#call(it.node, 'memberships', {});
    }
  }

  #on<V extends Exclude<Verb, 'socket' | 'memberships'>>(
    { node, socket }: Socket,
    verb: V,
    args: Omit<Args<V>, 'socket'>,
  ) {
    return this.#call(node, verb, { socket, ...args });
  }

  /** What the call returned, if it has. */
  #call<V extends Verb>(node: string, verb: V, args: Args<V>): Result<Gives<V>> | undefined {
    const { returned } = this.#recorder.issue(node, verb, args);
    return returned instanceof Promise ? undefined : returned;
  }
}

function openingOf(seed: number, { testbed }: Recorder): Header {
  return headerOf({
    provider: { name: provider.name, version: provider.version },
    capabilities: provider.capabilities,
    seed,
    case: { id: 'random', name: 'Random calls', clauses: [] },
    nodes: testbed.addresses,
    ...PLACES,
  });
}
