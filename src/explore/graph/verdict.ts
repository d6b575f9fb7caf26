import type { Label } from './label.js';

// A clause is blamed by the history of a join, of which the graph forgets what nothing but the blame depends on. So
// the error state of such an edge names all of them.
const OF_FAILURE = [
  'JOIN-2.2',
  'JOIN-3.3',
  'USING-6',
  'USING-7',
  'USING-9',
  'USING-10',
  'USING-16',
  'ACCEPT-4',
  'LISTEN-2',
];
const OF_ALARM = ['JOIN-2.4', 'JOIN-3.4', 'USING-7', 'USING-20', 'EVENTS-3'];
const OF_REPETITION = ['JOIN-2.6', 'USING-5', 'USING-6'];

/** The clauses that an edge breaks, as the name of its error state; `|` stands between those of which it breaks one. */
export function verdictOf(label: Label, clauses: readonly string[]): string {
  const family = familyOf(label);
  const names = clauses.map((clause) => (family.includes(clause) ? family.join('|') : clause));
  return [...new Set(names)].sort().join(' ');
}

function familyOf(label: Label): readonly string[] {
  if (label.by === 'quiet') return [];
  if (label.by === 'suite') {
    const joins = label.call === 'invite' || label.call === 'ask' || label.call === 'join';
    return joins && label.outcome !== 'ok' ? OF_FAILURE : [];
  }
  if (label.event === 'FD_ACCEPT') return OF_ALARM;
  if (label.event !== 'FD_CONNECT') return [];
  if (label.on === 'root' && label.leaf === undefined) return OF_REPETITION;
  return label.error === 'NO_ERROR' ? [] : OF_FAILURE;
}
