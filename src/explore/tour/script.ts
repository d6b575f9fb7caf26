import type { Call } from '../graph/index.js';

/** Something that the suite does in an execution: a call, or letting happen what is under way. Plain data. */
export type Act =
  | { readonly do: Call; readonly leaf?: number }
  /** The oldest message on the line from a leaf to the root, or from the root to it. */
  | { readonly do: 'to-root' | 'from-root'; readonly leaf: number }
  /** The oldest one on the line from a leaf to itself, or from the root to itself. */
  | { readonly do: 'at-home'; readonly leaf?: number }
  /** The usual events are registered: by the root on its descriptor for a leaf, by a leaf on what WSPAccept gave it. */
  | { readonly do: 'watch-link' | 'watch-member'; readonly leaf: number }
  /** Session data is sent, and taken: by a leaf, or by the root. */
  | { readonly do: 'say' | 'hear'; readonly leaf?: number }
  /** Anything that is under way, chosen by the seed. */
  | { readonly do: 'step' }
  /** Everything. */
  | { readonly do: 'quiet' };

/** What the suite does in an execution, in order. */
export type Script = readonly Act[];

type Doing = Act['do'];

/** One letter for each: a script has to fit into one line of an issue. */
const LETTERS: Readonly<Record<Doing, string>> = {
  invite: 'i',
  ask: 'a',
  join: 'j',
  again: 'g',
  accept: 'k',
  reject: 'r',
  defer: 'd',
  cancel: 'c',
  leave: 'l',
  drop: 'p',
  deafen: 'f',
  closeRoot: 'x',
  'to-root': 'u',
  'from-root': 'v',
  'at-home': 'h',
  'watch-link': 'w',
  'watch-member': 'm',
  say: 't',
  hear: 'e',
  step: 's',
  quiet: 'q',
};

const DOINGS = new Map(Object.entries(LETTERS).map(([doing, letter]) => [letter, doing as Doing]));

/** Writes a script in letters, each with the number of its leaf from 1, if it has one: `a1a2u1kv1q`. */
export function stringifyScript(script: Script): string {
  return script
    .map((act) => `${LETTERS[act.do]}${'leaf' in act && act.leaf !== undefined ? act.leaf + 1 : ''}`)
    .join('');
}

/** Reads a script; undefined if it is none. */
export function parseScript(text: string): Script | undefined {
  if (!/^(?:[a-z]\d*)*$/u.test(text)) return undefined;
  const acts: Act[] = [];
  for (const [, letter = '', number = ''] of text.matchAll(/([a-z])(\d*)/gu)) {
    const act = actOf(DOINGS.get(letter), number === '' ? undefined : Number(number) - 1);
    if (act === undefined) return undefined;
    acts.push(act);
  }
  return acts;
}

function actOf(doing: Doing | undefined, leaf: number | undefined): Act | undefined {
  switch (doing) {
    case undefined:
      return undefined;
    case 'step':
    case 'quiet':
    case 'closeRoot':
      return leaf === undefined ? { do: doing } : undefined;
    case 'accept':
    case 'reject':
    case 'defer':
    case 'at-home':
    case 'say':
    case 'hear':
      return leaf === undefined ? { do: doing } : { do: doing, leaf };
    default:
      return leaf === undefined || leaf < 0 ? undefined : { do: doing, leaf };
  }
}
