import { CLAUSES, isIn, isRevision } from '../clauses/index.js';
import type { Header, Trace } from '../trace/index.js';
import type { Monitor } from './monitor.js';
import type { Finding, Judgement } from './types.js';

/** The monitors that watch in the revision that a trace was made under. */
export function watching(monitors: readonly Monitor[], { spec }: Header): readonly Monitor[] {
  const isWatching = ({ since }: Monitor): boolean => !isRevision(spec) || isIn(since, spec);
  return monitors.every(isWatching) ? monitors : monitors.filter(isWatching);
}

/** The findings about the clauses of the revision that a trace was made under. */
export function counting(found: readonly Finding[], header: Pick<Header, 'spec'> | undefined): readonly Finding[] {
  if (found.length === 0 || header === undefined) return found;
  const { spec } = header;
  return found.filter(({ clause }) => !isRevision(spec) || isIn(CLAUSES[clause].since, spec));
}

/** What keeps us from judging a trace of a revision that only a later kit has: what it demands is not known here. */
export function unknownRevision([header]: Trace): Judgement['fault'] {
  if (header?.kind !== 'header' || isRevision(header.spec)) return undefined;
  const detail = `the trace was made under revision ${header.spec} of the specification, which this kit does not have`;
  return { at: 0, what: 'unknown-revision', detail };
}
