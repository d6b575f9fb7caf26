import { AF, addressText, JL, maskOf, namesOf, sameAddress, SD, SIO, type Address } from '../../spi/index.js';
import type { CallEvent, Header } from '../../trace/index.js';
import { plain } from '../text.js';
import { spiName } from '../wording.js';
import type { Moment } from './moments.js';
import { actorText, itsOf, type People, type Person } from './people.js';

/** Something for which the features have no words. */
export interface Unsaid {
  readonly unsaid: string;
}

/** One sentence or several, or nothing where a sentence before it has brought it about. */
export type Said = readonly string[] | Unsaid;

const USUAL = maskOf(['FD_READ', 'FD_ACCEPT', 'FD_CONNECT', 'FD_CLOSE']);

/** What a moment is called in a When. */
export function sentencesOf(moment: Exclude<Moment, { readonly is: 'return' }>, people: People, header: Header): Said {
  switch (moment.is) {
    case 'quiet':
      return ['it is quiet'];
    case 'arrive':
      return [moment.messages === 1 ? 'one message arrives' : `${moment.messages} messages arrive`];
    case 'reach': {
      const [from, to] = [moment.from, moment.to].map((node) => people.all().find((person) => person.node === node));
      return from === undefined || to === undefined
        ? { unsaid: `a message from ${moment.from} to ${moment.to}` }
        : [`a message from ${actorText(from.name)} reaches ${actorText(to.name)}`];
    }
    case 'receive': {
      const { node, socket, calls, emptied } = moment;
      const person = people.ownerOf(node, socket);
      const its = person === undefined ? undefined : itsOf(person, socket);
      if (person === undefined || its === undefined) return { unsaid: `WSPRecv on ${socket} of ${node}` };
      const who = actorText(person.name);
      if (!emptied && calls > 1) return [`${who} receives all that has come to ${its}`];
      const all = its === 'its socket' ? '' : ` to ${its}`;
      return emptied && calls > 1
        ? [`${who} receives all that has come${all}`]
        : Array.from({ length: calls }, () => `${who} calls WSPRecv on ${its}`);
    }
    case 'call':
      return callSaid(moment.call, people, header);
  }
}

function callSaid(call: CallEvent, people: People, header: Header): Said {
  if (call.verb === 'memberships') {
    const person = people.all().find(({ node }) => node === call.node);
    return person === undefined ? unsaid(call) : [`the system of ${actorText(person.name)} has joined the session`];
  }
  // Sockets are made in Givens.
  if (call.verb === 'socket') return unsaid(call);
  const person = people.ownerOf(call.node, call.args.socket);
  const its = person === undefined ? undefined : itsOf(person, call.args.socket);
  if (person === undefined || its === undefined) return unsaid(call);
  const predicate = predicateOf(call, person, its, people, header);
  if (predicate === 'nothing') return [];
  return predicate === undefined ? unsaid(call) : [`${actorText(person.name)} ${predicate}`];
}

function unsaid({ verb, node, args }: CallEvent): Unsaid {
  const on = 'socket' in args ? ` on ${args.socket}` : '';
  return { unsaid: `${spiName(verb)}${on} of ${node}` };
}

// What somebody does; undefined where there are no words for it.
function predicateOf(
  call: Exclude<CallEvent, { readonly verb: 'socket' | 'memberships' }>,
  person: Person,
  its: string,
  people: People,
  header: Header,
): string | undefined {
  const onOwn = call.args.socket === person.own;
  const onMember = call.args.socket === person.member;
  const plainly = `calls ${spiName(call.verb)} on ${its}`;
  switch (call.verb) {
    case 'joinLeaf':
      return joining(call, person, its, people, header);
    case 'connect': {
      const whom = call.args.name === null ? undefined : people.at(call.args.name);
      return onOwn && whom !== undefined ? `calls WSPConnect, naming ${actorText(whom.name)}` : undefined;
    }
    case 'addMembership':
      return onOwn && header.session !== undefined && sameAddress(call.args.group, header.session)
        ? 'joins the session by IP_ADD_MEMBERSHIP'
        : undefined;
    case 'listen': {
      const { backlog } = call.args;
      if (!onOwn) return backlog === 8 ? plainly : undefined;
      return backlog === 8 ? 'listens' : `listens with a backlog of ${backlog}`;
    }
    case 'accept':
      return onOwn ? accepting(call) : call.args.condition === undefined ? plainly : undefined;
    case 'closeSocket':
      return `closes ${its}`;
    case 'shutdown':
      if (call.args.how !== SD.BOTH) return undefined;
      return onMember ? 'shuts its socket down' : plainly;
    case 'send':
      return onMember ? `sends ${quoted(call.args.data)}` : plainly;
    case 'eventSelect':
      return `registers for ${maskText(call.args.events)} on ${its}`;
    case 'ioctl':
      return onMember ? setting(call.args.code, call.args.value) : plainly;
    case 'getSockName':
      // The address of a socket that a join has bound is looked up with the join.
      return onOwn && person.address === undefined ? 'nothing' : plainly;
    case 'enumNetworkEvents':
    case 'bind':
      return plainly;
    case 'calleeData':
      return onOwn ? 'looks for callee data' : undefined;
    case 'recv':
      return plainly;
  }
}

function joining(
  { args }: CallEvent & { readonly verb: 'joinLeaf' },
  person: Person,
  its: string,
  people: People,
  header: Header,
): string | undefined {
  const { name, flags, callerData, socket } = args;
  const target = targetText(name, person, people, header);
  if (target === undefined) return undefined;
  if (socket !== person.own) {
    return flags === JL.BOTH && callerData === undefined ? `calls WSPJoinLeaf on ${its}, naming ${target}` : undefined;
  }
  const whom = name === null ? undefined : people.at(name);
  const known =
    person.roles.control === 'c_root' && whom?.roles.control === 'c_leaf'
      ? `invites ${target}`
      : person.roles.control === 'c_leaf' && whom?.name === 'root'
        ? 'requests admittance'
        : person.roles.control === 'c_leaf' && target === 'the session'
          ? 'joins the session'
          : undefined;
  const manner = flags === JL.BOTH ? '' : flags === JL.SENDER_ONLY ? ' as sender' : ' as receiver';
  if (known === undefined) return callerData === undefined ? `calls WSPJoinLeaf${manner}, naming ${target}` : undefined;
  if (manner !== '') return callerData === undefined && !known.startsWith('invites') ? known + manner : undefined;
  if (callerData === undefined) return known;
  return known === 'joins the session' ? undefined : `${known} with caller data ${quoted(callerData)}`;
}

/** Where a join goes, for whom it is. */
function targetText(name: Address | null, person: Person, people: People, header: Header): string | undefined {
  if (name === null) return 'no address';
  const whom = people.at(name);
  if (whom !== undefined) return actorText(whom.name);
  const is = (address: Address | undefined): boolean => address !== undefined && sameAddress(name, address);
  if (is(header.session)) return 'the session';
  if (is(header.noSession)) return 'a session that does not exist';
  if (is(header.unreachable)) return 'an address that cannot be reached';
  const home = header.nodes[person.node];
  if (home !== undefined && name.family !== home.family) return 'an address of another family';
  const { family } = name;
  const nobody = { family, host: family === AF.INET6 ? '::' : '0.0.0.0', port: 0 };
  return addressText(name) === addressText(nobody) ? 'an address that nobody can have' : undefined;
}

function accepting({ args: { condition } }: CallEvent & { readonly verb: 'accept' }): string | undefined {
  if (condition === undefined) return 'accepts';
  const { answer, calleeData } = condition;
  if (answer === 'CF_ACCEPT') {
    return calleeData === undefined
      ? 'looks at the request and accepts'
      : `accepts with callee data ${quoted(calleeData)}`;
  }
  if (calleeData !== undefined) return undefined;
  return answer === 'CF_REJECT' ? 'rejects' : 'defers';
}

function setting(code: number, value: number): string | undefined {
  if (code === SIO.MULTICAST_SCOPE) return `sets its scope to ${value}`;
  if (code !== SIO.MULTIPOINT_LOOPBACK || value > 1) return undefined;
  return `turns loopback ${value === 1 ? 'on' : 'off'}`;
}

function maskText(mask: number): string {
  if (mask === USUAL) return 'the usual events';
  return namesOf(mask).join(' and ') || 'nothing';
}

/** A text as the features quote it. */
export function quoted(text: string): string {
  return `"${plain(text, text.length).replaceAll('"', String.raw`\"`)}"`;
}
