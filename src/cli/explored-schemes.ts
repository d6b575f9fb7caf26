import { EXPLORED_SCHEMES, type Voyaged } from '../certify/index.js';
import type { Provider } from '../port/index.js';
import { plain } from '../report/index.js';
import type { CaseRecord } from '../run/index.js';
import { EXIT, type ExitCode } from './exit.js';
import type { Io } from './io.js';

type Scheme = Voyaged['scheme'];

/** The schemes that are gone through, and whether they are all that were asked for. */
export interface ChosenSchemes {
  readonly schemes: readonly Scheme[];
  readonly whole: boolean;
}

/**
 * Chooses among the schemes that were asked for, or that are claimed where nothing was said, those that are possible. Of
 * each other it says that it is left out: nobody is to take what is told of some for a verdict on all.
 */
export function schemesFor(
  io: Io,
  { name, capabilities }: Provider,
  asked: readonly Scheme[] | undefined,
  possible: readonly Scheme[],
  done: string,
): ChosenSchemes {
  const isClaimed = (scheme: Scheme): boolean =>
    scheme.split('+').every((part) => capabilities.schemes.some((it) => it === part));
  const wanted = asked ?? EXPLORED_SCHEMES.filter(isClaimed);
  const schemes = wanted.filter((scheme) => possible.includes(scheme));
  if (schemes.length === 0) io.err(`joinleaf: ${plain(name)} claims nothing that could be ${done}\n`);
  else {
    for (const scheme of wanted.filter((it) => !possible.includes(it)))
      io.err(`joinleaf: ${scheme} is left out: ${plain(name)} claims nothing of it that could be ${done}\n`);
  }
  return { schemes, whole: schemes.length > 0 && (asked === undefined || schemes.length === asked.length) };
}

/** How a run through several schemes ends, of which some may be missing. */
export function exitOf(all: readonly { readonly record: CaseRecord }[], whole: boolean): ExitCode {
  if (all.some(({ record }) => record.outcome === 'violated')) return EXIT.nonconformant;
  return whole && all.every(({ record }) => record.outcome === 'passed') ? EXIT.conformant : EXIT.inconclusive;
}
