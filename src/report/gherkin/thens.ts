import type { Descriptor, ExpectEvent, Expectation, NodeName, Trace } from '../../trace/index.js';
import { actorsText, actorText, itsOf, type People, type Person } from './people.js';
import { quoted } from './sentences.js';

/** The sentence which has the oracle say whether all is well. */
export const ALL_WELL = 'all is as it should be';

/** A sentence that makes people of a scenario appear, and is no Then. */
const INTRODUCES = /^(?:an?|another|two|three|four|the protocol entries) /u;

type See<S extends Expectation['see']> = Extract<Expectation, { readonly see: S }>;

/** What a Then says that expects the same; undefined where the features have no words for it. */
export function thenOf({ says, expectation }: ExpectEvent, trace: Trace, people: People): string | undefined {
  const [header] = trace;
  const ofFeature = header?.kind === 'header' && header.case.id.startsWith('features/');
  // A scenario has said it in the words of the features.
  if (ofFeature && !INTRODUCES.test(says) && !says.includes('has registered for')) return says;
  switch (expectation.see) {
    case 'indication':
      return indicationThen(expectation, people);
    case 'no-indication': {
      const where = endpoint(people, expectation.node, expectation.socket, expectation.event);
      return where === undefined ? undefined : `${where} gets no ${expectation.event}`;
    }
    case 'return':
    case 'no-return':
      return returnThen(expectation, trace, people);
    case 'members':
      return membersThen(expectation, people);
    case 'received':
      return receivedThen(expectation, trace, people);
    case 'value':
      return undefined;
  }
}

/** Since when an expectation counts; undefined where that does not matter. */
export function sinceOf(expectation: Expectation): number | undefined {
  return 'since' in expectation ? expectation.since : undefined;
}

function indicationThen({ node, socket, event, error, times }: See<'indication'>, people: People): string | undefined {
  const where = endpoint(people, node, socket, event);
  if (where === undefined) return undefined;
  const outcome =
    error === undefined
      ? ''
      : error === 'any-error'
        ? ' with an error'
        : error.join() === 'NO_ERROR'
          ? ' without error'
          : ` with ${error.join(' or ')}`;
  if (times !== undefined && times !== 1) return undefined;
  return `${where} gets ${event}${outcome}${times === 1 ? ', once' : ''}`;
}

/** Where an event is due: the actor alone, where it is due at the socket that the sentence would choose. */
function endpoint(people: People, node: NodeName, socket: Descriptor, event: string): string | undefined {
  const person = people.ownerOf(node, socket);
  if (person === undefined) return undefined;
  const who = actorText(person.name);
  const due = event === 'FD_ACCEPT' || event === 'FD_CONNECT' ? person.own : person.member;
  if (socket === due) return who;
  const its = itsOf(person, socket);
  return its?.startsWith('its ') === true ? `${who}'s ${its.slice(4)}` : undefined;
}

// Sentences speak of the latest call of somebody alone.
function returnThen(expectation: See<'return' | 'no-return'>, trace: Trace, people: People): string | undefined {
  const call = trace.find((event) => event.kind === 'call' && event.id === expectation.call);
  if (call?.kind !== 'call' || !('socket' in call.args)) return undefined;
  const person = people.ownerOf(call.node, call.args.socket);
  if (person === undefined) return undefined;
  const latest = trace.findLast((event) => event.kind === 'call' && event.node === call.node);
  if (latest !== call) return undefined;
  const whose = `${actorText(person.name)}'s call`;
  if (expectation.see === 'no-return') return `${whose} has not returned`;
  const { outcome } = expectation;
  if (outcome === 'ok') return `${whose} succeeds`;
  return outcome === 'any-error' ? `${whose} fails` : `${whose} fails with ${outcome.join(' or ')}`;
}

function membersThen({ sockets }: See<'members'>, people: People): string | undefined {
  const persons = sockets.map(({ node, socket }) => people.ownerOf(node, socket));
  const known = persons.filter((person): person is Person => person !== undefined);
  if (known.length < persons.length || known.some(({ member }, at) => sockets[at]?.socket !== member)) return undefined;
  if (known.length === 0) return 'nobody has joined';
  const names = known.map(({ name }) => name);
  return `${actorsText(names)} ${names.length === 1 ? 'has' : 'have'} joined, and nobody else`;
}

// What somebody has sent itself is not spoken of.
function receivedThen({ node, socket, data }: See<'received'>, trace: Trace, people: People): string | undefined {
  const where = endpoint(people, node, socket, 'FD_READ');
  const own = trace.flatMap((event) =>
    event.kind === 'call' && event.verb === 'send' && event.node === node && event.args.socket === socket
      ? event.args.data
      : [],
  );
  const [one, two, three] = data.filter((text) => !own.includes(text)).map(quoted);
  if (where === undefined || three !== undefined) return undefined;
  if (one === undefined) return `${where} receives nothing`;
  return two === undefined ? `${where} receives ${one}` : `${where} receives ${one} and ${two}`;
}
