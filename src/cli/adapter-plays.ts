import { shown } from '../port/index.js';
import {
  addressText,
  controlPlane,
  dataPlane,
  FD,
  flagsOf,
  JL,
  type Address,
  type ControlRole,
  type Scheme,
} from '../spi/index.js';
import type { Args, Gives, Verb } from '../trace/index.js';
import type { Reset } from '../transport/protocol.js';
import { AdapterWrong, NotApplicable } from './adapter-answers.js';
import type { Subject } from './adapter-subject.js';

const ROOT = 'root';
const LEAF = 'leaf-1';
const ALL = FD.FD_READ | FD.FD_ACCEPT | FD.FD_CONNECT | FD.FD_CLOSE;

/** A text with all that some reader or writer of lines or of JSON is known to stumble over. */
export const AWKWARD = 'quote " backslash \\ tab \t newline \n escape \u001b é € 😀 separator \u2028 delete \u007f';

/** Ends a play: the provider does not go along. That is for `certify` to judge. */
class ProviderFails extends Error {
  override readonly name = 'ProviderFails';
}

interface Member {
  readonly node: string;
  readonly socket: number;
  readonly name: Address;
}

/**
 * Plays one join from beginning to end, so that there are indications to look at. Gives what kept it from succeeding,
 * if something of the provider's did. Throws what is wrong with the adapter.
 */
export async function play(subject: Subject, scheme: Scheme): Promise<readonly string[]> {
  const { schemes, entries } = subject.hello().capabilities;
  if (!schemes.includes(scheme)) throw new NotApplicable(`it does not claim ${scheme}`);
  const plane = scheme === 'nonrooted' ? 'nonrooted' : 'rooted';
  const entry = entries.find((one) => controlPlane(one) === plane);
  if (entry === undefined) return [`it claims ${scheme}, and has no entry with a ${plane} control plane`];
  const begun = await subject.reset([ROOT, LEAF]);
  const make = (node: string, control: ControlRole): Promise<Member> => {
    const data = control === 'c_root' && dataPlane(entry) === 'rooted' ? 'd_root' : 'd_leaf';
    return makeMember(subject, begun, node, { entry: entry.id, flags: flagsOf({ control, data }), blocking: false });
  };
  const remarks: string[] = [];
  try {
    const leaf = await make(LEAF, 'c_leaf');
    if (scheme === 'nonrooted') await joins(subject, leaf, begun.session ?? leaf.name);
    else {
      const root = await make(ROOT, 'c_root');
      await (scheme === 'admit' ? comesIn(subject, leaf, root) : comesIn(subject, root, leaf));
      if (scheme === 'admit') await tells(subject, root, leaf);
      await does(subject, 'closeSocket', root.node, { socket: root.socket });
    }
    await does(subject, 'closeSocket', leaf.node, { socket: leaf.socket });
  } catch (reason) {
    if (!(reason instanceof ProviderFails)) throw reason;
    remarks.push(reason.message);
  }
  await subject.quiet();
  subject.checkIndications();
  return remarks;
}

async function makeMember(subject: Subject, begun: Reset, node: string, args: Args<'socket'>): Promise<Member> {
  const { socket } = await does(subject, 'socket', node, args);
  await does(subject, 'eventSelect', node, { socket, events: ALL });
  await does(subject, 'bind', node, { socket, name: begun.addresses[node] ?? null });
  const { name } = await does(subject, 'getSockName', node, { socket });
  return { node, socket, name };
}

/** One asks, and the other, who listens, accepts. */
async function comesIn(subject: Subject, asking: Member, listening: Member): Promise<void> {
  await does(subject, 'listen', listening.node, { socket: listening.socket, backlog: 5 });
  await does(subject, 'joinLeaf', asking.node, { socket: asking.socket, name: listening.name, flags: JL.BOTH });
  await hears(subject, listening, 'FD_ACCEPT');
  await does(subject, 'accept', listening.node, { socket: listening.socket });
  await hears(subject, asking, 'FD_CONNECT');
}

/** One sends, and the other has to receive what was sent. */
async function tells(subject: Subject, from: Member, to: Member): Promise<void> {
  await does(subject, 'send', from.node, { socket: from.socket, data: AWKWARD });
  await subject.quiet();
  const { data } = await does(subject, 'recv', to.node, { socket: to.socket });
  if (data === AWKWARD) return;
  throw new AdapterWrong(`the adapter changes texts: ${shown(AWKWARD)} comes back as ${shown(data)}`);
}

async function joins(subject: Subject, member: Member, session: Address): Promise<void> {
  await does(subject, 'joinLeaf', member.node, { socket: member.socket, name: session, flags: JL.BOTH });
  await hears(subject, member, 'FD_CONNECT');
}

async function does<V extends Verb>(subject: Subject, verb: V, node: string, args: Args<V>): Promise<Gives<V>> {
  const result = await subject.call(verb, node, args);
  if (result === undefined) throw new ProviderFails(`it has no ${verb}, which its claims need`);
  if ('error' in result) throw new ProviderFails(`${verb} on ${node} fails with ${result.error}`);
  return result.ok;
}

async function hears(subject: Subject, { node, socket, name }: Member, event: string): Promise<void> {
  await subject.quiet();
  if (subject.events(node, socket).includes(event)) return;
  throw new ProviderFails(`no ${event} comes to socket ${socket} of ${node}, which is bound to ${addressText(name)}`);
}
