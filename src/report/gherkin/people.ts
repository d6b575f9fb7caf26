import { sameAddress, type Address, type Roles } from '../../spi/index.js';
import { succeeded, type CallEvent, type Descriptor, type NodeName, type ReturnEvent } from '../../trace/index.js';

/** Somebody in a printed scenario, with the sockets that its sentences can name. */
export interface Person {
  /** As the scenario's Givens name it: `root`, `leaf-1`, `member-2`, `plain`. */
  readonly name: string;
  readonly node: NodeName;
  readonly roles: Roles;
  /** The socket that it made; undefined where WSPSocket failed. */
  readonly own?: Descriptor;
  /** The one with which it takes part. */
  readonly member?: Descriptor;
  readonly address?: Address;
  /** A root's descriptors, by the name of the leaf. */
  readonly links: Readonly<Record<string, Descriptor>>;
}

/** A descriptor that belongs to nobody, and which features use as one. */
const NO_SOCKET = 0x7fff_fff0;

/** The people of a scenario as far as it has been told: whose each socket is, as the sentences of the kit see it. */
export class People {
  readonly #people = new Map<string, Person>();

  constructor(people: readonly Person[]) {
    for (const person of people) this.#people.set(person.name, person);
  }

  all(): readonly Person[] {
    return [...this.#people.values()];
  }

  /** Whose a socket is; undefined where no sentence can name it. */
  ownerOf(node: NodeName, socket: Descriptor): Person | undefined {
    const here = this.all().filter((person) => person.node === node);
    if (socket === NO_SOCKET) return here[0];
    return here.find((person) => itsOf(person, socket) !== undefined);
  }

  /** Whose address it is. */
  at(address: Address): Person | undefined {
    return this.all().find((person) => person.address !== undefined && sameAddress(person.address, address));
  }

  /** Takes in what a call brought forth: sockets and addresses. */
  learn(call: CallEvent, returned: ReturnEvent): void {
    if (call.verb === 'getSockName' && returned.verb === 'getSockName' && succeeded(returned.result)) {
      const person = this.all().find(({ node, own }) => node === call.node && own === call.args.socket);
      if (person?.address === undefined) this.#change(person, { address: returned.result.ok.name });
    }
    if (call.verb === 'joinLeaf' && returned.verb === 'joinLeaf' && succeeded(returned.result)) {
      const person = this.#ownerOfOwn(call.node, call.args.socket);
      const whom = call.args.name === null ? undefined : this.at(call.args.name);
      if (person?.roles.control === 'c_root' && whom !== undefined) {
        this.#change(person, { links: { ...person.links, [whom.name]: returned.result.ok.socket } });
      }
    }
    if (call.verb === 'accept' && returned.verb === 'accept' && succeeded(returned.result)) {
      const { socket, peer } = returned.result.ok;
      const person = this.#ownerOfOwn(call.node, call.args.socket);
      const initiator = this.at(peer);
      if (person?.roles.control !== 'c_root') this.#change(person, { member: socket });
      else if (initiator !== undefined) {
        this.#change(person, { links: { ...person.links, [initiator.name]: socket } });
      }
    }
  }

  #ownerOfOwn(node: NodeName, socket: Descriptor): Person | undefined {
    return this.all().find((person) => person.node === node && person.own === socket);
  }

  #change(person: Person | undefined, changes: Partial<Person>): void {
    if (person !== undefined) this.#people.set(person.name, { ...person, ...changes });
  }
}

/** What the owner calls a socket: `its socket`, `its listening socket`, `its link to leaf-1`. */
export function itsOf({ own, member, links }: Person, socket: Descriptor): string | undefined {
  if (socket === member) return 'its socket';
  if (socket === own) return 'its listening socket';
  const link = Object.entries(links).find(([, descriptor]) => descriptor === socket);
  if (link !== undefined) return `its link to ${actorText(link[0])}`;
  return socket === NO_SOCKET ? 'what is no socket' : undefined;
}

/** How a sentence names somebody. */
export function actorText(name: string): string {
  if (name === 'plain') return 'the plain socket';
  return name === 'root' ? 'the root' : name;
}

/** Several, as a sentence lists them. */
export function actorsText(names: readonly string[]): string {
  const texts = names.map(actorText);
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}
