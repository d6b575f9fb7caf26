import type { Roles } from '../src/index.js';
import { ACTOR, actorOf, ROLES, rolesFrom } from './words.js';

/** A group of people as a Given introduces them: `two leaves that are listening`. */
export interface Party {
  readonly kind: 'root' | 'leaf' | 'member' | 'plain';
  readonly count: number;
  readonly roles?: Roles;
  readonly blocking: boolean;
  readonly unbound: boolean;
  /** They have registered for nothing yet, where others have for the usual events. */
  readonly unregistered: boolean;
  readonly state: State;
  /** Whose node they live on, where it is not their own. */
  readonly nodeOf?: string;
}

/** How far they have come when the scenario begins. */
export type State =
  | { readonly is: 'made' }
  | { readonly is: 'listening'; readonly backlog?: number }
  | { readonly is: 'invited' }
  | { readonly is: 'admitted' }
  | { readonly is: 'joined' };

const COUNTS: Readonly<Record<string, number>> = { a: 1, an: 1, another: 1, two: 2, three: 3, four: 4 };
const STATES = [
  String.raw`that (?:is|are) listening(?: with a backlog of \d+)?`,
  'that it has (?:invited|admitted)',
  'that (?:has|have) joined',
].join('|');
const whole = (open: string): string =>
  [
    `${open}${Object.keys(COUNTS).join('|')}) `,
    `${open}blocking |unbound |unregistered )?`,
    `${open}${ROLES} )?`,
    `${open}root|roots|leaf|leaves|members|member|plain socket)`,
    `(?: ${open}${STATES}))?`,
    `(?: on the node of ${open}${ACTOR}))?`,
  ].join('');

/** A party, as the text of a regular expression without groups. */
export const PARTY = whole('(?:');
const GROUPS = new RegExp(`^${whole('(')}$`, 'u');

/** Reads one party. */
export function partyOf(words: string): Party {
  const [, count = '', manner = '', roles, kind = '', state = '', nodeOf] = GROUPS.exec(words) ?? [];
  const backlog = /backlog of (\d+)/u.exec(state)?.[1];
  return {
    kind:
      kind === 'plain socket' ? 'plain' : kind.startsWith('root') ? 'root' : kind.startsWith('lea') ? 'leaf' : 'member',
    count: COUNTS[count] ?? 1,
    ...(roles === undefined ? {} : { roles: rolesFrom(roles.trim()) }),
    blocking: manner === 'blocking ',
    unbound: manner === 'unbound ',
    unregistered: manner === 'unregistered ',
    state: stateOf(state, backlog),
    ...(nodeOf === undefined ? {} : { nodeOf: actorOf(nodeOf) }),
  };
}

function stateOf(words: string, backlog: string | undefined): State {
  if (words.includes('listening')) {
    return { is: 'listening', ...(backlog === undefined ? {} : { backlog: Number(backlog) }) };
  }
  if (words.includes('invited')) return { is: 'invited' };
  if (words.includes('admitted')) return { is: 'admitted' };
  return { is: words === '' ? 'made' : 'joined' };
}

/** All parties that a sentence introduces. */
export function partiesIn(sentence: string): readonly Party[] {
  return [...sentence.matchAll(new RegExp(String.raw`\b${PARTY}(?= and |$)`, 'gu'))].map(([words]) => partyOf(words));
}

/** What the people of a party are called, after those who are there already. */
export function namesFor({ kind, count }: Party, present: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (let many = 0; many < count; many += 1) {
    const before = [...present, ...names].filter((name) => name.startsWith(kind)).length;
    if (kind === 'plain' || (kind === 'root' && before === 0)) names.push(kind);
    else names.push(`${kind}-${before + 1}`);
  }
  return names;
}
