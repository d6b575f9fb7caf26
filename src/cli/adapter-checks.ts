import { shown } from '../port/index.js';
import { FD, flagsOf, FEATURES, XP1 } from '../spi/index.js';
import type { Args, Verb } from '../trace/index.js';
import { NO_SUCH_FEATURE, VERBS } from '../transport/index.js';
import type { Hello } from '../transport/protocol.js';
import { AWKWARD, play } from './adapter-plays.js';
import { AdapterWrong, inShape, METHOD_NOT_FOUND, NotApplicable } from './adapter-answers.js';
import { INTRODUCTION, type Subject } from './adapter-subject.js';
import { NODES } from './adapter-wires.js';

/** One thing that an adapter has to do. */
export interface Check {
  readonly name: string;
  /** Throws an AdapterWrong, or a NotApplicable. What it gives are remarks on the provider behind the adapter. */
  run(subject: Subject): Promise<readonly string[] | void>;
}

const REQUIRED: readonly Verb[] = ['socket', 'bind', 'getSockName', 'joinLeaf', 'eventSelect', 'closeSocket'];
const NOWHERE = { family: 2, host: '0.0.0.0', port: 0 };

const LONG = 'long '.repeat(10_000);

/** Arguments with which no harm is done: most verbs fail with them. */
const HARMLESS: { readonly [V in Verb]: (socket: number, entry: number) => Args<V> } = {
  socket: (_socket, entry) => ({ entry, flags: flagsOf({ control: 'c_leaf', data: 'd_leaf' }), blocking: false }),
  bind: (socket) => ({ socket, name: null }),
  getSockName: (socket) => ({ socket }),
  eventSelect: (socket) => ({ socket, events: FD.FD_CONNECT | FD.FD_CLOSE }),
  listen: (socket) => ({ socket, backlog: 5 }),
  joinLeaf: (socket) => ({ socket, name: null, flags: 4 }),
  accept: (socket) => ({ socket }),
  connect: (socket) => ({ socket, name: null }),
  enumNetworkEvents: (socket) => ({ socket }),
  send: (socket) => ({ socket, data: 'to nobody' }),
  recv: (socket) => ({ socket }),
  ioctl: (socket) => ({ socket, code: 0, value: 0 }),
  shutdown: (socket) => ({ socket, how: 2 }),
  addMembership: (socket) => ({ socket, group: NOWHERE }),
  calleeData: (socket) => ({ socket }),
  memberships: () => ({}),
  closeSocket: (socket) => ({ socket }),
};

/** What an adapter is checked for, in this order. */
export const CHECKS: readonly Check[] = [
  {
    name: 'initialize: it introduces itself',
    async run(subject) {
      subject.setHello(inShape('initialize', await subject.introduce(INTRODUCTION)) as Hello);
    },
  },
  {
    name: 'initialize: it claims no feature that does not exist',
    async run(subject) {
      const { features } = subject.hello().capabilities;
      if (new Set(features).size < features.length) throw new AdapterWrong('the adapter claims a feature twice');
      const bait = `${NO_SUCH_FEATURE}${Math.floor(Math.random() * 1e6)}`;
      const answer = await subject.introduce({ ...INTRODUCTION, features: [...FEATURES, bait] });
      if (JSON.stringify(answer).includes(bait)) {
        throw new AdapterWrong(
          `the adapter claims ${bait} because it was offered: nothing that it claims can be believed`,
        );
      }
    },
  },
  {
    name: 'initialize: it bears with parameters that a later kit may send',
    async run(subject) {
      subject.hello();
      const later = { ...INTRODUCTION, somethingNew: { a: [1] } };
      inShape('initialize', await subject.introduce(later));
    },
  },
  {
    name: 'reset: it gives an address for each node',
    async run(subject) {
      const { schemes } = subject.hello().capabilities;
      const { session } = await subject.reset(NODES);
      if (schemes.includes('nonrooted') && session === undefined) {
        throw new AdapterWrong('the adapter claims nonrooted, and gives no session that can be joined');
      }
    },
  },
  ...VERBS.map(verbCheck),
  {
    name: 'reset: sockets of the case before are gone',
    async run(subject) {
      await subject.reset(NODES);
      const socket = await makeSocket(subject);
      if (socket === undefined) throw new NotApplicable('it makes no sockets');
      await subject.reset(NODES);
      const answer = await subject.call('getSockName', 'leaf-1', { socket });
      const bound = await subject.call('eventSelect', 'leaf-1', { socket, events: 0 });
      for (const one of [answer, bound]) {
        if (one !== undefined && 'ok' in one)
          throw new AdapterWrong(`socket ${socket} of the case before still answers`);
      }
    },
  },
  {
    name: 'many requests at once: each is answered, once',
    async run(subject) {
      await subject.reset(NODES);
      await Promise.all(Array.from({ length: 200 }, () => subject.call('getSockName', 'leaf-1', { socket: 1 })));
    },
  },
  {
    name: 'awkward and long texts: the message is read',
    async run(subject) {
      await subject.reset(NODES);
      for (const data of [AWKWARD, LONG]) await subject.call('send', 'leaf-1', { socket: 1, data });
    },
  },
  {
    name: 'settle: it says that all is quiet',
    async run(subject) {
      if (!subject.hello().settles) throw new NotApplicable('it does not say that it settles');
      await subject.reset(NODES);
      await subject.get('settle', {});
    },
  },
  {
    name: 'step: it says whether something has moved',
    async run(subject) {
      if (!subject.hello().steps) throw new NotApplicable('it does not say that it steps');
      await subject.reset(NODES);
      await subject.get('step', {});
    },
  },
  {
    name: 'an unknown method is refused as such',
    async run(subject) {
      await subject.reset(NODES);
      const answer = await subject.ask('no-such-method', { node: 'leaf-1' });
      if ('result' in answer)
        throw new AdapterWrong(`the adapter answers a method that does not exist: ${shown(answer.result)}`);
      if (answer.code !== METHOD_NOT_FOUND) {
        throw new AdapterWrong(`the adapter refuses it with error ${answer.code}, and not with ${METHOD_NOT_FOUND}`);
      }
    },
  },
  ...(['admit', 'invite', 'nonrooted'] as const).map((scheme): Check => ({
    name: `indications: a join (${scheme}) is told of in the right form`,
    run: (subject) => play(subject, scheme),
  })),
  {
    name: 'exit: it ends by itself',
    run: (subject) => endsWell(subject, 'exit'),
  },
  {
    name: 'end of standard input: it ends by itself',
    run: (subject) => endsWell(subject, 'end of input'),
  },
];

async function endsWell(subject: Subject, by: 'exit' | 'end of input'): Promise<void> {
  const how = await subject.exit(by);
  if (!how.includes('ended with exit code 0')) throw new AdapterWrong(`the adapter does not end well: ${how}`);
}

function verbCheck(verb: Verb): Check {
  const required = REQUIRED.includes(verb);
  return {
    name: `${verb}: it answers in the right form`,
    async run(subject) {
      await subject.reset(NODES);
      // A provider that makes no socket is asked about one that it does not have.
      const socket = verb === 'socket' ? 1 : ((await makeSocket(subject)) ?? 1);
      const answer = await subject.call(verb, 'leaf-1', HARMLESS[verb](socket, entryOf(subject)));
      if (answer === undefined && required)
        throw new AdapterWrong(`the adapter lacks ${verb}, which no provider can do without`);
      if (answer === undefined) throw new NotApplicable('it is not offered');
      await subject.quiet();
      subject.checkIndications();
    },
  };
}

async function makeSocket(subject: Subject): Promise<number | undefined> {
  const made = await subject.call('socket', 'leaf-1', HARMLESS.socket(0, entryOf(subject)));
  return made !== undefined && 'ok' in made ? made.ok.socket : undefined;
}

function entryOf(subject: Subject): number {
  const { entries } = subject.hello().capabilities;
  return (entries.find(({ serviceFlags }) => (serviceFlags & XP1.SUPPORT_MULTIPOINT) !== 0) ?? entries[0])?.id ?? 1;
}
