import {
  AF,
  DATA_PLANES,
  FD,
  FEATURES,
  flagsOf,
  JL,
  SCHEMES,
  SD,
  XP1,
  type Address,
  type ErrorName,
  type FdName,
  type Roles,
} from '../../spi/index.js';
import type {
  Args,
  CallEvent,
  Capabilities,
  Condition,
  ConditionSeen,
  Expectation,
  Gives,
  Header,
  Result,
  ReturnEvent,
  Trace,
  TraceEvent,
  Verb,
} from '../../trace/index.js';
import { headerOf } from '../../trace/testing/header.js';

/** One entry for each combination of planes, and one without multipoint support. */
export const ENTRY = { rooted: 1, sideways: 2, nonrooted: 3, plain: 4 } as const;

/** A provider that claims everything. */
export const EVERYTHING: Capabilities = {
  schemes: SCHEMES,
  dataPlanes: DATA_PLANES,
  entries: [
    entry(ENTRY.rooted, 'rooted', XP1.SUPPORT_MULTIPOINT | XP1.MULTIPOINT_CONTROL_PLANE | XP1.MULTIPOINT_DATA_PLANE),
    entry(ENTRY.sideways, 'sideways', XP1.SUPPORT_MULTIPOINT | XP1.MULTIPOINT_CONTROL_PLANE),
    entry(ENTRY.nonrooted, 'nonrooted', XP1.SUPPORT_MULTIPOINT),
    entry(ENTRY.plain, 'plain', 0),
  ],
  features: FEATURES,
};

/** The events that a socket of a story nominates where the story does not say otherwise. */
export const USUAL = FD.FD_READ | FD.FD_ACCEPT | FD.FD_CONNECT | FD.FD_CLOSE;

/** Nodes and addresses; `twin` is on the host of member-1. */
const NODES = ['root', 'leaf-1', 'leaf-2', 'leaf-3', 'member-1', 'member-2', 'member-3'] as const;
export const SESSION = inet('239.0.0.1', 5004);
export const NO_SESSION = inet('239.0.0.2', 5004);
export const NOWHERE = inet('192.0.2.1', 7);
/** An address at which nobody has ever been. */
export const NOBODY = inet('10.0.0.99', 4000);

/** What a socket is made with where that matters. */
export interface Making {
  readonly entry?: number;
  readonly data?: 'd_root' | 'd_leaf';
  readonly blocking?: boolean;
  /** A mask; 0 registers for nothing. */
  readonly events?: number;
  /** The backlog of the WSPListen that follows. */
  readonly listens?: number;
  /** False leaves the socket unbound. */
  readonly bound?: boolean;
}

/** A call that has been issued in a story; the story says when it returns, and what. */
export interface Issued<V extends Verb> {
  readonly id: number;
  gives(ok: Gives<V>): void;
  fails(error: ErrorName, condition?: ConditionSeen): void;
}

/** Tells a trace event by event: what the suite does and what the provider answers, in the order of the telling. */
export class Story {
  readonly events: TraceEvent[] = [];
  #calls = 0;
  #descriptors = 0;

  constructor(header: Partial<Header> = {}) {
    this.events.push(
      headerOf({
        provider: { name: 'told', version: '0' },
        capabilities: EVERYTHING,
        seed: 0,
        case: { id: 'story', name: 'A story', clauses: [] },
        nodes: { ...Object.fromEntries(NODES.map((node) => [node, home(node)])), twin: home('member-1') },
        session: SESSION,
        noSession: NO_SESSION,
        unreachable: NOWHERE,
        ...header,
      }),
    );
  }

  /** The index of the latest event. */
  get now(): number {
    return this.events.length - 1;
  }

  /** A number that no descriptor of this story has had. */
  fresh(): number {
    this.#descriptors += 1;
    return this.#descriptors;
  }

  /** A c_root socket of node `root`: d_root on the entry whose data plane is rooted. */
  root(making: Making = {}): Hero {
    const data = making.data ?? (making.entry === ENTRY.sideways ? 'd_leaf' : 'd_root');
    return this.make('root', { control: 'c_root', data }, making);
  }

  /** A c_leaf socket. */
  leaf(node: string, making: Making = {}): Hero {
    return this.make(node, { control: 'c_leaf', data: making.data ?? 'd_leaf' }, making);
  }

  /** A c_leaf that listens, with room for many. */
  listener(node: string, making: Making = {}): Hero {
    return this.leaf(node, { listens: 9, ...making });
  }

  /** A c_leaf of the entry that is nonrooted in both planes. */
  member(node: string, making: Making = {}): Hero {
    return this.leaf(node, { entry: ENTRY.nonrooted, ...making });
  }

  /** A socket made without multipoint flags. */
  plain(node: string, making: Making = {}): Hero {
    return this.make(node, { control: 'plain', data: 'none' }, { entry: ENTRY.plain, ...making });
  }

  make(node: string, roles: Roles, { entry = ENTRY.rooted, blocking = false, events, listens, bound = true }: Making) {
    const socket = this.fresh();
    this.call(node, 'socket', { entry, flags: flagsOf(roles), blocking }).gives({ socket });
    const hero = new Hero(this, node, socket, { ...home(node), port: 1000 + socket }, roles.control === 'c_root');
    if (bound) {
      hero.call('bind', { name: home(node) }).gives({});
      hero.call('getSockName', {}).gives({ name: hero.name });
    }
    const mask = events ?? (blocking ? 0 : USUAL);
    if (mask !== 0) hero.registers(mask);
    if (listens !== undefined) hero.listens(listens);
    return hero;
  }

  /** Issues a call on a node. */
  call<V extends Verb>(node: string, verb: V, args: Args<V>): Issued<V> {
    this.#calls += 1;
    const id = this.#calls;
    // One type per verb is a union that a generic cannot be seen through; the fields are the verb's own.
    this.events.push({ kind: 'call', id, node, verb, args } as CallEvent);
    const returns = (result: Result<Gives<V>>): void => {
      this.events.push({ kind: 'return', id, verb, result } as ReturnEvent);
    };
    return {
      id,
      gives: (ok) => returns({ ok }),
      fails: (error, condition) => returns(condition === undefined ? { error } : { error, condition }),
    };
  }

  /** All is quiet. */
  settles(): void {
    this.events.push({ kind: 'settled', by: 'provider' });
  }

  expects(expectation: Expectation, clauses: readonly string[]): void {
    this.events.push({ kind: 'expect', clauses, says: 'what the scenario says', expectation });
  }

  /** An invited leaf that has accepted and whose root has been told: the root's link to it, and its own socket. */
  invited(root: Hero, leaf: Hero): { readonly link: Hero; readonly own: Hero } {
    const link = root.joins(leaf);
    leaf.told('FD_ACCEPT');
    const own = leaf.accepts(root);
    root.told('FD_CONNECT');
    this.settles();
    return { link, own };
  }

  /** A leaf that has asked, has been admitted and has been told: the root's link to it. */
  admitted(leaf: Hero, root: Hero, flags: number = JL.BOTH): Hero {
    leaf.joins(root, { flags });
    root.told('FD_ACCEPT');
    const link = root.accepts(leaf);
    leaf.told('FD_CONNECT');
    this.settles();
    return link;
  }

  /** A socket that has joined the nonrooted session, and has been told. */
  joined(node: string, making: Making = {}, flags: number = JL.BOTH): Hero {
    const member = this.member(node, making);
    member.joins(SESSION, { flags });
    member.told('FD_CONNECT');
    this.settles();
    return member;
  }
}

/** A socket of a story. */
export class Hero {
  constructor(
    readonly story: Story,
    readonly node: string,
    readonly socket: number,
    /** Where it is bound. */
    readonly name: Address,
    /** Whether it is a c_root: WSPJoinLeaf gives a new descriptor then. */
    readonly isRoot = false,
  ) {}

  /** Issues a call on this socket. */
  call<V extends Exclude<Verb, 'socket' | 'memberships'>>(verb: V, args: Omit<Args<V>, 'socket'>): Issued<V> {
    return this.story.call(this.node, verb, { socket: this.socket, ...args });
  }

  /** An event is indicated on it. */
  told(event: FdName, error: ErrorName = 'NO_ERROR'): void {
    this.story.events.push({ kind: 'indication', node: this.node, socket: this.socket, event, error });
  }

  listens(backlog = 9): void {
    this.call('listen', { backlog }).gives({});
  }

  registers(events: number): void {
    this.call('eventSelect', { events }).gives({});
  }

  /** WSPJoinLeaf is issued. */
  join(
    to: Hero | Address | null,
    more: { readonly flags?: number; readonly callerData?: string } = {},
  ): Issued<'joinLeaf'> {
    return this.call('joinLeaf', { name: to instanceof Hero ? to.name : to, flags: JL.BOTH, ...more });
  }

  /** WSPJoinLeaf succeeds: with the same descriptor, or with the root's new one for a leaf that it invites. */
  joins(to: Hero | Address | null, more: { readonly flags?: number; readonly callerData?: string } = {}): Hero {
    const socket = this.isRoot ? this.story.fresh() : this.socket;
    this.join(to, more).gives({ socket });
    return this.isRoot ? new Hero(this.story, this.node, socket, this.name) : this;
  }

  /** WSPAccept is issued. */
  accept(condition?: Condition): Issued<'accept'> {
    return this.call('accept', condition === undefined ? {} : { condition });
  }

  /** WSPAccept takes the request of that socket. */
  accepts(from: Hero): Hero {
    const socket = this.story.fresh();
    this.accept().gives({ socket, peer: from.name });
    return new Hero(this.story, this.node, socket, this.name);
  }

  /** WSPAccept, whose condition function rejects or defers the request of that socket. */
  answers(answer: 'CF_REJECT' | 'CF_DEFER', from: Hero): void {
    const error = answer === 'CF_REJECT' ? 'WSAECONNREFUSED' : 'WSATRY_AGAIN';
    this.accept({ answer }).fails(error, { caller: from.name, callerData: '' });
  }

  closes(): void {
    this.call('closeSocket', {}).gives({});
  }

  shuts(): void {
    this.call('shutdown', { how: SD.BOTH }).gives({});
  }

  sends(data: string): void {
    this.call('send', { data }).gives({});
  }

  hears(data: string): void {
    this.call('recv', {}).gives({ data });
  }

  hearsNothing(): void {
    this.call('recv', {}).fails('WSAEWOULDBLOCK');
  }
}

/** What somebody tells. */
export type Tell = (story: Story) => void;

/** The trace of what is told. */
export function traceOf(tell: Tell, header: Partial<Header> = {}): Trace {
  const story = new Story(header);
  tell(story);
  return story.events;
}

function entry(id: number, name: string, serviceFlags: number): Capabilities['entries'][number] {
  return { id, name, serviceFlags, addressFamily: AF.INET };
}

function inet(host: string, port: number): Address {
  return { family: AF.INET, host, port };
}

function home(node: string): Address {
  const place = NODES.findIndex((it) => it === node);
  return inet(`10.0.0.${place === -1 ? 5 : place + 1}`, 0);
}
