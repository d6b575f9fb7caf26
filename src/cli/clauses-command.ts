import { ARTICLES, CLAUSES, clausesIn, REVISION_NAMES, REVISIONS, RULINGS, type Revision } from '../clauses/index.js';
import type { CLAUSES_SETTINGS, Settings } from '../config/index.js';
import { EXIT, type ExitCode } from './exit.js';
import type { Io } from './io.js';
import { jsonText } from './output.js';

/** The options of `joinleaf clauses`. */
export interface ClausesOptions extends Settings<(typeof CLAUSES_SETTINGS)[number]> {
  readonly json?: boolean;
}

/** `joinleaf clauses`: lists the catalogue, as one revision has it. */
export function clausesCommand(io: Io, { json = false, specRevision: spec }: ClausesOptions): ExitCode {
  const clauses = Object.fromEntries(clausesIn(spec).map((id) => [id, CLAUSES[id]]));
  const catalogue = { spec, revisions: REVISIONS, articles: ARTICLES, clauses, rulings: RULINGS };
  io.out(json ? jsonText(catalogue) : text(spec));
  return EXIT.conformant;
}

function text(spec: Revision): string {
  const ids = clausesIn(spec);
  const width = Math.max(...ids.map((id) => id.length));
  const sections = Object.entries(ARTICLES).map(([article, { title, url }]) => {
    const rows = ids
      .filter((id) => CLAUSES[id].article === article)
      .map((id) => {
        const { level, title: short, verified } = CLAUSES[id];
        const untested = level !== 'definition' && verified.by === 'nothing' ? ` (untested: ${verified.why})` : '';
        return `  ${id.padEnd(width)}  ${level.padEnd('definition'.length)}  ${short}${untested}`;
      });
    return [`${title}`, `  ${url}`, ...rows, ''].join('\n');
  });
  const revisions = REVISION_NAMES.map((name) => `  ${name}  ${REVISIONS[name]}${name === spec ? ' (this one)' : ''}`);
  return `${[...sections, 'Revisions', ...revisions].join('\n')}\n`;
}
