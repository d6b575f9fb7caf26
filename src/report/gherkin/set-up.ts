import { controlPlane, dataPlane, maskOf, rolesOf, type ProtocolEntry, type Roles } from '../../spi/index.js';
import { succeeded, type Header } from '../../trace/index.js';
import { actorText, type Person } from './people.js';
import type { CallMoment, Moment } from './moments.js';

/** What the Givens of a scenario bring about, and what is left for its Whens. */
export interface SetUp {
  readonly people: readonly Person[];
  /** The Givens, without their keywords. */
  readonly sentences: readonly string[];
  readonly rest: readonly Moment[];
  /** Sockets that were asked for without anybody using them: one call for each entry. */
  readonly asked: readonly CallMoment[];
}

interface Made extends Person {
  readonly entry: ProtocolEntry | undefined;
  readonly manner: '' | 'blocking ' | 'unbound ' | 'unregistered ';
  readonly nodeOf?: string;
  readonly backlog?: number;
}

const USUAL = maskOf(['FD_READ', 'FD_ACCEPT', 'FD_CONNECT', 'FD_CLOSE']);
const COUNTS = ['', 'a', 'two', 'three', 'four'];

/** Takes the calls with which people came on stage out of a story. */
export function setUpOf(header: Header, moments: readonly Moment[]): SetUp {
  const makings = moments.filter((moment): moment is CallMoment => isCall(moment, 'socket'));
  if (makings.length > 0 && makings.every((making) => isUnused(making, moments))) {
    return { people: [], sentences: [], rest: moments.filter((it) => !isCall(it, 'socket')), asked: makings };
  }
  let rest = moments;
  const made: Made[] = [];
  for (const making of makings) {
    const at = rest.indexOf(making);
    const taken = makingAt(header, rest, at);
    made.push(named(taken, made));
    rest = [...rest.slice(0, at), ...rest.slice(at + taken.calls)];
  }
  const listening: Made[] = [];
  for (const person of made) {
    const at = rest.findIndex((it) => isListening(it) && isOf(it, person));
    const first = rest.findIndex((it) => it.is !== 'quiet' && !isListening(it));
    const moment = rest[at];
    // What was done last is what the story is about.
    const early = moment?.is === 'call' && moment.call.verb === 'listen' && at < first && person.manner !== 'unbound ';
    if (!early || moment.returned === undefined || !succeeded<unknown>(moment.returned.result)) listening.push(person);
    else {
      listening.push({ ...person, backlog: moment.call.verb === 'listen' ? moment.call.args.backlog : 0 });
      rest = rest.filter((it) => it !== moment);
    }
  }
  // Whoever has come on stage is left in peace before the first act.
  const acts = rest.findIndex(({ is }) => is !== 'quiet');
  return { people: made, sentences: introductions(listening), rest: acts < 0 ? [] : rest.slice(acts), asked: [] };
}

type Taken = Omit<Made, 'name'> & { readonly calls: number };

/** WSPSocket, and what always follows it: WSPBind, WSPGetSockName, WSPEventSelect. */
function makingAt({ capabilities, nodes }: Header, moments: readonly Moment[], at: number): Taken {
  const making = moments[at];
  if (making?.is !== 'call' || making.call.verb !== 'socket') throw new RangeError('nobody is made there');
  const { node, args } = making.call;
  const result = making.returned?.verb === 'socket' ? making.returned.result : undefined;
  const own = result !== undefined && succeeded(result) ? result.ok.socket : undefined;
  const roles = rolesOf(args.flags) ?? { control: 'c_leaf', data: 'd_leaf' };
  const entry = capabilities.entries.find(({ id }) => id === args.entry);
  let next = at + 1;
  const follows = (verb: 'bind' | 'getSockName' | 'eventSelect'): CallMoment | undefined => {
    const moment = moments[next];
    if (moment?.is !== 'call' || moment.call.verb !== verb || moment.call.node !== node) return undefined;
    return moment.call.args.socket === own ? moment : undefined;
  };
  const bound = follows('bind');
  let address = bound === undefined ? undefined : nodes[node];
  if (bound !== undefined) {
    next += 1;
    const told = follows('getSockName')?.returned;
    if (told?.verb === 'getSockName') {
      next += 1;
      address = succeeded(told.result) ? told.result.ok.name : undefined;
    }
  }
  const registered = follows('eventSelect')?.call;
  const usual = registered?.verb === 'eventSelect' && registered.args.events === USUAL;
  if (usual) next += 1;
  // Where WSPSocket failed, or the story ends, it is not known how it would have gone on: as it usually does.
  const over = own === undefined || moments[next] === undefined;
  const manner = args.blocking
    ? 'blocking '
    : over || (bound !== undefined && usual)
      ? ''
      : bound === undefined
        ? 'unbound '
        : 'unregistered ';
  return {
    ...{ node, roles, links: {}, entry, manner, calls: next - at },
    ...(own === undefined ? {} : { own, member: own }),
    ...(address === undefined ? {} : { address }),
  };
}

/** The name that the words of the features give the next one of its kind. */
function named({ calls: _calls, ...taken }: Taken, before: readonly Made[]): Made {
  const kind = kindOf(taken);
  const nth = before.filter(({ name }) => name.startsWith(kind)).length + 1;
  const name = kind === 'plain' || (kind === 'root' && nth === 1) ? kind : `${kind}-${nth}`;
  const [first] = before.filter(({ node }) => node === taken.node);
  return { ...taken, name, ...(first === undefined ? {} : { nodeOf: first.name }) };
}

function kindOf({ roles, entry }: Pick<Made, 'roles' | 'entry'>): 'root' | 'leaf' | 'member' | 'plain' {
  if (roles.control === 'plain') return 'plain';
  if (entry !== undefined && controlPlane(entry) === 'nonrooted') return 'member';
  return roles.control === 'c_root' ? 'root' : 'leaf';
}

function introductions(people: readonly Made[]): readonly string[] {
  const parties: { readonly first: Made; count: number }[] = [];
  for (const person of people) {
    const party = parties.at(-1);
    if (party !== undefined && party.count < 4 && together(person) === together(party.first)) party.count += 1;
    else parties.push({ first: person, count: 1 });
  }
  const texts = parties.map(({ first, count }) => partyText(first, count));
  return texts.length === 2 ? [texts.join(' and ')] : texts;
}

// Those who stand in one sentence; a plain socket, and whoever lives with another, has one of its own.
function together(person: Made): string {
  const { name, nodeOf } = person;
  return kindOf(person) === 'plain' || nodeOf !== undefined ? name : partyText(person, 2);
}

function partyText(person: Made, count: number): string {
  const { manner, roles, entry, backlog, nodeOf } = person;
  const kind = kindOf(person);
  const noun = { root: 'root', leaf: 'leaf', member: 'member', plain: 'plain socket' }[kind];
  const plural = { root: 'roots', leaf: 'leaves', member: 'members', plain: 'plain socket' }[kind];
  const shown = kind === 'plain' || isUsual(roles, entry) ? '' : `${roles.control}/${roles.data} `;
  const words = `${manner}${shown}${count === 1 ? noun : plural}`;
  const article = count === 1 && /^u/u.test(words) ? 'an' : (COUNTS[count] ?? 'a');
  const limit = backlog === undefined || backlog === 8 ? '' : ` with a backlog of ${backlog}`;
  const listens = backlog === undefined ? '' : ` that ${count === 1 ? 'is' : 'are'} listening${limit}`;
  return `${article} ${words}${listens}${nodeOf === undefined ? '' : ` on the node of ${actorText(nodeOf)}`}`;
}

function isUsual({ control, data }: Roles, entry: ProtocolEntry | undefined): boolean {
  if (control !== 'c_root') return data === 'd_leaf';
  return data === (entry !== undefined && dataPlane(entry) === 'rooted' ? 'd_root' : 'd_leaf');
}

function isCall(moment: Moment, verb: string): moment is CallMoment {
  return moment.is === 'call' && moment.call.verb === verb;
}

function isListening(moment: Moment): moment is CallMoment {
  return isCall(moment, 'listen') && !moment.held;
}

function isOf({ call }: CallMoment, { node, own }: Made): boolean {
  return call.node === node && 'socket' in call.args && call.args.socket === own;
}

function isUnused({ call, returned }: CallMoment, moments: readonly Moment[]): boolean {
  const result = returned?.verb === 'socket' ? returned.result : undefined;
  const socket = result !== undefined && succeeded(result) ? result.ok.socket : undefined;
  return moments.every(
    (it) =>
      it.is !== 'call' || it.call.node !== call.node || !('socket' in it.call.args) || it.call.args.socket !== socket,
  );
}
