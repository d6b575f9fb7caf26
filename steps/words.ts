import { isErrorName, maskOf, type ErrorName, type FdName, type Roles } from '../src/index.js';

// The nouns and verbs of the features, each as the text of a regular expression without groups, and what it stands for.

export const ACTOR = String.raw`(?:the (?:other )?(?:root|leaf|member)|root-\d+|leaf-\d+|member-\d+|the plain socket)`;
export const ACTORS = `${ACTOR}(?:, ${ACTOR})*(?: and ${ACTOR})?`;
export const ROLES = String.raw`c_(?:root|leaf)/d_(?:root|leaf)`;
export const EVENT = 'FD_[A-Z]+';
export const EVENTS = `nothing|the usual events|${EVENT}(?:(?:, | and )${EVENT})*`;
export const ERRORS = 'WSA[A-Z_]+(?:(?:, | or )WSA[A-Z_]+)*';
export const ITS = `its socket|its listening socket|its link to ${ACTOR}|what is no socket`;
export const ENDPOINT = `${ACTOR}(?:'s link to ${ACTOR}|'s listening socket|'s socket)?`;
export const TARGET = `${ACTOR}|the session|a session that does not exist|an address that cannot be reached|no address|an address of another family|an address that nobody can have`;
const OUTCOME = ` without error| with an error| with ${ERRORS}`;
export const INDICATION = `${EVENT}(?:${OUTCOME})?(?:, once)?`;
export const ANSWER = `succeeds|fails with ${ERRORS}|fails`;

/** The name of an actor: `the leaf` is the first leaf, `the other leaf` the second. */
export function actorOf(words: string): string {
  const said = words.replace(/^the /u, '');
  const numbered: Readonly<Record<string, string>> = {
    leaf: 'leaf-1',
    'other leaf': 'leaf-2',
    member: 'member-1',
    'other member': 'member-2',
    'other root': 'root-2',
    'plain socket': 'plain',
  };
  return numbered[said] ?? said;
}

/** All actors that a text names, in its order. */
export function actorsOf(words: string): readonly string[] {
  return words.split(/, | and /u).map(actorOf);
}

/** The roles that `c_root/d_leaf` and its like name. */
export function rolesFrom(words: string): Roles {
  return {
    control: words.startsWith('c_root') ? 'c_root' : 'c_leaf',
    data: words.endsWith('d_root') ? 'd_root' : 'd_leaf',
  };
}

/** The error codes in a text; a name that winsock2.h does not have is a slip in the feature. */
export function errorsIn(words: string): readonly ErrorName[] {
  return (words.match(/WSA[A-Z_]+/gu) ?? []).map((name) => {
    if (!isErrorName(name)) throw new Error(`${name} is no error code that the kit knows`);
    return name;
  });
}

/** The mask that a text registers. */
export function maskIn(words: string): number {
  if (words === 'the usual events') return maskOf(['FD_READ', 'FD_ACCEPT', 'FD_CONNECT', 'FD_CLOSE']);
  return maskOf((words.match(/FD_[A-Z]+/gu) ?? []).map(eventOf));
}

/** A network event by its name. */
export function eventOf(name: string): FdName {
  return name as FdName;
}

/** One of an actor's sockets. */
export type Its = 'socket' | 'listening socket' | 'no socket' | { readonly linkTo: string };

/** Whose and which socket a text names. */
export function itsOf(words: string): Its {
  if (words === 'what is no socket') return 'no socket';
  if (words === 'its socket') return 'socket';
  if (words === 'its listening socket') return 'listening socket';
  return { linkTo: actorOf(words.replace('its link to ', '')) };
}

/** Somebody's socket, seen from outside; `any` is the one at which an event is due. */
export interface Endpoint {
  readonly who: string;
  readonly which: 'any' | Its;
}

/** The endpoint that a text names. */
export function endpointOf(words: string): Endpoint {
  const [owner = words, thing] = words.split("'s ");
  if (thing === undefined) return { who: actorOf(owner), which: 'any' };
  if (thing === 'listening socket' || thing === 'socket') return { who: actorOf(owner), which: thing };
  return { who: actorOf(owner), which: { linkTo: actorOf(thing.replace('link to ', '')) } };
}

/** An event that is to be seen, with what it says of success, and how often. */
export interface Indicated {
  readonly event: FdName;
  readonly error?: readonly ErrorName[] | 'any-error';
  readonly times?: number;
}

/** What a text such as `FD_CONNECT without error, once` says. */
export function indicatedIn(words: string): Indicated {
  const event = eventOf(words.split(/[ ,]/u, 1).join(''));
  const error = words.includes(' without error')
    ? (['NO_ERROR'] as const)
    : words.includes(' with an error')
      ? 'any-error'
      : words.includes(' with ')
        ? errorsIn(words)
        : undefined;
  return { event, ...(error === undefined ? {} : { error }), ...(words.endsWith(', once') ? { times: 1 } : {}) };
}

/** What a call is to return. */
export type Answer = 'ok' | 'any-error' | readonly ErrorName[];

/** What `succeeds`, `fails` and `fails with …` say. */
export function answerIn(words: string): Answer {
  if (words === 'succeeds') return 'ok';
  return words === 'fails' ? 'any-error' : errorsIn(words);
}
