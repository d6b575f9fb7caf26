import { localText } from '../../oracle/index.js';
import { guestName, ROOT, rooted } from '../plan.js';
import type { Hike } from './run-walk.js';
import { suffixOf } from './walk.js';

/** The situation of a leaf with its root; or of a root alone, where no leaf is named. */
export type Situations = (session: number, guest: number | undefined) => string;

/** Looks situations up in what the oracle knows, each once as long as nothing happens. */
export function situationsOf({ live, scenes }: Hike): Situations {
  let at = -1;
  const texts = new Map<string, string>();
  return (session, guest) => {
    const { length } = live.trace();
    if (length !== at) texts.clear();
    at = length;
    const key = `${session} ${guest ?? ''}`;
    const plan = scenes[session]?.plan;
    if (plan === undefined) return '';
    const suffix = suffixOf(session);
    const root = rooted(plan) ? `${ROOT}${suffix}` : undefined;
    const leaf = guest === undefined ? '' : `${guestName(plan, guest)}${suffix}`;
    const text = texts.get(key) ?? localText(live.known(), root, leaf);
    texts.set(key, text);
    return text;
  };
}
