import { DATA_PLANES } from '../../spi/index.js';
import type { Move, MoveKind } from '../move.js';
import type { Ending, Guest, Plan, PlanScheme } from '../plan.js';
import type { Made } from './simpler.js';
import type { Line, Step, Walk } from './walk.js';

// A walk in letters, short enough for a replay token. For each session who takes part, `~` between them, then the seed,
// then the steps: `Ar16s:i,a~…!42!a1u1k0`. After a step, `*` is for eagerness, and `+` for not waiting for the return.

const SCHEMES: Readonly<Record<PlanScheme, string>> = { invite: 'I', admit: 'A', 'invite+admit': 'B', nonrooted: 'N' };
const ENDINGS: Readonly<Record<Ending, string>> = { stays: 's', closes: 'c', 'shuts down': 'd' };
const LETTERS: Readonly<Record<MoveKind | Line | 'returns', string>> = {
  invite: 'i',
  ask: 'a',
  join: 'j',
  again: 'g',
  astray: 'y',
  cancel: 'c',
  accept: 'k',
  reject: 'r',
  defer: 'd',
  peek: 'e',
  listen: 'n',
  deafen: 'f',
  leave: 'l',
  drop: 'p',
  closeRoot: 'x',
  shutRoot: 'z',
  say: 's',
  hear: 'b',
  deliver: 'm',
  quiet: 'q',
  'to-root': 'u',
  'from-root': 'v',
  'at-home': 'h',
  any: 'w',
  returns: 'o',
};

/** More than any walk has: a token may have been made by anybody. */
const MOST_SESSIONS = 64;
const MOST_GUESTS = 64;
const MOST_STEPS = 100_000;

/** Writes a walk. */
export function stringifyWalk({ sessions, seed, steps }: Made): string {
  return [sessions.map(planText).join('~'), String(seed), steps.map(stepText).join('')].join('!');
}

/** Reads a walk; undefined if it is none. */
export function parseWalk(text: string): Made | undefined {
  const parts = text.split('!');
  const [people = '', seed = '', doings = ''] = parts;
  if (parts.length !== 3 || !/^-?\d{1,10}$/u.test(seed) || !/^(?:[a-z]\d*\*?\+?(?:\.\d+)?)*$/u.test(doings))
    return undefined;
  const sessions = people.split('~').map(planOf);
  const steps = [...doings.matchAll(/([a-z])(\d*)(\*?)(\+?)(?:\.(\d+))?/gu)].map(
    ([, letter, number, star, plus, nth]) => {
      const step = stepOf(Number(nth ?? 1) - 1, letter ?? '', number ?? '', star === '*');
      return plus !== '+' || step === undefined || !('move' in step) ? step : { ...step, holds: true as const };
    },
  );
  if (sessions.length > MOST_SESSIONS || steps.length > MOST_STEPS) return undefined;
  const whole = sessions.filter((it) => it !== undefined);
  const known = steps.filter((it) => it !== undefined);
  if (whole.length < sessions.length || known.length < steps.length) return undefined;
  return known.some(({ session }) => session >= whole.length)
    ? undefined
    : { sessions: whole, seed: Number(seed), steps: known };
}

function planText({ scheme, data, source, backlog, deafRoot, inherits, guests, ending }: Plan): string {
  const head = `${SCHEMES[scheme]}${data === 'rooted-data' ? 'r' : 'n'}${source}.${backlog}`;
  const special = `${deafRoot ? 'D' : ''}${inherits ? 'H' : ''}${ENDINGS[ending]}`;
  return `${head}${special}:${guests.map(guestText).join(',')}`;
}

function guestText({ asks, deaf, unbound, flags }: Guest): string {
  return `${asks ? 'a' : 'i'}${deaf ? 'D' : ''}${unbound ? 'U' : ''}${flags}`;
}

function planOf(text: string): Plan | undefined {
  const found = /^([IABN])([rn])(\d{1,3})\.(\d{1,4})(D?)(H?)([scd]):(.+)$/u.exec(text);
  if (found === null) return undefined;
  const [, scheme, data, source, backlog, deaf, inherits, ending, people = ''] = found;
  const guests = people.split(',').map(guestOf);
  const whole = guests.filter((it) => it !== undefined);
  const named = { scheme: keyOf(SCHEMES, scheme), ending: keyOf(ENDINGS, ending) };
  if (named.scheme === undefined || named.ending === undefined) return undefined;
  if (whole.length < guests.length || whole.length > MOST_GUESTS) return undefined;
  return {
    ...{ scheme: named.scheme, ending: named.ending, guests: whole, moves: [] },
    data: DATA_PLANES.find((plane) => plane.startsWith(data === 'r' ? 'rooted' : 'nonrooted')) ?? 'nonrooted-data',
    ...{ source: Number(source), backlog: Number(backlog), deafRoot: deaf === 'D', inherits: inherits === 'H' },
  };
}

function guestOf(text: string): Guest | undefined {
  const [whole, way, deaf, unbound, flags] = /^([ai])(D?)(U?)(\d{1,5})$/u.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return { asks: way === 'a', deaf: deaf === 'D', unbound: unbound === 'U', flags: Number(flags) };
}

function stepText(step: Step): string {
  const session = step.session === 0 ? '' : `.${step.session + 1}`;
  if ('line' in step) return `${LETTERS[step.line]}${step.guest + 1}${session}`;
  if ('returns' in step) return `${LETTERS.returns}${step.returns}${session}`;
  const { move } = step;
  const number = 'guest' in move ? move.guest + 1 : 'at' in move ? move.at : 'who' in move ? move.who : '';
  return `${LETTERS[move.kind]}${number}${'eager' in move && move.eager ? '*' : ''}${step.holds === true ? '+' : ''}${session}`;
}

function stepOf(session: number, letter: string, digits: string, eager: boolean): Step | undefined {
  const kind = keyOf(LETTERS, letter);
  const number = digits === '' ? 0 : Number(digits);
  const guest = Math.max(0, number - 1);
  if (kind === undefined || session < 0 || number > MOST_GUESTS) return undefined;
  switch (kind) {
    case 'to-root':
    case 'from-root':
    case 'at-home':
    case 'any':
      return { session, line: kind, guest };
    case 'returns':
      return { session, returns: number };
    default:
      return { session, move: moveOf(kind, guest, number, eager) };
  }
}

function moveOf(kind: MoveKind, guest: number, number: number, eager: boolean): Move {
  switch (kind) {
    case 'accept':
    case 'reject':
    case 'defer':
      return { kind, at: number, eager };
    case 'peek':
    case 'listen':
    case 'deafen':
      return { kind, at: number };
    case 'say':
    case 'hear':
      return { kind, who: number };
    case 'closeRoot':
    case 'shutRoot':
    case 'quiet':
      return { kind };
    case 'deliver':
      return { kind, messages: Math.max(1, number) };
    default:
      return { kind, guest };
  }
}

function keyOf<K extends string>(table: Readonly<Record<K, string>>, value: string | undefined): K | undefined {
  for (const key in table) if (table[key] === value) return key;
  return undefined;
}

/** Whether the steps of a walk are known. */
export function isMade(walk: Walk): walk is Made {
  return walk.steps !== undefined;
}
