import { controlPlane, dataPlane, rolesOf, WSA_FLAG, type ProtocolEntry } from '../src/index.js';
import type { Facts } from './facts.js';
import { tableOf } from './markdown.js';

/** The answer to a call that has succeeded. */
export const OK = 'ok';
const LEAF = 'c_leaf/d_leaf, a group';

/** One call, what the documentation says that it does, and what it does. */
export interface Finding {
  readonly call: string;
  readonly documented: string;
  readonly answers: string;
  readonly right: boolean;
}

/** What WSASocket answers for each combination of roles on an entry. */
export function socketsOf(facts: Facts, id: number): Readonly<Record<string, string>> {
  return facts.entries.find((one) => one.id === id)?.sockets ?? {};
}

/** Whether any socket can be made on an entry, on this host. */
export function canBeMade(facts: Facts, id: number): boolean {
  return Object.values(socketsOf(facts, id)).includes(OK);
}

/** What WSAJoinLeaf answers on an entry. */
export function joins(facts: Facts, entry: ProtocolEntry): readonly Finding[] {
  const answers = facts.entries.find(({ id }) => id === entry.id)?.joinLeaf ?? {};
  const able = controlPlane(entry) !== 'none';
  return Object.entries(answers)
    .filter(([call]) => able || call === LEAF)
    .map(([call, answer]) => {
      const documented = !able
        ? 'fails, and says why'
        : call.endsWith('null name')
          ? 'WSAEFAULT'
          : call.startsWith('plain')
            ? 'fails, and says why'
            : 'the same descriptor, and FD_CONNECT when it has joined';
      const says = /^WSA/u.test(answer);
      const right =
        documented === 'fails, and says why'
          ? says
          : documented === 'WSAEFAULT'
            ? answer === documented
            : answer.startsWith(OK);
      return { call: `${entry.name}: ${call}`, documented, answers: answer, right };
    });
}

/** Whether a combination of roles may be made on an entry. */
export function allowed(combination: string, entry: ProtocolEntry): boolean {
  if (combination === 'plain') return true;
  const bits: Readonly<Record<string, number>> = {
    c_root: WSA_FLAG.MULTIPOINT_C_ROOT,
    c_leaf: WSA_FLAG.MULTIPOINT_C_LEAF,
    d_root: WSA_FLAG.MULTIPOINT_D_ROOT,
    d_leaf: WSA_FLAG.MULTIPOINT_D_LEAF,
  };
  const roles = rolesOf(combination.split('+').reduce((mask, role) => mask | (bits[role] ?? 0), 0));
  if (roles === undefined || controlPlane(entry) === 'none') return false;
  if (roles.control === 'c_root' && controlPlane(entry) !== 'rooted') return false;
  return roles.data !== 'd_root' || dataPlane(entry) === 'rooted';
}

/** The combinations of roles, entry by entry. */
export function flags(facts: Facts, entries: readonly ProtocolEntry[]): readonly string[] {
  const combinations = Object.keys(facts.entries[0]?.sockets ?? {});
  return tableOf(
    ['roles asked for', ...entries.map(({ name }) => name)],
    combinations.map((combination) => [
      combination,
      ...entries.map((entry) => {
        const answer = socketsOf(facts, entry.id)[combination] ?? '';
        return `${(answer === OK) === allowed(combination, entry) ? '✓' : '✗'} ${answer}`;
      }),
    ]),
  );
}

/** What the options and ioctls of a multipoint datagram socket answer. */
export function datagrams(facts: Facts, entry: ProtocolEntry): readonly Finding[] {
  const found = facts.entries.find(({ id }) => id === entry.id);
  const documented: Readonly<Record<string, string>> = {
    ADD_MEMBERSHIP: OK,
    'ADD_MEMBERSHIP again': 'WSAEADDRNOTAVAIL',
    DROP_MEMBERSHIP: OK,
    'DROP_MEMBERSHIP again': 'WSAEINVAL',
    SIO_MULTIPOINT_LOOPBACK: OK,
    SIO_MULTICAST_SCOPE: OK,
  };
  return Object.entries({ ...found?.membership, ...found?.ioctl }).map(([call, answers]) => ({
    call: `${entry.name}: ${call}`,
    documented: documented[call] ?? '',
    answers,
    right: answers === documented[call],
  }));
}

/** Findings as a table. */
export function findings(all: readonly Finding[]): readonly string[] {
  return tableOf(
    ['', 'call', 'documented', 'answer'],
    all.map(({ call, documented, answers, right }) => [right ? '✓' : '✗', call, documented, answers]),
  );
}
